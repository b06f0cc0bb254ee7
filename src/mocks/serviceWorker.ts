import type { HttpHandler } from 'msw'
import { setupWorker } from 'msw/browser'
import { delay } from '~/lib/timer'

/** Milliseconds within which a service worker is ready, also on a slow phone; registering one may hang for ever. */
const PATIENCE = 3000

/**
 * Lets `handlers` answer all that the page asks for, by a service worker; what none of them is for goes to the network.
 * false where there is none to be had: on plain http, in web views of iOS, or because the browser refuses.
 */
export async function startWorker(handlers: HttpHandler[]): Promise<boolean> {
  if (!('serviceWorker' in navigator)) return false
  const started = setupWorker(...handlers).start({
    serviceWorker: { url: `${import.meta.env.BASE_URL}mockServiceWorker.js` },
    onUnhandledRequest: 'bypass',
    quiet: true,
  })
  const isReady = started.then(
    () => true,
    () => false,
  )
  return Promise.race([isReady, delay(PATIENCE).then(() => false)])
}
