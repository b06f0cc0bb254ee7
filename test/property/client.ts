import { environmentManager, QueryClient, QueryObserver } from '@tanstack/react-query'
import { cursorOf } from '~/domain/cursor'
import type { Pair } from '~/domain/identity'
import type { OutboxItem } from '~/domain/outboxItem'
import type { Paces } from '~/domain/pace'
import { createLocalFiles, type FilePlace } from '~/lib/localFiles'
import type { PageEvent } from '~/lib/page'
import type { Storage } from '~/lib/storage'
import type { Upload } from '~/lib/upload'
import { createTrueClock } from '~/lib/trueClock'
import { createChatStore } from '~/store/chatStore'
import { tailKey } from '~/store/keys'
import type { Chat } from '~/sync/chat'
import { createEngine } from '~/sync/engine'
import { ABSENT_FOR, newHabits } from '~/sync/history'
import { type LoadSweep, startSync, type Surroundings } from '~/sync/startSync'
import { createRecent, recallTail } from '~/sync/tail'
import { pollQuery } from '~/sync/usePollNewest'
import { aPlace } from '~test/support/aPlace'
import { NO_JOURNAL } from '~test/support/noJournal'
import { ApiError, type ApiFailure, failureOf } from '~/wire/errors'
import type { ServerModel } from './server'
import type { VirtualTime } from './virtualTime'

/** What the network does to a request, from now on. */
export type Mood = Readonly<{
  /** ms until an answer; it may take up to twice as long. */
  latency: number
  /** How requests fail; null: they do not. `hang`: no answer, given up after the time-out. */
  fails: ApiFailure | 'hang' | null
  /** Only these fail. */
  only: 'all' | 'history' | 'sends' | 'asides'
  /** The next sends are saved, and their answers lost, which shows after so long, ms. */
  lostAcks: number
  lostAfter: number
  /** How much later than its stamp an own row becomes visible; its acknowledgement comes when it is. */
  ownLag: number
}>

export const CALM: Mood = { latency: 40, fails: null, only: 'all', lostAcks: 0, lostAfter: 0, ownLag: 0 }

/** The time-outs of `wire/request`. */
const TIMEOUT = { get: 10_000, post: 15_000 }

/** Storage of one browser, which outlives its pages; it may be full. */
export function aStorage() {
  const kept = new Map<string, string>()
  const state = { full: false }
  const watchers = new Set<(key: string) => void>()
  const told = (key: string) =>
    setTimeout(() => {
      for (const watcher of watchers) watcher(key)
    }, 1)
  const storage: Storage = {
    read: (key) => JSON.parse(kept.get(key) ?? 'null') as unknown,
    write: (key, value) => {
      if (!state.full) kept.set(key, JSON.stringify(value))
      told(key)
      return !state.full
    },
    remove: (key) => {
      kept.delete(key)
      told(key)
    },
    keys: (prefix) => [...kept.keys()].filter((key) => key.startsWith(prefix)),
    // unlike a browser it tells the tab that wrote, too
    watch: (prefix, changed) => {
      const watcher = (key: string) => key.startsWith(prefix) && changed(key)
      watchers.add(watcher)
      return () => void watchers.delete(watcher)
    },
  }
  return { storage, state, kept }
}

export type Client = ReturnType<typeof openClient>

type Options = Readonly<{
  time: VirtualTime
  server: ServerModel
  pair: Pair
  device: 'phone' | 'pc'
  storage: Storage
  /** How the network and the server are from the first request on. */
  mood?: Partial<Mood>
  random: () => number
  visible?: boolean
  paces?: Paces
  locks?: Surroundings['locks']
  openChannel?: Surroundings['openChannel']
  /** Where the browser keeps files; none that outlives the page unless told. */
  place?: FilePlace
  /** As in the app unless told. */
  loadSweep?: LoadSweep
  /** Called with what must not be. */
  complain: (what: string) => void
}>

// where there is no window, TanStack Query believes to be on a server, and polls nothing
environmentManager.setIsServer(() => false)

const ABSENT: ApiFailure = { kind: 'http', status: 404, retryAfter: null }

let pages = 0

