import { ApiError, type ApiFailure } from '~/wire/errors'
import type { ImApi } from '~/wire/api'
import { parseBatch, parseMessage } from '~/wire/schema'
import { aDocument, anId, SKEW } from '~test/builders'

type Document = ReturnType<typeof aDocument>

/** Answers take so long, ms. */
const LATENCY = 50

/** A backend of SALER 2 and whoever writes to them. */
export function aServer() {
  const documents: Document[] = []
  const state = {
    /** How every request fails; null: it does not. */
    fails: null as ApiFailure | null,
    /** Sends are neither saved nor answered. */
    hangs: false,
    latency: LATENCY,
    hasHistory: true,
    hasCount: true,
  }
  const failing = new Map<string, number>()
  let saved = 0
  const add = (fields: Record<string, unknown>): Document => {
    const now = Date.now()
    saved += 1
    const document = aDocument({ _id: anId(now, saved), sendtime: now + SKEW + saved, ...fields }, now)
    documents.push(document)
    return document
  }
  return {
    state,
    /** So many of the next requests about that member fail. */
    fails: (id: string, times: number) => void failing.set(id, times),
    failOnce: (id: string) => {
      const times = failing.get(id) ?? 0
      if (times === 0) return
      failing.set(id, times - 1)
      throw new ApiError({ kind: 'unreachable' })
    },
    /** Member `from` says it now. */
    says: (from: string, content: string) =>
      add({ from, fromrole: 'MEMBER', to: '2', torole: 'SALER', content, status: 0 }),
    of: (id: string): readonly Document[] =>
      documents.filter(({ from, to }) => from === id || to === id).reverse(),
    add,
    sent: (id: string) =>
      documents.filter(({ from, to }) => from === '2' && to === id).map(({ content }) => content),
    /** SALER 2 has answered from elsewhere. */
    answers: (to: string) =>
      void add({ from: '2', fromrole: 'SALER', to, torole: 'MEMBER', content: '好的' }),
    read: (id: string) => {
      const unread = documents.filter(({ from, status }) => from === id && status === 0)
      for (const document of unread) document['status'] = 1
      return unread.length
    },
  }
}

/** What SALER 2 can ask about a member; `asks` hears of each request. */
export function apiOver(server: ReturnType<typeof aServer>, id: string, asks: (what: string) => void): ImApi {
  const answered = async <T>(what: string, work: () => T, signal?: AbortSignal): Promise<T> => {
    asks(what)
    await new Promise<void>((resolve, reject) => {
      const abort = () => reject(new DOMException('aborted', 'AbortError'))
      if (signal?.aborted) return abort()
      signal?.addEventListener('abort', abort)
      setTimeout(resolve, server.state.latency)
    })
    const { fails } = server.state
    if (fails) throw new ApiError(fails)
    server.failOnce(id)
    return work()
  }
  const batch = (rows: readonly Document[]) => parseBatch(structuredClone(rows), Date.now())
  return {
    getNewestMsgListByLastTime: ({ lasttime }, signal) =>
      answered(
        'poll',
        () => batch(server.of(id).filter(({ sendtime }) => Number(sendtime) > lasttime)),
        signal,
      ),
    getMsgListByPageAndUserId: ({ lasttime, limit, page }, signal) =>
      answered(
        'history',
        () => {
          if (!server.state.hasHistory) throw new ApiError({ kind: 'http', status: 404, retryAfter: null })
          const rows = server.of(id).filter(({ sendtime }) => Number(sendtime) < lasttime)
          return batch(rows.slice((page - 1) * limit, page * limit))
        },
        signal,
      ),
    unreadcount: (_, signal) =>
      answered(
        'count',
        () => {
          if (!server.state.hasCount) throw new ApiError({ kind: 'http', status: 404, retryAfter: null })
          return server.of(id).filter(({ from, status }) => from === id && status === 0).length
        },
        signal,
      ),
    updateUnreadP2pMessages: () => answered('read', () => server.read(id)),
    sendMsg: async ({ content, type }) => {
      if (server.state.hangs) {
        asks('send')
        return new Promise(() => {})
      }
      return answered('send', () => {
        const document = server.add({
          from: '2',
          fromrole: 'SALER',
          to: id,
          torole: 'MEMBER',
          content,
          type,
        })
        const message = parseMessage(document)
        if (!message) throw new Error('the test made an unusable message')
        return message
      })
    },
    regUserInfo: () => answered('register', () => undefined),
    getUserStatus: (_, signal) => answered('status', () => null, signal),
  }
}
