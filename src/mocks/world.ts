import { type HistoryQuery, newestSince, PAGE, pageBefore, type PollQuery } from './answers'
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
import { notePoll } from './bot'
import { contactsOf, type ContactsQuery, type ToldContact } from './contacts'
import { type Desk, deskEntries, isOnDesk, type Span } from './desk'
import { inUnit, isStamp, messageOf, sentFields, speakerOf } from './document'
import { type Endpoint, type Fault, faultAt, type Faults } from './faults'
import { markRows, marksOf, unreadRows } from './marks'
import { objectId } from './objectIds'
import { DEFAULTS, type WorldOptions } from './options'
import { plantedRows } from './planted'
import { deskKey, playBot } from './playBot'
import { draw, drawBetween } from './random'
import { type Entry, emptyState, isVisible, newTalk, type Talk, type WorldState } from './state'
import { storyOf } from './story'
import { register, statusRows, type User } from './users'
import type { PairQuery } from '~/wire/api'
import type { Role } from '~/wire/schema'

const HOUR = 3_600_000
/** Rows of the desk that may lie beyond a stamp that is asked for: more than share one. */
const BEYOND = 10

/** The fields of a sendMsg request, as its body says them; the first four must be there. */
export type SendFields = Readonly<Record<string, unknown>> &
  Readonly<{ appid: string; from: string; fromrole: Role; to: string }>

/** One backend: what it remembers, its clock and its habits. Nothing in it runs by itself: what is due happens at a request. */
export type World = Readonly<{
  options: WorldOptions
  /** The true UTC time in ms, as injected and put forward; the server's own stamps run ahead of it by `options.skewMs`. */
  now: () => number
  /** A message is saved, by default SALER 2 says 你好 to MEMBER 200 now. `at` is the true ms of saving, which may be to come; any field may be overridden. */
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
  /** What the host tells of whom a salesperson talks with. */
  contacts: (query: ContactsQuery) => readonly ToldContact[]
  /** All rows in the order of saving, as they are now, but those that members of the desk say by themselves (`desk.ts`). */
  rows: () => readonly ApiMessage[]
  /** Lets happen what is due by the clock; every question does so by itself. */
  tick: () => void
  /** Counts a request to an endpoint. */
  begin: (endpoint: Endpoint) => Begun
  /** What happens to answers now. */
  faults: () => Faults
  /** Replaces the faults from now on: a server that goes down, or recovers. null: those of its options again. */
  setFaults: (faults: Faults | null) => void
  /** Puts its clock forward by so many ms. */
  step: (ms: number) => void
}>

/** A request that has arrived: its number, from 1, when (true ms), and what becomes of it. */
export type Begun = Readonly<{ number: number; now: number; fault: Fault }>

export type WorldSetup = Partial<WorldOptions> & Readonly<{ now: () => number }>

