import type { Ahead } from './ahead'
import { asRows, openEnvelope } from './envelope'
import { ApiError, failureOf } from './errors'
import { type Outgoing, toFields } from './outgoing'
import { ask, isKeptFromUs, isOurOrigin } from './request'
import { type Batch, parseInSlices, parseMessage, type Role, type WireMessage } from './schema'
import { countOf, modifiedOf, type UserStatus, statusOf } from './status'

/** Who asks, and about whom: the parameters that every reading endpoint shares. */
export type PairQuery = Readonly<{ appid: string; from: string; fromrole: Role; to: string }>

/** Whose unread messages are meant: those that `sender` wrote to `reader`. */
export type UnreadQuery = Readonly<{ appid: string; sender: Somebody; reader: Somebody }>
type Somebody = Readonly<{ id: string; role: Role }>

export type ApiOptions = Readonly<{
  /** Where the API lives, without `/api/im`: '' for the page's own origin, or an address or path without a slash at the end. */
  base: string
  /** How POSTs are encoded. A form needs no CORS preflight. */
  encoding: 'form' | 'json'
  /** Whom `from` means where unread messages are counted or marked: who wrote them, as documented, or who reads them. */
  unreadFrom?: 'sender' | 'reader'
}>

/** "From the beginning", and an upper bound beyond every stamp. `lasttime` is always 13 digits. */
export const FROM_THE_BEGINNING = 0
export const BEYOND_EVERY_STAMP = 9_999_999_999_999

/** Questions in a row that do not reach an API of another origin, after which it is tried whether the browser alone stands between. */
const FAILURES_TO_TRY = 3

/** Answers in a row that do not hold an own message which was acknowledged before they were asked for: a cache may have given them. */
const MISSES_TO_DISTRUST = 2

/** Which rows of history: a page (from 1) of so many rows before a server stamp, ms. */
type Paging = Readonly<{ page: number; limit: number; lasttime: number }>

/** The address of a page of history. */
export const historyUrl = (base: string, query: PairQuery & Paging): string =>
  urlAt(base, 'getMsgListByPageAndUserId', { ...pair(query), ...paging(query) })

const urlAt = (base: string, endpoint: string, query: Record<string, string>) =>
  `${base}/api/im/${endpoint}?${new URLSearchParams(query).toString()}`

/** The JH IM API, a function an endpoint and named as the endpoint. Each throws `ApiError`, or `AbortError` by `signal`. */
export type ImApi = ReturnType<typeof createImApi>

