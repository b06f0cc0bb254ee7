import { loadAgain } from '~/lib/loadAgain'
import type { Page } from '~/lib/page'
import type { ChatState } from '~/store/chatStore'
import type { Chat } from './chat'

/** A part of sync that runs. `look`: something may have changed. */
type Running = Readonly<{ look: () => void; stop: () => void }>

type Late<Module> = Readonly<{
  /** Whether there is something for it to do. */
  isWanted: (state: ChatState) => boolean
  load: () => Promise<Module>
  start: (module: Module) => Running
}>

/** Runs a part of sync from when it is first wanted, which it is loaded for, until the page is left. Returns what ends it. */
export function startLate<Module>(
  { store }: Chat,
  page: Pick<Page, 'watch'>,
  { isWanted, load, start }: Late<Module>,
): () => void {
  const again = loadAgain(load)
  let running: Running | null = null
  let isLoading = false
  let isOver = false

  const look = () => {
    if (running) return running.look()
    if (isLoading || !isWanted(store.getState())) return
    isLoading = true
    again().then(
      (module) => {
        if (!isOver) running = start(module)
      },
      // the next change tries again
      () => (isLoading = false),
    )
  }
  const stopListening = store.subscribe(({ outbox, link, opened }, before) => {
    if (outbox !== before.outbox || link !== before.link || opened !== before.opened) look()
  })
  // what was under way when the page stood still has ended somehow; some browsers tell of the return by being seen only
  const stopWatching = page.watch((event) => (event === 'thawed' || event === 'shown') && look())
  look()
  return () => {
    isOver = true
    stopListening()
    stopWatching()
    running?.stop()
  }
}
