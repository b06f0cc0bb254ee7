import { type HistoryQuery, newestSince, pageBefore, type PollQuery } from './answers'
import {
  type ApiMessage,
  fieldOf,
  type LooseMessage,
  otherRole,
  type Pair,
  pairKey,
  pairOf,
  SAMPLE_PAIR,
} from './apiMessage'
import { nextAct, notePoll } from './bot'
import { answerWords, ownWords } from './botWords'
import { isStamp, messageOf, sentFields, speakerOf } from './document'
import { objectId } from './objectIds'
import { DEFAULTS, type Faults, type WorldOptions } from './options'
import { plantedRows } from './planted'
import { type Entry, emptyState, newTalk, type Talk, type WorldState } from './state'
import { storyOf } from './story'
import { register, statusRows, type User } from './users'
import type { PairQuery } from '~/wire/api'
import type { Role } from '~/wire/schema'

const HOUR = 3_600_000

/** The fields of a sendMsg request, as its body says them; the first four must be there. */
export type SendFields = Readonly<Record<string, unknown>> &
  Readonly<{ appid: string; from: string; fromrole: Role; to: string }>

/** One backend: what it remembers, its clock and its habits. Nothing in it runs by itself: what is due happens at a request. */
export type World = Readonly<{
  options: WorldOptions
  /** The true UTC time in ms, as injected; the server's own stamps run ahead of it by `options.skewMs`. */
  now: () => number
  /** A message is saved, by default SALER 2 says 你好 to MEMBER 200 now. `at` is the true ms of saving; any field may be overridden. */
  says: (fields?: LooseMessage, at?: number) => ApiMessage
  /** Anything at all becomes a row of a pair's answers, unchanged; asked for by its own sendtime, else by `at` (true ms). */
  plants: (row: unknown, pair?: Pair, at?: number) => void
  /** getNewestMsgListByLastTime. Tells the bot that the asking side is there. */
  poll: (query: PollQuery) => readonly ApiMessage[]
  /** getMsgListByPageAndUserId. */
  history: (query: HistoryQuery) => readonly ApiMessage[]
  /** sendMsg: a human says something; the bot may answer it. */
  send: (fields: SendFields) => ApiMessage
  /** updateUnreadP2pMessages: what `from` wrote to `to` was read. */
  markRead: (query: PairQuery) => Readonly<{ n: number; nModified: number; ok: number }>
  /** unreadcount of the same. */
  unreadCount: (query: PairQuery) => number
  /** regUserInfo. */
  register: (user: User) => Readonly<{ n: number; nModified: number; ok: number }>
  /** getUserStatus. */
  status: (user: User) => readonly unknown[]
  /** All rows in the order of saving, as they are now. */
  rows: () => readonly ApiMessage[]
  /** Lets happen what is due by the clock; every question does so by itself. */
  tick: () => void
  /** Counts a request and returns its number, from 1. */
  countRequest: () => number
  faults: () => Faults
  /** Replaces the faults from now on: a server that goes down, or recovers. */
  setFaults: (faults: Faults) => void
}>

export type WorldSetup = Partial<WorldOptions> & Readonly<{ now: () => number }>

