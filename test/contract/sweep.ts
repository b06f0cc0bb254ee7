import type { WorldOptions } from '~/mocks/options'
import { drawBetween } from '~/mocks/random'
import { aMock, valuesOf } from './aBackend'

/** Every switch of what the documentation leaves open, and the values that it is tried with. */
export const SWITCHES = {
  pollBoundary: ['exclusive', 'inclusive'],
  historyBoundary: ['exclusive', 'inclusive'],
  direction: ['both', 'incoming'],
  pollCap: [0, 10, 3],
  historyCap: [0, 10, 3],
  limitCounts: [true, false],
  order: ['newest', 'oldest'],
  tieOrder: ['ascending', 'descending'],
  withoutTo: ['refused', 'all'],
  history: [true, false],
  extras: [true, false],
  unreadFrom: ['sender', 'reader'],
  bodies: ['both', 'form', 'json'],
  voiceUnit: ['seconds', 'milliseconds'],
  successType: ['boolean', 'string'],
  cors: [false, true],
  skewMs: [28_800_000, 0, -12_600_000],
} as const satisfies { [Name in keyof WorldOptions]?: readonly WorldOptions[Name][] }

export type Setting = { [Name in keyof typeof SWITCHES]: (typeof SWITCHES)[Name][number] }
type Expected = Readonly<Record<string, string | number>>

/** What the check must find of a world, where it finds anything. */
function expectedOf(set: Setting): Expected {
  const first = set.order === 'newest' ? 'descending' : 'ascending'
  // an answer that begins with the oldest is the other one reversed
  const ties =
    set.order === 'newest' ? set.tieOrder : set.tieOrder === 'ascending' ? 'descending' : 'ascending'
  const pageCap = set.limitCounts ? set.historyCap : Math.min(10, set.historyCap || 10)
  const yes = (there: boolean) => (there ? 'yes' : 'no')
  return {
    reachable: 'yes',
    'poll.exists': 'yes',
    cors: set.cors ? 'everybody' : 'refused',
    'success.type': set.successType,
    'clock.skewMs': set.skewMs,
    'poll.boundary': set.pollBoundary,
    'poll.direction': set.direction,
    'poll.cap': set.pollCap || 'none',
    'poll.order': first,
    'poll.tieOrder': ties,
    'poll.withoutTo': set.withoutTo === 'refused' ? 'refused' : 'everyPair',
    'history.exists': yes(set.history),
    'history.boundary': set.historyBoundary,
    'history.direction': 'both',
    'history.cap': pageCap || 'none',
    'history.limit': set.limitCounts ? 'honoured' : 'ignored',
    'history.page': 'honoured',
    'history.order': first,
    'history.tieOrder': ties,
    'history.withoutTo': set.withoutTo === 'refused' ? 'refused' : 'everyPair',
    'sendMsg.exists': 'yes',
    'send.encoding': set.bodies,
    'send.answer': 'message',
    'unreadcount.exists': yes(set.extras),
    'unreadcount.from': set.unreadFrom,
    'updateUnreadP2pMessages.exists': yes(set.extras),
    'markRead.from': set.unreadFrom,
    'regUserInfo.exists': yes(set.extras),
    'getUserStatus.exists': yes(set.extras),
    'voiceLength.unit': set.voiceUnit,
  }
}

/** What nobody could tell of a world: which ids may be left undecided. */
function silentOf(set: Setting, told: Told, write: boolean): ReadonlySet<string> {
  const silent: string[] = []
  const noHistory = 'boundary direction cap limit page order tieOrder withoutTo'
    .split(' ')
    .map((id) => `history.${id}`)
  if (!set.history) silent.push(...noHistory, 'poll.cap')
  if (!set.extras) silent.push('unreadcount.from', 'markRead.from')
  if (!write)
    silent.push(
      'sendMsg.exists',
      'send.encoding',
      'send.answer',
      'updateUnreadP2pMessages.exists',
      'regUserInfo.exists',
    )
  if (told === 'talk') {
    const fewRows = set.pollCap > 0 && !set.history
    if (fewRows) silent.push('voiceLength.unit')
    // what was posted and said lies before the three rows of one stamp, and fills a page of three
    silent.push(
      'history.withoutTo',
      'poll.tieOrder',
      'history.tieOrder',
      'voiceLength.unit',
      'poll.withoutTo',
    )
  } else if (write) {
    // four rows show no cap and no ties
    silent.push(
      'poll.cap',
      'history.cap',
      'poll.tieOrder',
      'history.tieOrder',
      'voiceLength.unit',
      'poll.withoutTo',
    )
    silent.push('poll.order', 'history.page', 'history.withoutTo')
  } else
    silent.push(...Object.keys(expectedOf(set)).filter((id) => !/reachable|exists|cors|success/.test(id)))
  return new Set(silent)
}

/** A real backend is asked gently. */
const MOST_REQUESTS = 40

/** For each id how often it was found right, wrong and not at all. */
export type Tally = Map<string, { right: number; wrong: number; undecided: number }>

/** `talk`: a believable conversation, two more unread messages, and somebody else's; `empty`: nobody has said anything. */
export type Told = 'talk' | 'empty'

/** Checks one world and adds to the tally; returns what was wrong. */
export async function tallyOf(
  set: Setting,
  told: Told,
  write: boolean,
  tally: Tally,
): Promise<readonly string[]> {
  const { world, check, requests } = aMock({ ...set, story: told === 'talk' })
  if (told === 'talk') {
    for (const from of ['2', '2', '7']) world.says({ from, to: '200' })
  }
  const values = valuesOf(await check({ write }))
  const silent = silentOf(set, told, write)
  const wrong = requests.length > MOST_REQUESTS ? [`${requests.length} requests`] : []
  for (const [id, expected] of Object.entries(expectedOf(set))) {
    const value = values[id]
    const one = tally.get(id) ?? { right: 0, wrong: 0, undecided: 0 }
    tally.set(id, one)
    if (value === expected) one.right += 1
    else if (value === 'undecided') {
      one.undecided += 1
      if (!silent.has(id))
        wrong.push(`${told}${write ? ', write' : ''}: ${id} is left open of ${JSON.stringify(set)}`)
    } else {
      one.wrong += 1
      wrong.push(
        `${told}${write ? ', write' : ''}: ${id} is ${value}, not ${expected}, of ${JSON.stringify(set)}`,
      )
    }
  }
  return wrong
}

/** Settings drawn from all combinations, the same ones each time. */
export function someSettings(count: number, seed: number): readonly Setting[] {
  return Array.from(
    { length: count },
    (_, n) =>
      Object.fromEntries(
        Object.entries(SWITCHES).map(([name, values]) => [
          name,
          values[drawBetween(seed, `${n} ${name}`, 0, values.length - 1)],
        ]),
      ) as Setting,
  )
}
