import type { ApiMessage } from './apiMessage'

const SERVED = '/mock-media/'

/**
 * A row whose sample pictures and voices are files of `folder` (a path with a slash at both ends): a static build lies in
 * any folder, while worlds name their media as the dev server serves them. What people write stays as it is.
 */
export function withMediaIn(folder: string, row: ApiMessage): ApiMessage {
  // a world that damages its rows has some that are none
  if (typeof row !== 'object' || row === null || Array.isArray(row)) return row
  const moved = (text: string) => mediaIn(folder, text)
  return {
    ...row,
    f_avatar: moved(row.f_avatar),
    t_avatar: moved(row.t_avatar),
    content: row.type === 'TEXT' ? row.content : moved(row.content),
  }
}

/** The same of one address. */
export const mediaIn = (folder: string, address: string): string =>
  typeof address === 'string' && address.startsWith(SERVED) ? folder + address.slice(1) : address
