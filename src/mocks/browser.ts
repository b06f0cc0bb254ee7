import { http } from 'msw'
import { deviceClock } from '~/lib/clock'
import { apiBaseOf } from './pageSettings'
import { databaseStore } from './databaseStore'
import { createHandlers } from './handlers'
import { hostHandlers } from './hostHandlers'
import { type Memory, pageMemory, sharedMemory, type Store } from './memory'
import { patchFetch, patchUploads } from './patchedFetch'
import { cannot } from './reply'
import { startWorker } from './serviceWorker'
import { sharedWorlds } from './sharedWorlds'
import { showFiles } from './shownFiles'
import { STATE_SHAPE } from './state'
import { filesInMemory, type StoredFile, type UploadedFiles, uploadHandlers } from './uploads'
import { worldRoutes } from './worldRoutes'

/**
 * The mock backend inside the page: resolves once it answers. A service worker answers where there is one, else a patched
 * `fetch`; the pages of the build share what the worlds remember, where the browser lets them.
 */
export async function startMock(): Promise<void> {
  // in the page's folder: never a real API beside the build
  const apiBase = apiBaseOf(location.href) ?? '/~mock/default/1'
  tell('jh-api-base', `.${apiBase}`)
  tell('jh-contacts-url', `.${apiBase}/contacts`)
  tell('jh-host-origins', 'self')
  const folder = new URL(import.meta.env.BASE_URL, location.href).pathname
  const worlds = sharedWorlds({
    memory: openMemory(folder),
    now: deviceClock.wall,
    folder,
  })
  const { backendFor } = worlds
  const files = filesIn(folder)
  const handlers = [
    ...createHandlers(backendFor),
    ...hostHandlers(backendFor),
    ...uploadHandlers(backendFor, files, folder),
    ...worldRoutes(worlds),
    // a static server may answer index.html
    http.all('*/~mock/*', ({ request }) =>
      cannot(`no such endpoint: ${request.method} ${new URL(request.url).pathname}`, 404),
    ),
  ]
  tell('jh-upload-url', `.${apiBase}/upload`)
  if (await startWorker(handlers)) return
  patchFetch(handlers)
  patchUploads(handlers)
  showFiles(files)
}

/** Sets a setting of the page, as the dev server does. */
function tell(name: string, content: string): void {
  const meta = document.createElement('meta')
  meta.name = name
  meta.content = content
  document.head.prepend(meta)
}

/** Builds in other folders of the same host, or of another shape of memory, keep their own. What comes early waits. */
function openMemory(folder: string): Memory {
  const opened = databaseStore(`jh-mock ${STATE_SHAPE} ${folder}`).then(sharedMemory, () => pageMemory())
  return { change: async (key, act) => (await opened).change(key, act) }
}

/** What the pages of a build have uploaded; where there is no database, this page. */
function filesIn(folder: string): UploadedFiles {
  const opened = databaseStore(`jh-mock files ${folder}`).then(filesInStore, () => filesInMemory())
  return {
    keep: async (name, file) => (await opened).keep(name, file),
    find: async (name) => (await opened).find(name),
  }
}

const filesInStore = (store: Store): UploadedFiles => ({
  keep: (name, file) => store.turn(async (turn) => turn.put(name, file)),
  find: (name) => store.turn(async (turn) => (await turn.get(name)) as StoredFile | undefined),
})
