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
import { nextAct, notePoll } from './bot'
import { answerWords, ownWords } from './botWords'
import { contactsOf, type ContactsQuery, type ToldContact } from './contacts'
import { type Desk, deskEntries, isOnDesk, type Span } from './desk'
import { isStamp, messageOf, sentFields, speakerOf } from './document'
import { markRows, marksOf, unreadRows } from './marks'
import { objectId } from './objectIds'
import { DEFAULTS, type Faults, type WorldOptions } from './options'
import { plantedRows } from './planted'
import { type Entry, emptyState, newTalk, type Talk, type WorldState } from './state'
import { storyOf } from './story'
import { register, statusRows, type User } from './users'
import type { PairQuery } from '~/wire/api'
import type { Role } from '~/wire/schema'

const HOUR = 3_600_000
/** A desk asks for its contacts every 30 s: whose does not for so long (ms) is closed. */
const AT_DESK = 40_000
const deskKey = ({ appid, saler }: Pick<Pair, 'appid' | 'saler'>) => JSON.stringify(['desk', appid, saler])
/** Rows of the desk that may lie beyond a stamp that is asked for: more than share one. */
const BEYOND = 10

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
  /** What the host tells of whom a salesperson talks with. */
  contacts: (query: ContactsQuery) => readonly ToldContact[]
  /** All rows in the order of saving, as they are now, but those that members of the desk say by themselves (`desk.ts`). */
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
  if (state.began === 0) state.began = now()
  let faults = options.faults

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
      for (const { at, role, fields } of storyOf(pair, told, seed, stampAt)) save(pair, role, fields, at)
    }
    return talk
  }

  /** Of a salesperson's desk that only looks nothing is remembered: there may be a thousand members. */
  const talkAt = (query: PairQuery): Talk | undefined => {
    const pair = pairOf(query)
    const isLooking = query.fromrole === 'SALER' && isOnDesk(pair, options)
    return isLooking ? state.talks.get(pairKey(pair)) : talkOf(pair)
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

  const desk: Desk = {
    options,
    began: state.began,
    stampAt,
    marks: (pair, author) => marksOf(state, pair, author),
  }
  const markRead = (pair: Pair, author: Role, at: number) => markRows(state, desk, pair, author, at)

  /** What a pair has said, kept or not. */
  const entriesOf = (pair: Pair, span: Span): readonly Entry[] => {
    const told = deskEntries(desk, pair, span)
    return told.length === 0 ? state.entries : [...state.entries, ...told]
  }

  /** What the newest message is about: the bot stays with it. */
  const topicOf = ({ pair }: Talk): LooseMessage => {
    const own = state.entries.filter((entry) => entry.pair === pairKey(pair))
    const { row } = own[own.length - 1] ?? {}
    const [bustype, busid] = [fieldOf(row, 'bustype'), fieldOf(row, 'busid')]
    return bustype === undefined ? {} : { bustype, busid }
  }

  const tickTalk = (talk: Talk) => {
    // members of the desk whose page nobody opens answer; what they say by themselves stands in desk.ts
    const own = isOnDesk(talk.pair, options) && !talk.visits.MEMBER ? { ...pace, inARow: 0 } : pace
    for (let act = nextAct(talk, own, seed); act && act.at <= now(); act = nextAct(talk, own, seed)) {
      // whoever sits at a desk speaks for themselves, though they look at each conversation but now and then
      if (act.as === 'SALER' && now() - (state.seen.get(deskKey(talk.pair)) ?? -Infinity) < AT_DESK) break
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
      })
      talk.inARow = 0
      return row
    },
    markRead: (query) => {
      talkAt(query)
      tick()
      const nModified = markRead(pairOf(query), query.fromrole, now())
      return { n: nModified, nModified, ok: 1 }
    },
    unreadCount: (query) => {
      talkAt(query)
      tick()
      const { kept, told } = unreadRows(state, desk, pairOf(query), query.fromrole, now())
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
    countRequest: () => ++state.requests,
    faults: () => faults,
    setFaults: (next) => {
      faults = next
    },
  }
}

/** Rows are typed as the documentation promises them: see `ApiMessage`. */
const asMessage = (entry: Entry) => entry.row as ApiMessage