/** Makes a backend, or lets one go on with what it remembers in `state`. */
export function createWorld(setup: WorldSetup, state: WorldState = emptyState()): World {
  const now = () => setup.now() + state.aheadMs
  const options: WorldOptions = { ...DEFAULTS, ...setup }
  const { seed, pace } = options
  if (state.began === 0) state.began = now()

  const stampAt = (at: number) =>
    Math.floor((at + options.skewMs) / options.stampGrainMs) * options.stampGrainMs

  const talkOf = (pair: Pair): Talk => {
    const known = state.talks.get(pairKey(pair))
    if (known) return known
    const talk = newTalk(pair, now())
    state.talks.set(pairKey(pair), talk)
    if (options.story && !isOnDesk(pair, options)) {
      // by the full hour: a server that is started again tells the same story to the pages that stayed open
      const told = Math.floor(now() / HOUR) * HOUR
      for (const { at, role, fields } of storyOf(pair, told, seed, stampAt)) tell(pair, role, fields, at)
    }
    return talk
  }

  /** Of a salesperson's desk that only looks nothing is remembered: there may be a thousand members. */
  const talkAt = (query: PairQuery): Talk | undefined => {
    if (query.to === '') return undefined
    const pair = pairOf(query)
    const isLooking = query.fromrole === 'SALER' && isOnDesk(pair, options)
    return isLooking ? state.talks.get(pairKey(pair)) : talkOf(pair)
  }

  /** Some messages come into answers late, by the seed. */
  const visibleAt = (at: number) => {
    const { lateShare, lateMs } = options
    const about = `late ${state.saved}`
    return draw(seed, about) < lateShare ? at + drawBetween(seed, `${about} by`, 1000, lateMs) : at
  }

  const plants = (row: unknown, pair = SAMPLE_PAIR, at = now(), visible = at) => {
    const talk = talkOf(pair)
    talk.lastLine = Math.max(talk.lastLine, at)
    const own = fieldOf(row, 'sendtime')
    const entry = { pair: pairKey(pair), stamp: isStamp(own) ? own : stampAt(at), at, row }
    state.entries.push(visible === at ? entry : { ...entry, visibleAt: visible })
  }

  function save(pair: Pair, role: Role, fields: LooseMessage, at: number): ApiMessage {
    const { sendtime } = fields
    const stamp = isStamp(sendtime) ? sendtime : stampAt(at)
    const visible = at < state.began ? at : visibleAt(at)
    const row = messageOf(objectId(seed, at, state.saved++), pair, role, stamp, fields)
    plants(row, pair, at, visible)
    return row
  }

  /** What is said by nobody's page. */
  const tell: typeof save = (pair, role, fields, at) => save(pair, role, inUnit(fields, options), at)

  const desk: Desk = {
    options,
    began: state.began,
    stampAt,
    marks: (pair, author) => marksOf(state, pair, author),
  }
  const markRead = (pair: Pair, author: Role, at: number) => markRows(state, desk, pair, author, at)
  /** Whose messages a request to count or mark them means. */
  const authorOf = ({ fromrole }: PairQuery) =>
    options.unreadFrom === 'sender' ? fromrole : otherRole(fromrole)

  /** What a pair has said, kept or not. */
  const entriesOf = (pair: Pair, span: Span): readonly Entry[] => {
    const kept = state.entries.filter((entry) => isVisible(entry, now()))
    return [...kept, ...deskEntries(desk, pair, span)]
  }

  const stage = { state, options, save: tell, markRead }
  const tick = () => {
    if (options.bot) for (const talk of state.talks.values()) playBot(stage, talk, now())
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
      return tell(pair, role, fields, at)
    },
    poll: (query) => {
      const pair = pairOf(query)
      const talk = talkAt(query)
      tick()
      if (talk) notePoll(talk, query.fromrole, now(), pace)
      const since = query.lasttime - options.skewMs - options.stampGrainMs
      return newestSince(entriesOf(pair, { since, until: now() }), query, options).map(asMessage)
    },
    history: (query) => {
      const pair = pairOf(query)
      talkAt(query)
      tick()
      const until = Math.min(now(), query.lasttime - options.skewMs + options.stampGrainMs)
      const most = (query.page ?? 1) * (query.limit ?? PAGE) + BEYOND
      return pageBefore(entriesOf(pair, { since: -Infinity, until, most }), query, options).map(asMessage)
    },
    send: (fields) => {
      const talk = talkOf(pairOf(fields))
      tick()
      // who writes to a member of the desk is there, though no poll of theirs was noted
      if (isOnDesk(talk.pair, options)) notePoll(talk, fields.fromrole, now(), pace)
      const row = save(talk.pair, fields.fromrole, sentFields(fields), now())
      talk.unanswered.push({
        id: row._id,
        role: fields.fromrole,
        at: now(),
        type: row.type,
        text: row.content,
        read: false,
        answered: false,
      })
      talk.inARow = 0
      return row
    },
    markRead: (query) => {
      talkAt(query)
      tick()
      const nModified = markRead(pairOf(query), authorOf(query), now())
      return { n: nModified, nModified, ok: 1 }
    },
    unreadCount: (query) => {
      talkAt(query)
      tick()
      const { kept, told } = unreadRows(state, desk, pairOf(query), authorOf(query), now())
      return kept.length + told.length
    },
    register: (user) => register(state, user, now()),
    status: (user) => statusRows(state, user, now(), options),
    contacts: (query) => {
      tick()
      const { appid, from, fromrole } = query
      if (fromrole === 'SALER') state.seen.set(deskKey({ appid, saler: from }), now())
      return contactsOf(state, desk, query, now())
    },
    rows: () => state.entries.map(asMessage),
    begin: (endpoint) => ({
      number: ++state.requests,
      now: now(),
      fault: faultAt(state.faults ?? options.faults, endpoint),
    }),
    faults: () => state.faults ?? options.faults,
    setFaults: (next) => {
      state.faults = next
    },
    step: (ms) => {
      state.aheadMs += ms
    },
  }
}

/** Rows are typed as the documentation promises them: see `ApiMessage`. */
const asMessage = (entry: Entry) => entry.row as ApiMessage
