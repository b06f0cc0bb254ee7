import type { Faults } from './faults'

/** How talkative the bot is; times in milliseconds, as `[shortest, longest]`. */
export type BotPace = Readonly<{
  /** From the first poll of a visit to the first line. */
  greeting: readonly [number, number]
  /** From a message of the human to its answer. */
  answer: readonly [number, number]
  /** From a message of the human until it is marked as read; null: just before the answer. */
  reads: readonly [number, number] | null
  /** Silence after which the bot says something by itself. */
  silence: readonly [number, number]
  /** Lines by itself without a word from the human in between. */
  inARow: number
}>

/** Sets of rows that a world knows at its beginning, besides the story. */
export type Planted = 'samples' | 'damaged' | 'media' | 'unknown' | 'hostile' | 'pictures' | 'amr' | 'corrupt'

/** Everything the documentation leaves open, and what the world is made of. Plain data: scenarios are made of it. */
export type WorldOptions = Readonly<{
  /** Same seed, same clock and same requests give the same ids and rows. */
  seed: number
  /** How far the server's clock runs ahead of the true time, in ms. 8 h in the documented samples. */
  skewMs: number
  /** Stamps are rounded down to this many ms; over 1, messages that are saved close together share one. */
  stampGrainMs: number
  /** Whether `lasttime` itself belongs to the answer of the poll: `>` or `>=`. */
  pollBoundary: 'exclusive' | 'inclusive'
  /** The same of history: `<` or `<=`. */
  historyBoundary: 'exclusive' | 'inclusive'
  /** Which messages the poll returns: both sides', or only those that the asking side receives. */
  direction: 'both' | 'incoming'
  /** Most rows of a poll; 0 is no cap. */
  pollCap: number
  /** Most rows of a history page, whatever `limit` says; 0 is no cap. */
  historyCap: number
  /** false: history gives ten rows a page, whatever `limit` says. */
  limitCounts: boolean
  /** Which rows come first in an answer. A cap keeps the newest either way. */
  order: 'newest' | 'oldest'
  /** How rows of one stamp stand in an answer that begins with the newest, by `_id`; the documented samples ascend. */
  tieOrder: 'ascending' | 'descending'
  /** What a question without `to` gets: a refusal, or the rows of all who talk with the asking side. */
  withoutTo: 'refused' | 'all'
  /** false: the history endpoint answers 404. */
  history: boolean
  /** false: everything but poll, history and sending answers 404. */
  extras: boolean
  /** Whom `from` means where messages are marked as read or counted: who wrote them, as documented, or who reads them. */
  unreadFrom: 'sender' | 'reader'
  /** What a POST may be encoded as; others are refused. */
  bodies: 'both' | 'form' | 'json'
  /** The unit of `voiceLength`. */
  voiceUnit: 'seconds' | 'milliseconds'
  /** The type of `success`: the documentation says String, its samples say boolean. */
  successType: 'boolean' | 'string'
  /** Whether pages of other origins may read the answers. */
  cors: boolean
  /** The share of new messages that come into the answers late, 0 to 1 … */
  lateShare: number
  /** … and by how many ms at most, by their stamp. 163 s are documented. */
  lateMs: number
  /** What `getUserStatus` says of a side that no page has registered. */
  absentSide: 'online' | 'offline' | 'unknown'
  /** Whether pairs have talked before: the long story for the pair of the samples, a short one for others. */
  story: boolean
  planted: readonly Planted[]
  /** Messages that the pair of the samples exchanged before the story. */
  bulk: number
  /** Messages that reach the pair of the samples within one second … */
  burst: number
  /** … so many ms after the world began. */
  burstAfterMs: number
  /** How many members a salesperson has beside the one of the samples: 201, 202, … */
  members: number
  /** How many of these, the first ones, say something every 5 to 30 s by themselves. */
  busy: number
  /** Whether a bot plays a side that is not there. */
  bot: boolean
  pace: BotPace
  faults: Faults
}>

export const CALM: BotPace = {
  greeting: [4500, 5500],
  answer: [2000, 4000],
  reads: null,
  silence: [36_000, 44_000],
  inARow: 6,
}

export const DEFAULTS: WorldOptions = {
  seed: 1,
  skewMs: 8 * 3_600_000,
  stampGrainMs: 1,
  pollBoundary: 'exclusive',
  historyBoundary: 'exclusive',
  direction: 'both',
  pollCap: 0,
  historyCap: 0,
  limitCounts: true,
  order: 'newest',
  tieOrder: 'ascending',
  withoutTo: 'refused',
  history: true,
  extras: true,
  unreadFrom: 'sender',
  bodies: 'both',
  voiceUnit: 'seconds',
  successType: 'boolean',
  cors: false,
  lateShare: 0,
  lateMs: 163_000,
  absentSide: 'unknown',
  story: false,
  planted: [],
  bulk: 0,
  burst: 0,
  burstAfterMs: 15_000,
  members: 0,
  busy: 0,
  bot: false,
  pace: CALM,
  faults: {},
}
