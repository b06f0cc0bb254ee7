/** What the mounts do to the answers of a world, for situations that are not about its rows. */
export type Faults = Readonly<{
  /** Milliseconds before each answer; 0 is at once. */
  latencyMs?: number
  /** Share of the requests that fail, 0 to 1; which ones depends on the seed. 0 unless told. */
  failRate?: number
  /** The HTTP status of a request that fails; 503 unless told. */
  status?: number
  /** Seconds of the Retry-After header of a request that fails; without it no such header. */
  retryAfter?: number
  /** A request that fails gets a sign-in page with status 200, as captive portals and gateways answer. */
  signInPage?: boolean
}>

/** How talkative the bot is; times in milliseconds, as `[shortest, longest]`. */
export type BotPace = Readonly<{
  /** From the first poll of a visit to the first line. */
  greeting: readonly [number, number]
  /** From a message of the human to its answer. */
  answer: readonly [number, number]
  /** Silence after which the bot says something by itself. */
  silence: readonly [number, number]
  /** Lines by itself without a word from the human in between. */
  inARow: number
}>

/** What a world knows at its beginning, besides the story. */
export type Planted = 'none' | 'samples' | 'damaged' | 'media'

/** Everything the documentation leaves open, and what the world is made of. Plain data: scenarios are made of it. */
export type WorldOptions = Readonly<{
  /** Same seed, same clock and same requests give the same ids and rows. */
  seed: number
  /** How far the server's clock runs ahead of the true time, in ms. 8 h in the documented samples. */
  skewMs: number
  /** Stamps are rounded down to this many ms; over 1, messages that are saved close together share one. */
  stampGrainMs: number
  /** Whether `lasttime` itself belongs to the answer: `>` or `>=` for the poll, `<` or `<=` for history. */
  boundary: 'exclusive' | 'inclusive'
  /** Which messages the poll returns: both sides', or only those that the asking side receives. */
  direction: 'both' | 'incoming'
  /** Most rows of a poll; 0 is no cap. */
  pollCap: number
  /** Most rows of a history page, whatever `limit` says; 0 is no cap. */
  historyCap: number
  /** false: the history endpoint answers 404. */
  history: boolean
  /** false: everything but poll, history and sending answers 404. */
  extras: boolean
  /** What `getUserStatus` says of a side that no page has registered. */
  absentSide: 'online' | 'offline' | 'unheard of'
  /** Whether pairs have talked before: the long story for the pair of the samples, a short one for others. */
  story: boolean
  planted: Planted
  /** How many members a salesperson has beside the one of the samples: 201, 202, … */
  members: number
  /** How many of these, the first ones, say something every 5 to 30 s by themselves. */
  busy: number
  /** Whether a bot plays a side that is not there. */
  bot: boolean
  pace: BotPace
  /** The type of `success`: the documentation says String, its samples say boolean. */
  successType: 'boolean' | 'string'
  faults: Faults
}>

export const CALM: BotPace = {
  greeting: [4500, 5500],
  answer: [2000, 4000],
  silence: [36_000, 44_000],
  inARow: 6,
}

export const DEFAULTS: WorldOptions = {
  seed: 1,
  skewMs: 8 * 3_600_000,
  stampGrainMs: 1,
  boundary: 'exclusive',
  direction: 'both',
  pollCap: 0,
  historyCap: 0,
  history: true,
  extras: true,
  absentSide: 'unheard of',
  story: false,
  planted: 'none',
  members: 0,
  busy: 0,
  bot: false,
  pace: CALM,
  successType: 'boolean',
  faults: {},
}