/** `ahead`: a question that has left already: whoever asks the same first gets its answer. */
export function createImApi(
  { base, encoding, unreadFrom = 'sender' }: ApiOptions,
  ahead: Ahead | null = null,
) {
  let early = ahead
  /** Questions in a row that were lost on the way, and whether it was the browser that kept the API from us. */
  let lost = 0
  let unreadable = false
  /** It let this page read an answer: what fails since is no setting. */
  let wasReadable = false
  const isUnreadable = async (url: string, signal?: AbortSignal) => {
    const isDue = lost === FAILURES_TO_TRY || (lost > FAILURES_TO_TRY && unreadable)
    unreadable = isDue && !wasReadable && !isOurOrigin(url) && (await isKeptFromUs(url, signal))
    return unreadable
  }

  /** An own message that the next answers should hold, and how many did not. */
  let awaited: { id: string; missed: number } | null = null
  /** What makes every address another one, once answers came from a cache on the way that does not mind `no-store`. */
  let fresh: { by: string; count: number } | null = null
  const unlikeOthers = (): Record<string, string> => {
    if (!fresh) return {}
    fresh.count += 1
    return { _: `${fresh.by}-${fresh.count}` }
  }
  const checked = (batch: Batch, due: typeof awaited): Batch => {
    if (!due || due !== awaited) return batch
    if (batch.messages.some(({ _id }) => _id === due.id)) awaited = null
    else due.missed += 1
    if (due.missed >= MISSES_TO_DISTRUST) fresh ??= { by: due.id, count: 0 }
    return batch
  }

  const urlOf = (endpoint: string, query: Record<string, string>) =>
    urlAt(base, endpoint, { ...query, ...unlikeOthers() })

  /** A question beside the messages: how it fares tells nothing of those. */
  const getAside = async (endpoint: string, query: Record<string, string>, signal?: AbortSignal) => {
    const { text } = await ask({ url: urlOf(endpoint, query), ...(signal && { signal }) })
    return openEnvelope(text)
  }

  const unread = ({ appid, sender, reader }: UnreadQuery) => {
    const [from, to] = unreadFrom === 'sender' ? [sender, reader] : [reader, sender]
    return { appid, from: from.id, fromrole: from.role, to: to.id }
  }

  const get = async (
    endpoint: string,
    query: Record<string, string>,
    signal?: AbortSignal,
  ): Promise<Batch> => {
    const url = urlOf(endpoint, query)
    const due = awaited
    const left = early?.url === url ? early : null
    if (left) early = null
    const answer = left ? left.take(signal) : ask({ url, ...(signal && { signal }) })
    const { text, serverNow } = await answer.catch(async (error: unknown) => {
      const failure = failureOf(error)
      if (failure) lost = failure.kind === 'unreachable' ? lost + 1 : 0
      throw (await isUnreadable(url, signal)) ? new ApiError({ kind: 'unreadable' }) : error
    })
    lost = 0
    wasReadable = true
    const batch = checked(await parseInSlices(asRows(openEnvelope(text)), serverNow), due)
    return left ? { ...batch, asked: left.asked } : batch
  }

  const post = async (endpoint: string, fields: Record<string, string>, signal?: AbortSignal) => {
    const body =
      encoding === 'json'
        ? { type: 'application/json', text: JSON.stringify(fields) }
        : {
            type: 'application/x-www-form-urlencoded;charset=UTF-8',
            text: new URLSearchParams(fields).toString(),
          }
    const { text } = await ask({ url: `${base}/api/im/${endpoint}`, body, ...(signal && { signal }) })
    return openEnvelope(text)
  }

  return {
    /** The poll: messages since `lasttime` (server stamp in ms; whether inclusive is up to the server), newest first. */
    async getNewestMsgListByLastTime(
      query: PairQuery & { lasttime: number },
      signal?: AbortSignal,
    ): Promise<Batch> {
      const fields = { ...pair(query), lasttime: digits(query.lasttime) }
      return get('getNewestMsgListByLastTime', fields, signal)
    },

    /** History: up to `limit` messages before `lasttime` (server stamp in ms), newest first; `page` counts from 1. */
    async getMsgListByPageAndUserId(query: PairQuery & Paging, signal?: AbortSignal): Promise<Batch> {
      return get('getMsgListByPageAndUserId', { ...pair(query), ...paging(query) }, signal)
    },

    /** Sends once and returns the saved message. A 2xx without a usable message throws `malformed`: it may have been saved. */
    async sendMsg(message: Outgoing, signal?: AbortSignal): Promise<WireMessage> {
      const [row] = asRows(await post('sendMsg', toFields(message), signal))
      const saved = parseMessage(row)
      if (!saved) throw new ApiError({ kind: 'malformed', reason: 'no saved message' })
      awaited = { id: saved._id, missed: 0 }
      return saved
    },

    /** Marks all of these messages as read, seen or not; how many that changed, null where the server does not tell. */
    async updateUnreadP2pMessages(query: UnreadQuery, signal?: AbortSignal): Promise<number | null> {
      return modifiedOf(await post('updateUnreadP2pMessages', unread(query), signal))
    },

    /** How many of these messages are unread. */
    async unreadcount(query: UnreadQuery, signal?: AbortSignal): Promise<number> {
      return countOf(await getAside('unreadcount', unread(query), signal))
    },

    /** Says that somebody is there. */
    async regUserInfo(
      user: Readonly<{ appid: string; userid: string; userrole: Role; channel: 'PC' | 'WX' }>,
      signal?: AbortSignal,
    ): Promise<void> {
      await post('regUserInfo', user, signal)
    },

    /** Whether somebody is there; null where the server knows nothing of them. */
    async getUserStatus(
      user: Readonly<{ appid: string; userid: string; userrole: Role }>,
      signal?: AbortSignal,
    ): Promise<UserStatus | null> {
      return statusOf(asRows(await getAside('getUserStatus', user, signal)), user.userid, user.userrole)
    },
  }
}

const pair = ({ appid, from, to, fromrole }: PairQuery) => ({ appid, from, to, fromrole })

const paging = ({ page, limit, lasttime }: Paging) => ({
  page: String(page),
  limit: String(limit),
  lasttime: digits(lasttime),
})

const digits = (stamp: number) => String(stamp).padStart(13, '0')
