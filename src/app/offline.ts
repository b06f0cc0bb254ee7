const WORKER = 'offline.js'

/**
 * Has the browser keep the page, so that it opens without a network, too: the messages of the last visit can be read then. Where there are
 * no service workers (in frames of other sites, without https, in WeChat on iOS), and where the pages around this one have a worker of
 * their own, everything is as it was. Never throws.
 */
export async function keepPage(): Promise<void> {
  try {
    // oxlint-disable-next-line typescript/no-unnecessary-condition -- none without https
    const workers = navigator.serviceWorker as ServiceWorkerContainer | undefined
    if (!workers) return
    const known = await workers.getRegistration()
    const worker = known?.active ?? known?.waiting ?? known?.installing
    const ours = new URL(WORKER, location.href).href
    if (known && worker?.scriptURL !== ours) return
    await workers.register(ours)
  } catch {
    // whoever forbids it does without
  }
}