/** Makes a backend, or lets one go on with what it remembers in `state`. */
export function createWorld(setup: WorldSetup, state: WorldState = emptyState()): World {
  const { now } = setup
  const options: WorldOptions = { ...DEFAULTS, ...setup }
  const { seed, pace } = options
  let faults = options.faults

  const stampAt = (at: number) =>
    Math.floor((at + options.skewMs) / options.stampGrainMs) * options.stampGrainMs

  const talkOf = (pair: Pair): Talk => {
    const known = state.talks.get(pairKey(pair))
    if (known) return known
    const talk = newTalk(pair, now())
    state.talks.set(pairKey(pair), talk)
    if (options.story) {
      // by the full hour: a server that is started again tells the same story to the pages that stayed open
      const told = Math.floor(now() / HOUR) * HOUR
      for (const { at, role, fields } of storyOf(pair, told, seed, stampAt)) save(pair, role, fields, at)
    }
    return talk
  }

  const plants: World['plants'] = (row, pair = SAMPLE_PAIR, at = now()) => {
    const talk = talkOf(pair)
    talk.lastLine = Math.max(talk.lastLine, at)
    const own = fieldOf(row, 'sendtime')
    state.entries.push({ pair: pairKey(pair), stamp: isStamp(own) ? own : stampAt(at), at, row })
  }

  function save(pair: Pair, role: Role, fields: LooseMessage, at: number): ApiMessage {
    const { sendtime } = fields
    const stamp = isStamp(sendtime) ? sendtime : stampAt(at)
    const row = messageOf(objectId(seed, at, state.saved++), pair, role, stamp, fields)
    plants(row, pair, at)
    return row
  }

  const unreadOf = (pair: Pair, author: Role, at: number) => {
    const isUnread = ({ row }: Entry) => fieldOf(row, 'fromrole') === author && fieldOf(row, 'status') === 0
    return state.entries.filter((entry) => entry.pair === pairKey(pair) && entry.at <= at && isUnread(entry))
  }
  const markRead = (pair: Pair, author: Role, at: number): number => {
    const readtime = stampAt(at)
    const unread = unreadOf(pair, author, at)
    for (const entry of unread) {
      // a new row: what was answered before stays as it was
      const read = { status: 1, readtime, update_at: new Date(readtime).toISOString() }
      entry.row = { ...(entry.row as ApiMessage), ...read }
    }
    return unread.length
  }

  /** What the newest message is about: the bot stays with it. */
  const topicOf = ({ pair }: Talk): LooseMessage => {
    const own = state.entries.filter((entry) => entry.pair === pairKey(pair))
    const { row } = own[own.length - 1] ?? {}
    const [bustype, busid] = [fieldOf(row, 'bustype'), fieldOf(row, 'busid')]
    return bustype === undefined ? {} : { bustype, busid }
  }

  const tickTalk = (talk: Talk) => {
    for (let act = nextAct(talk, pace, seed); act && act.at <= now(); act = nextAct(talk, pace, seed)) {
      talk.until = act.at
      if (act.kind === 'read') {
        markRead(talk.pair, otherRole(act.as), act.at)
        act.to.read = true
      } else if (act.kind === 'answer') {
        save(talk.pair, act.as, { ...topicOf(talk), ...answerWords(act.as, act.to, seed) }, act.at)
        talk.unanswered = talk.unanswered.filter((message) => message !== act.to)
      } else {
        save(talk.pair, act.as, { ...topicOf(talk), ...ownWords(act.as, talk.lines, seed) }, act.at)
        talk.inARow++
        talk.lines++
      }
    }
    talk.until = now()
  }

  const tick = () => {
    if (options.bot) for (const talk of state.talks.values()) tickTalk(talk)
  }

  const isNew = state.talks.size === 0
  talkOf(SAMPLE_PAIR)
  if (isNew) for (const { row, at } of plantedRows(now(), options)) plants(row, SAMPLE_PAIR, at)

  return {
    options,
    now,
    plants,
    tick,
    says: (fields = {}, at = now()) => {
      const { pair, role } = speakerOf(fields)
      return save(pair, role, fields, at)
    },
    poll: (query) => {
      const talk = talkOf(pairOf(query))
      tick()
      notePoll(talk, query.fromrole, now(), pace)
      return newestSince(state.entries, query, options).map(asMessage)
    },
    history: (query) => {
      talkOf(pairOf(query))
      tick()
      return pageBefore(state.entries, query, options).map(asMessage)
    },
    send: (fields) => {
      const talk = talkOf(pairOf(fields))
      tick()
      const row = save(talk.pair, fields.fromrole, sentFields(fields), now())
      talk.unanswered.push({
        id: row._id,
        role: fields.fromrole,
        at: now(),
        type: row.type,
        text: row.content,
        read: false,
      })
      talk.inARow = 0
      return row
    },
    markRead: (query) => {
      const talk = talkOf(pairOf(query))
      tick()
      const nModified = markRead(talk.pair, query.fromrole, now())
      return { n: nModified, nModified, ok: 1 }
    },
    unreadCount: (query) => {
      const talk = talkOf(pairOf(query))
      tick()
      return unreadOf(talk.pair, query.fromrole, now()).length
    },
    register: (user) => register(state, user, now()),
    status: (user) => statusRows(state, user, now(), options),
    rows: () => state.entries.map(asMessage),
    countRequest: () => ++state.requests,
    faults: () => faults,
    setFaults: (next) => {
      faults = next
    },
  }
}

/** Rows are typed as the documentation promises them: see `ApiMessage`. */
const asMessage = (entry: Entry) => entry.row as ApiMessage
