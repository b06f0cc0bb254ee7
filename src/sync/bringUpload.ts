/**
 * Brings what keeps and uploads files before the first is chosen: it will be wanted when the network is gone, and what could not be
 * kept is lost with a reload. Never rejects.
 */
export const bringUpload = (): Promise<unknown> =>
  Promise.all([import('~/lib/fileDatabase'), import('~/wire/upload'), import('./uploadFiles')]).catch(
    () => {},
  )
