import { onTestFinished, vi } from 'vitest'
import { createTrueClock } from '~/lib/trueClock'
import { createChatStore } from '~/store/chatStore'
import type { Chat } from '~/sync/chat'
import { createEngine } from '~/sync/engine'
import { newHabits } from '~/sync/history'
import { keepJournal } from '~/sync/journal'
import type { ImApi } from '~/wire/api'
import { ApiError, type ApiFailure } from '~/wire/errors'
import { type Batch, parseBatch } from '~/wire/schema'
import { PAIR, T } from '~test/builders'
import { noFiles } from '~test/support/aPlace'

/** A conversation of which the test plays the backend, on vitest's clock. */
export function aChat(answers: Partial<{ [E in keyof ImApi]: ImApi[E] }> = {}) {
  const api = {
    getNewestMsgListByLastTime: vi.fn<ImApi['getNewestMsgListByLastTime']>(() => Promise.resolve(aBatch())),
    getMsgListByPageAndUserId: vi.fn<ImApi['getMsgListByPageAndUserId']>(() => Promise.resolve(aBatch())),
    sendMsg: vi.fn<ImApi['sendMsg']>(() => Promise.reject(new ApiError({ kind: 'unreachable' }))),
    updateUnreadP2pMessages: vi.fn<ImApi['updateUnreadP2pMessages']>(() => Promise.resolve(0)),
    unreadcount: vi.fn<ImApi['unreadcount']>(() => Promise.resolve(0)),
    regUserInfo: vi.fn<ImApi['regUserInfo']>(() => Promise.resolve()),
    getUserStatus: vi.fn<ImApi['getUserStatus']>(() => Promise.resolve(null)),
  }
  if (answers.getNewestMsgListByLastTime)
    api.getNewestMsgListByLastTime.mockImplementation(answers.getNewestMsgListByLastTime)
  if (answers.getMsgListByPageAndUserId)
    api.getMsgListByPageAndUserId.mockImplementation(answers.getMsgListByPageAndUserId)
  if (answers.sendMsg) api.sendMsg.mockImplementation(answers.sendMsg)
  if (answers.updateUnreadP2pMessages)
    api.updateUnreadP2pMessages.mockImplementation(answers.updateUnreadP2pMessages)
  if (answers.unreadcount) api.unreadcount.mockImplementation(answers.unreadcount)
  if (answers.regUserInfo) api.regUserInfo.mockImplementation(answers.regUserInfo)
  if (answers.getUserStatus) api.getUserStatus.mockImplementation(answers.getUserStatus)
  const store = createChatStore(PAIR)
  const clock = { wall: () => Date.now(), elapsed: () => performance.now() }
  const trueClock = createTrueClock(clock)
  const engine = createEngine(store, { clock, trueClock, device: 'pc', visible: true })
  let ids = 0
  const nobody = { nickname: '', avatar: '' }
  const chat: Chat = {
    ...keepJournal(api, clock.wall),
    store,
    clock,
    trueClock,
    engine,
    habits: newHabits(),
    recent: null,
    tabs: { told: () => {} },
    files: noFiles(),
    upload: null,
    random: () => 0,
    report: vi.fn<Chat['report']>(),
    told: { me: nobody, peer: nobody, channel: 'PC', topic: null },
    newId: () => `local-${(ids += 1)}`,
  }
  /** What the engine wants done. */
  const hands = { poll: vi.fn<() => void>(), sweep: vi.fn<() => void>(), cancel: vi.fn<() => void>() }
  onTestFinished(engine.start(hands))
  return { chat, api, store, hands, texts: () => store.getState().log.rows.map(({ raw }) => raw) }
}

/** The same after an answer without messages: what is written now is sent. */
export function anOpenChat(answers: Parameters<typeof aChat>[0] = {}) {
  const made = aChat(answers)
  opens(made.chat)
  return made
}

/** The first answer comes, without messages. */
export function opens({ store, engine }: Chat): void {
  store.merge([], 0, 0)
  engine.tell({ type: 'answered', turn: 0, news: false, sweep: false })
}

/** A conversation of which no sweep ever finds anything: hours may pass. */
export function aQuietChat(answers: Parameters<typeof aChat>[0] = {}) {
  const made = aChat(answers)
  const { engine } = made.chat
  made.hands.sweep.mockImplementation(() => {
    engine.tell({ type: 'sweeping' })
    engine.tell({ type: 'swept' })
  })
  return made
}

/** An answer with these documents; the server's `Date` header says `serverNow` (true UTC ms). */
export const aBatch = (documents: readonly unknown[] = [], serverNow: number | null = T): Batch =>
  parseBatch(documents, serverNow)

export type ApiDocument = Readonly<Record<string, unknown>>
export type Boundary = 'exclusive' | 'inclusive'

/** A backend's history over `documents`, as the API describes it; `cap` rows a page at most. */
export const historyOf =
  (documents: readonly ApiDocument[], boundary: Boundary, cap = Infinity) =>
  ({ page, limit, lasttime }: { page: number; limit: number; lasttime: number }) => {
    const before = documents
      .filter(({ sendtime }) =>
        boundary === 'exclusive' ? Number(sendtime) < lasttime : Number(sendtime) <= lasttime,
      )
      .sort(
        (a, b) =>
          Number(b['sendtime']) - Number(a['sendtime']) || (String(a['_id']) < String(b['_id']) ? -1 : 1),
      )
    const size = Math.min(limit, cap)
    return Promise.resolve(
      aBatch(size === Infinity ? (page === 1 ? before : []) : before.slice((page - 1) * size, page * size)),
    )
  }

export const failing = (failure: ApiFailure) => () => Promise.reject(new ApiError(failure))

export const never = () => new Promise<never>(() => {})

/** Of a page that is open as long as the test. */
export function signal(): AbortSignal {
  const page = new AbortController()
  onTestFinished(() => page.abort())
  return page.signal
}
