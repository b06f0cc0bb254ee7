// Opens the page without a network, from where it was kept: what the last visit has left can be read then (`sync/tail`). A service worker,
// built as /offline.js and told of by `offline.ts`. It is asked when the page is opened and never else: an engine in which it would have to
// pass on each poll does without it.

/** The page is kept under the folder that it stands in, whatever conversation its address names. */
const CACHE = 'jh-im-page'
/** What the page says of itself: the page of a sign-in, of a hotel's network or of a proxy is not kept. */
const OUR_PAGE = 'content="jh-im-web"'
/** A page that does not come within this (ms) is opened from where it was kept. */
const PATIENCE = 8_000
/** Days for which parts of a release that was replaced are there still (`deploy/release.mjs`). */
const KEPT_FOR = 7 * 86_400_000
/** Says when it was kept, ms since 1970. */
const KEPT_AT = 'jh-kept-at'

type Waiting = Readonly<{ waitUntil: (promise: Promise<unknown>) => void }>
type Installing = Waiting & Readonly<{ addRoutes?: (rules: readonly unknown[]) => Promise<void> }>
type Asked = Waiting &
  Readonly<{
    request: Request
    preloadResponse: Promise<Response | undefined>
    respondWith: (answer: Promise<Response>) => void
  }>

// the types of the page are not those of a worker
const worker = globalThis as unknown as Readonly<{
  addEventListener: ((type: 'install', run: (event: Installing) => void) => void) &
    ((type: 'activate', run: (event: Waiting) => void) => void) &
    ((type: 'fetch', run: (event: Asked) => void) => void)
  registration: ServiceWorkerRegistration
}>

const folder = new URL(worker.registration.scope)

worker.addEventListener('install', (event) => {
  const { addRoutes } = event
  if (!addRoutes) return event.waitUntil(worker.registration.unregister())
  event.waitUntil(
    Promise.all([
      addRoutes.call(
        event,
        ['cors', 'no-cors', 'same-origin'].map((requestMode) => ({
          condition: { requestMode },
          source: 'network',
        })),
      ),
      fetch(folder, { cache: 'no-cache' }).then(keep),
    ]),
  )
})

// the page is asked for while this worker starts
worker.addEventListener('activate', (event) => {
  event.waitUntil(worker.registration.navigationPreload.enable())
})

worker.addEventListener('fetch', (event) => {
  const { pathname } = new URL(event.request.url)
  const isPage = pathname === folder.pathname || pathname === `${folder.pathname}index.html`
  if (event.request.mode === 'navigate' && event.request.method === 'GET' && isPage)
    event.respondWith(open(event))
})

async function open(event: Asked): Promise<Response> {
  const answer = ask(event)
  event.waitUntil(answer.then((response) => keep(response.clone())).catch(() => undefined))
  const inTime = await Promise.race([answer.catch(() => null), late()])
  if (inTime && inTime.status < 500) return inTime
  return (await kept()) ?? answer
}

const ask = async ({ preloadResponse, request }: Asked): Promise<Response> =>
  (await preloadResponse) ?? fetch(request)

const late = () => new Promise<null>((resolve) => setTimeout(() => resolve(null), PATIENCE))

async function keep(response: Response): Promise<void> {
  if (response.status !== 200 || response.redirected || response.type !== 'basic') return
  const page = await response.text()
  if (!page.includes(OUR_PAGE)) return
  const headers = new Headers(response.headers)
  // it is a text by now
  headers.delete('content-encoding')
  headers.delete('content-length')
  headers.set(KEPT_AT, String(Date.now()))
  const cache = await caches.open(CACHE)
  await cache.put(folder, new Response(page, { headers }))
}

async function kept(): Promise<Response | undefined> {
  const cache = await caches.open(CACHE)
  const page = await cache.match(folder)
  const age = Date.now() - Number(page?.headers.get(KEPT_AT))
  return age < KEPT_FOR ? page : undefined
}
