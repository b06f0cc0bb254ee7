import { isUnsure } from '~/domain/outbox'
import type { OpenChannel } from '~/lib/channel'
import { loadAgain } from '~/lib/loadAgain'
import type { Locks } from '~/lib/locks'
import type { Page } from '~/lib/page'
import type { Storage } from '~/lib/storage'
import type { Chat } from './chat'
import { keepOutbox } from './keepOutbox'
import { flush } from './send'
import { shareTabs } from './shareTabs'
import { startLate } from './startLate'
import type { sweep } from './sweep'

/** What the browser offers, handed in so that tests own it. */
export type Surroundings = Readonly<{
  page: Page
  storage: Storage
  /** null where the browser has none. */
  locks: Locks | null
  openChannel: OpenChannel | null
}>

/** The poll loop, as far as it can be told to hurry or to stop. */
export type PollLoop = Readonly<{ now: () => void; cancel: () => void }>

/** Loads what sweeps: no sweep is due before the conversation has opened. */
export type LoadSweep = () => Promise<{ sweep: typeof sweep }>

const importSweep: LoadSweep = loadAgain(() => import('./sweep'))

const NOTHING = () => {}

/** Somebody wants an answer now: from this tab, whichever one asks otherwise. */
export function askNow({ tabs, engine }: Chat): void {
  tabs.told({ type: 'wrote' })
  engine.tell({ type: 'wanted' })
}

/**
 * Keeps a conversation live for as long as its page is open: what happens to the page goes to the engine, sweeps run when they
 * are due, tabs share the work, the outbox is kept. Returns what ends it; it may be started again.
 */
export function startSync(
  chat: Chat,
  loop: PollLoop,
  around: Surroundings,
  loadSweep: LoadSweep = importSweep,
): () => void {
  const { engine, store } = chat
  const { page } = around
  let sweeping: AbortController | null = null

  const runSweep = async () => {
    const mine = new AbortController()
    sweeping = mine
    engine.tell({ type: 'sweeping' })
    try {
      const { sweep } = await loadSweep()
      await sweep(chat, mine.signal)
      engine.tell({ type: 'swept' })
    } catch {
      // also where the part that sweeps does not arrive: one that was called off is wanted again at once, this one later
      const isOurs = mine.signal.aborted
      engine.tell(isOurs ? { type: 'sweep aborted' } : { type: 'sweep failed', draw: chat.random() })
    }
    if (sweeping === mine) sweeping = null
    void flush(chat)
  }

  const tellOfOutbox = () => {
    const { outbox } = store.getState()
    const waits = outbox.some(({ state }) => state.phase === 'queued')
    engine.tell({ type: 'outbox', unsure: isUnsure(outbox), waits })
  }
  const stopAsking = store.subscribe(({ outbox }, before) => outbox !== before.outbox && tellOfOutbox())
  const stopKeeping = keepOutbox(chat, around)
  const stopSharing = shareTabs(chat, around)
  const stopWatching = page.watch((event) => engine.tell({ type: event }))
  const stop = engine.start({
    poll: loop.now,
    sweep: () => void runSweep(),
    cancel: () => {
      loop.cancel()
      sweeping?.abort()
    },
  })
  // something may have been written before
  tellOfOutbox()
  // after the engine, which hears of the page first
  const stopUploading = startLate(chat, page, {
    isWanted: ({ outbox }) => outbox.some(({ state }) => state.phase === 'uploading'),
    load: () => import('./uploadFiles'),
    start: ({ createUploader }) => createUploader(chat),
  })
  // brought before it is due: a page that was replaced may not find it any more
  const stopBringing = startLate(chat, page, {
    isWanted: ({ opened }) => opened,
    load: loadSweep,
    start: () => ({ look: NOTHING, stop: NOTHING }),
  })
  const stopAsides = startLate(chat, page, {
    isWanted: ({ opened }) => opened,
    load: () => import('./asides'),
    start: ({ startAsides }) => startAsides(chat, page),
  })
  const { recent } = chat
  const stopTail = recent
    ? startLate(chat, page, {
        isWanted: ({ opened }) => opened,
        load: () => import('./keepTail'),
        start: ({ keepTail }) => keepTail(chat, recent, around),
      })
    : NOTHING
  if (page.isVisible() !== engine.timing().visible)
    engine.tell({ type: page.isVisible() ? 'shown' : 'hidden' })

  return () => {
    stopWatching()
    stopAsking()
    stopUploading()
    stopSharing()
    stopAsides()
    stopTail()
    stopBringing()
    stop()
    stopKeeping()
    // whatever is still under way may change nothing any more
    store.retire()
  }
}
