import { loadAgain } from '~/lib/loadAgain'
import type { Page } from '~/lib/page'
import type { Chat } from './chat'
import type { createUploader } from './uploadFiles'

const load = loadAgain(() => import('./uploadFiles'))

/** Has files of the outbox uploaded while the page is open; what does so is loaded with the first one. Returns what ends it. */
export function startUploads(chat: Chat, page: Page): () => void {
  const { store } = chat
  let uploader: ReturnType<typeof createUploader> | null = null
  let isLoading = false
  let isOver = false

  const look = () => {
    if (uploader) return uploader.kick()
    if (isLoading || !store.getState().outbox.some(({ state }) => state.phase === 'uploading')) return
    isLoading = true
    load().then(
      (module) => {
        isLoading = false
        if (isOver) return
        uploader = module.createUploader(chat)
        uploader.kick()
      },
      // the next change of the outbox or of the link tries again
      () => (isLoading = false),
    )
  }
  const stopListening = store.subscribe(({ outbox, link, opened }, before) => {
    if (outbox !== before.outbox || link !== before.link || opened !== before.opened) look()
  })
  // what was under way when the page stood still has ended somehow
  const stopWatching = page.watch((event) => event === 'thawed' && look())
  look()
  return () => {
    isOver = true
    stopListening()
    stopWatching()
    uploader?.stop()
  }
}
