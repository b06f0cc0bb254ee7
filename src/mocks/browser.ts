import { http, HttpResponse } from 'msw'
import { deviceClock } from '~/lib/clock'
import { apiBaseOf, META_NAME } from './apiBaseMeta'
import { databaseStore } from './databaseStore'
import { createHandlers } from './handlers'
import { withMediaIn } from './mediaFolder'
import { type Memory, pageMemory, sharedMemory } from './memory'
import { patchFetch } from './patchedFetch'
import { startWorker } from './serviceWorker'
import { sharedWorlds } from './sharedWorlds'
import { STATE_SHAPE } from './state'

/**
 * The mock backend inside the page: resolves once it answers. A service worker answers where there is one, else a patched
 * `fetch`; the pages of the build share what the worlds remember, where the browser lets them.
 */
export async function startMock(): Promise<void> {
  tellApiBase()
  const folder = new URL(import.meta.env.BASE_URL, location.href).pathname
  const { backendFor, forget } = sharedWorlds({
    memory: openMemory(folder),
    now: deviceClock.wall,
    shown: (row) => withMediaIn(folder, row),
  })
  const handlers = [
    ...createHandlers(backendFor),
    http.post('*/~mock/:scenario/:seed/reset', ({ request }) => forget(request)),
    // a static server may answer index.html
    http.all('*/~mock/*', ({ request }) =>
      HttpResponse.json(
        { success: false, message: `no such endpoint: ${request.method} ${new URL(request.url).pathname}` },
        { status: 404 },
      ),
    ),
  ]
  if (!(await startWorker(handlers))) patchFetch(handlers)
}

/** Tells the page its world's API as the dev server does, but in the page's folder: never a real API beside the build. */
function tellApiBase(): void {
  const meta = document.createElement('meta')
  meta.name = META_NAME
  meta.content = `.${apiBaseOf(location.href) ?? '/~mock/default/1'}`
  document.head.prepend(meta)
}

/** Builds in other folders of the same host, or of another shape of memory, keep their own. What comes early waits. */
function openMemory(folder: string): Memory {
  const opened = databaseStore(`jh-mock ${STATE_SHAPE} ${folder}`).then(sharedMemory, pageMemory)
  return { change: async (key, act) => (await opened).change(key, act) }
}
