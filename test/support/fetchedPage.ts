import { environmentManager, QueryClient, QueryObserver } from '@tanstack/react-query'
import { vi } from 'vitest'
import type { Pair } from '~/domain/identity'
import { createTrueClock } from '~/lib/trueClock'
import type { Upload } from '~/lib/upload'
import { type ChatStore, createChatStore } from '~/store/chatStore'
import { shownIn } from '~/store/selectors'
import type { Chat } from '~/sync/chat'
import { createEngine } from '~/sync/engine'
import { newHabits } from '~/sync/history'
import { startSync } from '~/sync/startSync'
import { pollQuery } from '~/sync/usePollNewest'
import { createImApi } from '~/wire/api'
import { aStorage } from '~test/property/client'
import { createVirtualTime, turned, type VirtualTime } from '~test/property/virtualTime'
import { NO_JOURNAL } from './noJournal'
import { noFiles } from './aPlace'

/** Where the API of these pages is said to be. */
export const ORIGIN = 'http://replay.test'

/** Milliseconds that pass at once: what is real, a large body, goes on in between. */
const STEP = 1000

/** Parts that a browser loads when it needs them: virtual time does not wait for a file that is being read. */
const loadParts = () =>
  Promise.all([import('~/sync/asides'), import('~/sync/sweep'), import('~/sync/uploadFiles')])

/** Does something in virtual time, from `start` on (true UTC ms), with pages that are closed at its end. */
export async function inVirtualTime<T>(
  start: number,
  work: (time: VirtualTime, open: (options: Options) => FetchedPage) => Promise<T>,
): Promise<T> {
  await loadParts()
  await turned()
  const time = createVirtualTime(start)
  const pages: FetchedPage[] = []
  try {
    return await work(time, (options) => {
      const page = openFetchedPage(time, options)
      pages.push(page)
      return page
    })
  } finally {
    for (const page of pages) page.close()
    time.restore()
  }
}

/** Lets `ms` pass, with everything that happens in it, also what takes turns of what is real. */
export async function elapse(time: VirtualTime, ms: number): Promise<void> {
  for (let left = ms; left > 0; left -= STEP) {
    await time.pass(Math.min(STEP, left))
    await turned()
  }
}

type FetchedPage = ReturnType<typeof openFetchedPage>

type Options = Readonly<{
  pair: Pair
  device?: 'phone' | 'pc'
  /** What answers it. */
  network: typeof fetch
  upload?: Upload
  /** The store that the page gets in place of its own. */
  replaceStore?: (store: ChatStore) => ChatStore
}>

/** One open page that somebody looks at: the real client, from its store down to `fetch`. */
function openFetchedPage(time: VirtualTime, { pair, device = 'pc', network, upload, replaceStore }: Options) {
  // where there is no window, TanStack Query believes to be on a server, and polls nothing
  environmentManager.setIsServer(() => false)
  vi.stubGlobal('fetch', network)
  const { clock } = time
  const trueClock = createTrueClock(clock)
  const own = createChatStore(pair)
  const store = replaceStore?.(own) ?? own
  const nobody = { nickname: '', avatar: '' }
  let ids = 0
  const chat: Chat = {
    api: createImApi({ base: ORIGIN, encoding: 'form' }),
    store,
    clock,
    trueClock,
    engine: createEngine(store, { clock, trueClock, device, visible: true }),
    habits: newHabits(),
    journal: NO_JOURNAL,
    recent: null,
    tabs: { told: () => {} },
    files: noFiles(),
    upload: upload ?? null,
    told: { me: nobody, peer: nobody, channel: 'PC', topic: null },
    random: () => 0.5,
    report: () => {},
    newId: () => `own-${(ids += 1)}`,
  }
  const query = new QueryClient()
  const observer = new QueryObserver(query, pollQuery(chat, store.getState().delay))
  const stopWatching = store.subscribe((state, before) => {
    if (state.delay !== before.delay) observer.setOptions(pollQuery(chat, state.delay))
  })
  const unsubscribe = observer.subscribe(() => {})
  let cancelled = Promise.resolve()
  const stop = startSync(
    chat,
    {
      now: () =>
        void cancelled.then(() => time.after(0, () => void observer.refetch({ cancelRefetch: false }))),
      cancel: () => {
        cancelled = query.cancelQueries({ queryKey: pollQuery(chat, false).queryKey })
      },
    },
    {
      page: {
        isVisible: () => true,
        hasFocus: () => true,
        watch: () => () => {},
        watchFocus: () => () => {},
      },
      storage: aStorage().storage,
      locks: null,
      openChannel: null,
    },
  )
  store.setAtEnd(true)
  return {
    chat,
    store,
    /** What stands in the conversation, from top to bottom. */
    shown: () => shownIn(store.getState()),
    close: () => {
      stop()
      stopWatching()
      unsubscribe()
      query.clear()
    },
  }
}