/** One open page: the real store and sync over the model of the server, polled by TanStack Query as in the app. */
export function openClient(options: Options) {
  const { time, server, pair, device, storage, random, complain, locks = null, openChannel = null } = options
  const { clock } = time
  const page = (pages += 1)
  let visible = options.visible ?? true
  let mood: Mood = { ...CALM, ...options.mood }
  let running = true
  let frozen = false
  let focused = true
  let ids = 0
  /** local id → id of the row that its POST stored; null: it stored none. */
  const posts = new Map<string, string | null>()
  const asked: {
    at: number
    what: 'poll' | 'sweep' | 'history' | 'send' | 'marks' | 'asides'
    rows: number
  }[] = []
  const pollSignals = new WeakSet<AbortSignal>()
  const watchers = new Set<(event: PageEvent) => void>()
  const focusWatchers = new Set<() => void>()
  /** What is told or asked beside the messages: when it last left, and until when the server wants none of it. */
  const asides = new Map<string, { at: number; notBefore: number }>()
  let pollsUnderWay = 0
  let uploadsUnderWay = 0
  let lastAsked = 0

  const failure = (of: 'history' | 'sends' | 'polls' | 'asides') =>
    of === 'history' && server.settings.history === 'none'
      ? ABSENT
      : mood.fails !== null && (mood.only === 'all' || mood.only === of)
        ? mood.fails
        : null

  /** Answers after the latency, or not at all. What `work` returns is what the server said when it was asked. */
  const transport = <T>(
    of: 'history' | 'sends' | 'polls' | 'asides',
    work: () => T,
    signal?: AbortSignal,
  ): Promise<T> =>
    new Promise((resolve, reject) => {
      const fails = failure(of)
      const there = mood.latency * (0.5 + random())
      const limit = of === 'sends' ? TIMEOUT.post : TIMEOUT.get
      const abort = () => reject(new DOMException('aborted', 'AbortError'))
      if (signal?.aborted) return abort()
      signal?.addEventListener('abort', abort)
      const end = (settle: () => void) => () => {
        signal?.removeEventListener('abort', abort)
        settle()
      }
      if (fails === 'hang' || there * 2 > limit) {
        const waited = end(() => reject(new ApiError({ kind: 'timeout', waited: limit })))
        return time.after(limit, waited)
      }
      if (fails)
        return time.after(
          there,
          end(() => reject(new ApiError(fails))),
        )
      time.after(there, () => {
        const answer = work()
        time.after(
          there,
          end(() => resolve(answer)),
        )
      })
    })

  /** `every`: the shortest time (ms) between two of them. */
  const aside = async <T>(name: string, every: number, work: () => T, signal?: AbortSignal): Promise<T> => {
    const now = time.now()
    const { at, notBefore } = asides.get(name) ?? { at: -Infinity, notBefore: -Infinity }
    if (!running) complain('a request left a page that was closed')
    if (now - at < every) complain(`${name} after ${now - at} ms`)
    if (now < notBefore) complain(`${name} ${notBefore - now} ms before the server wants it`)
    const left = { at: now, notBefore }
    asides.set(name, left)
    if (!server.settings.extras) {
      left.notBefore = now + ABSENT_FOR
      throw new ApiError(ABSENT)
    }
    log(name === 'mark' ? 'marks' : 'asides', 0)
    try {
      return await transport('asides', work, signal)
    } catch (error) {
      const failure = failureOf(error)
      if (failure?.kind === 'http') left.notBefore = time.now() + (failure.retryAfter ?? 0)
      throw error
    }
  }
  /** A sign of life, or a look at one: of a page that is seen, and as often as a phone may be looked at. */
  const atLeisure = <T>(name: string, work: () => T): Promise<T> => {
    if (!visible || frozen) complain(`${name} of a page that nobody sees`)
    return aside(name, 30_000, work)
  }

  /** An upload of the same server, in the same mood: a file comes to an address that tells its name. */
  const upload: Upload = async (_, { name, signal, onProgress }) => {
    if (!running) complain('a file left a page that was closed')
    uploadsUnderWay += 1
    if (uploadsUnderWay > 1) complain('two files are uploaded at once')
    onProgress(0.5)
    try {
      return await transport('sends', () => `/up/${name}`, signal)
    } finally {
      uploadsUnderWay -= 1
    }
  }

  const trueClock = createTrueClock(clock)
  const recent = createRecent(tailKey(pair, ''))
  const store = createChatStore(pair, recallTail(recent, { storage, pair, trueClock }))
  const log = (what: (typeof asked)[number]['what'], rows: number) =>
    asked.push({ at: time.now(), what, rows })
  const chat: Chat = {
    api: {
      getNewestMsgListByLastTime: async ({ lasttime }, signal) => {
        if (!running) complain('a request left a page that was closed')
        const ordinary = signal !== undefined && pollSignals.has(signal)
        if (ordinary) {
          const newest = cursorOf(store.getState())
          if (lasttime !== newest)
            complain(`a poll asked from ${lasttime}, the newest delivered is ${newest}`)
          if (lasttime < lastAsked) complain('the cursor fell')
          lastAsked = lasttime
          pollsUnderWay += 1
          if (pollsUnderWay > 1) complain('two ordinary polls are under way')
        }
        try {
          const batch = await transport('polls', () => server.poll(lasttime), signal)
          log(ordinary ? 'poll' : 'sweep', batch.rows)
          return batch
        } catch (error) {
          log(ordinary ? 'poll' : 'sweep', 0)
          throw error
        } finally {
          if (ordinary) pollsUnderWay -= 1
        }
      },
      getMsgListByPageAndUserId: async (query, signal) => {
        if (!running) complain('a request left a page that was closed')
        const batch = await transport('history', () => server.history(query), signal)
        log('history', batch.rows)
        return batch
      },
      sendMsg: async (message, signal) => {
        const item = store.getState().outbox.find(({ state }) => state.phase === 'sending')
        if (!item || item.raw !== message.content) complain('a POST of something that is not sending')
        const localId = item?.localId ?? ''
        if (posts.has(localId)) complain('a message was posted twice')
        if (!running) complain('a message left a page that was closed')
        posts.set(localId, null)
        log('send', 0)
        const { lostAcks, lostAfter, ownLag } = mood
        if (lostAcks > 0) mood = { ...mood, lostAcks: lostAcks - 1 }
        const { id, wire } = await transport(
          'sends',
          () => {
            const sent = server.sends(message, ownLag)
            posts.set(localId, sent.id)
            return sent
          },
          signal,
        )
        if (lostAcks > 0 && lostAfter > 0)
          await new Promise<void>((resolve) => time.after(lostAfter, resolve))
        if (lostAcks > 0) throw new ApiError({ kind: 'unreachable' })
        if (ownLag > TIMEOUT.post) throw new ApiError({ kind: 'timeout', waited: TIMEOUT.post })
        if (ownLag > 0) await new Promise<void>((resolve) => time.after(ownLag, resolve))
        posts.set(localId, id)
        return wire()
      },
      updateUnreadP2pMessages: (_, signal) => {
        const isLooking = store.getState().atEnd && visible && (focused || device === 'phone')
        if (!isLooking) complain('told as read what nobody looks at')
        return aside('mark', 2_000, () => server.markRead(), signal)
      },
      unreadcount: (_, signal) => {
        const work = () => server.unread()
        // opening counts each time it is tried
        return signal ? aside(`count ${(ids += 1)}`, 0, work, signal) : aside('count', 1_000, work)
      },
      regUserInfo: () => atLeisure('register', () => undefined),
      getUserStatus: () => atLeisure('look', () => server.status()),
    },
    store,
    clock,
    trueClock,
    engine: createEngine(store, {
      clock,
      trueClock,
      device,
      visible,
      ...(options.paces && { paces: options.paces }),
    }),
    habits: newHabits(),
    journal: NO_JOURNAL,
    recent,
    tabs: { told: () => {} },
    files: createLocalFiles(options.place ?? aPlace()),
    upload,
    told: { me: NOBODY, peer: NOBODY, channel: 'PC', topic: null },
    random,
    report: () => {},
    newId: () => `${page}-${(ids += 1)}`,
  }

  const query = new QueryClient()
  const optionsFor = (pace: number | false) => {
    const all = pollQuery(chat, pace)
    const queryFn = (context: Readonly<{ signal: AbortSignal }>) => {
      pollSignals.add(context.signal)
      return all.queryFn(context)
    }
    return { ...all, queryFn }
  }
  const observer = new QueryObserver(query, optionsFor(store.getState().delay))
  const stopRefetching = store.subscribe((state, before) => {
    if (state.delay !== before.delay) observer.setOptions(optionsFor(state.delay))
    const delay = state.delay
    if (delay !== false && (delay < 1_000 || delay > 330_000)) complain(`a delay of ${delay} ms`)
  })
  const unsubscribe = observer.subscribe(() => {})
  const tell = (event: PageEvent) => {
    if (event === 'frozen' || event === 'thawed') frozen = event === 'frozen'
    watchers.forEach((watcher) => watcher(event))
  }
  let cancelled = Promise.resolve()
  const stop = startSync(
    chat,
    {
      now: () =>
        void cancelled.then(() =>
          time.after(0, () => {
            if (running) void observer.refetch({ cancelRefetch: false })
          }),
        ),
      cancel: () => {
        cancelled = query.cancelQueries({ queryKey: optionsFor(false).queryKey })
      },
    },
    {
      page: {
        isVisible: () => visible,
        hasFocus: () => visible && focused,
        watchFocus: (watcher) => {
          focusWatchers.add(watcher)
          return () => void focusWatchers.delete(watcher)
        },
        watch: (watcher) => {
          watchers.add(watcher)
          return () => void watchers.delete(watcher)
        },
      },
      storage,
      locks,
      openChannel,
    },
    options.loadSweep,
  )

  return {
    chat,
    store,
    posts,
    /** Every answered or failed request so far, and the rows that it brought. */
    asked,
    ids: () => store.getState().log.rows.map(({ id }) => id),
    outbox: (): readonly OutboxItem[] => store.getState().outbox,
    setMood: (change: Partial<Mood>) => {
      mood = { ...mood, ...change }
    },
    show: () => {
      if (visible) return
      visible = true
      tell('shown')
    },
    hide: () => {
      if (!visible) return
      visible = false
      tell('hidden')
    },
    /** Somebody looks at the end of the conversation, or scrolls away from it. */
    look: (atEnd: boolean) => store.setAtEnd(atEnd),
    /** The window gets the keyboard, or loses it. */
    focus: (has = !focused) => {
      focused = has
      for (const watcher of focusWatchers) watcher()
    },
    tell,
    /** The page is closed, or dies without a word (`crash`). */
    close: (crash = false) => {
      if (!running) return
      if (!crash) tell('frozen')
      stop()
      unsubscribe()
      stopRefetching()
      query.clear()
      running = false
    },
  }
}

const NOBODY = { nickname: '', avatar: '' }
