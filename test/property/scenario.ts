import {
  array,
  type Arbitrary,
  boolean,
  constant,
  constantFrom,
  integer,
  nat,
  oneof,
  record,
  tuple,
} from 'fast-check'
import type { OutboxItem } from '~/domain/outboxItem'
import { LARGEST_PAGE } from '~/domain/sweep'
import { loadOlder } from '~/sync/loadOlder'
import { discard, type NewFile, resend, sendFiles, sendText } from '~/sync/send'
import type { ApiFailure } from '~/wire/errors'
import { HOUR, PAIR } from '~test/builders'
import { aPlace } from '~test/support/aPlace'
import { aStorage, CALM, type Client, openClient } from './client'
import { createServerModel, type ServerSettings } from './server'
import { createVirtualTime, turned } from './virtualTime'

export const START = Date.UTC(2026, 10, 20, 2)
/** The documented samples' latest commit, ms. */
export const LATEST = 163_000

export type Command =
  | Readonly<{ do: 'arrive'; count: number; text: number; lag: number }>
  | Readonly<{ do: 'send'; text: number }>
  | Readonly<{ do: 'picture'; count: number }>
  | Readonly<{ do: 'lose acks'; count: number }>
  | Readonly<{ do: 'lag of own'; ms: number }>
  | Readonly<{ do: 'fail'; how: number; only: 'all' | 'history' | 'sends' | 'asides' }>
  | Readonly<{
      do: 'heal' | 'hide' | 'show' | 'read' | 'look' | 'scroll up' | 'resend' | 'delete' | 'spoil' | 'full'
    }>
  | Readonly<{ do: 'focus' | 'come' }>
  | Readonly<{ do: 'flap'; what: 'sight' | 'focus' | 'network'; ms: number }>
  | Readonly<{ do: 'freeze' | 'sleep'; ms: number; still: boolean }>
  | Readonly<{ do: 'jump'; ms: number }>
  /** `news`: messages that come meanwhile. */
  | Readonly<{ do: 'leave'; crash: boolean; ms: number; news: number }>
  | Readonly<{ do: 'slow'; latency: number }>

export type Scenario = Readonly<{
  settings: ServerSettings
  device: 'phone' | 'pc'
  before: number
  /** Each with the ms that pass after it. */
  commands: readonly (readonly [Command, number])[]
  seed: number
}>

export const FAILURES: readonly (ApiFailure | 'hang')[] = [
  { kind: 'unreachable' },
  'hang',
  { kind: 'http', status: 500, retryAfter: null },
  { kind: 'http', status: 401, retryAfter: null },
  { kind: 'http', status: 429, retryAfter: 20_000 },
  { kind: 'html', ours: false },
  { kind: 'malformed', reason: 'truncated' },
]

/** Few texts, so that equal ones meet. */
export const TEXTS = ['嗯', '好的', '在吗？', ' 好的\r\n', '👍']

export const lags = oneof(
  { weight: 6, arbitrary: constant(0) },
  { weight: 2, arbitrary: integer({ min: 0, max: 5_000 }) },
  { weight: 2, arbitrary: integer({ min: 0, max: LATEST }) },
)

const command: Arbitrary<Command> = oneof(
  {
    weight: 8,
    arbitrary: record({
      do: constant('arrive' as const),
      count: oneof({ weight: 6, arbitrary: integer({ min: 1, max: 3 }) }, integer({ min: 10, max: 60 })),
      text: nat(4),
      lag: lags,
    }),
  },
  { weight: 8, arbitrary: record({ do: constant('send' as const), text: nat(4) }) },
  {
    weight: 3,
    arbitrary: record({ do: constant('picture' as const), count: integer({ min: 1, max: 3 }) }),
  },
  {
    weight: 2,
    arbitrary: record({ do: constant('lose acks' as const), count: integer({ min: 1, max: 3 }) }),
  },
  {
    weight: 1,
    arbitrary: record({ do: constant('lag of own' as const), ms: constantFrom(0, 3_000, 25_000) }),
  },
  {
    weight: 4,
    arbitrary: record({
      do: constant('fail' as const),
      how: nat(FAILURES.length - 1),
      only: constantFrom(
        'all' as const,
        'all' as const,
        'history' as const,
        'sends' as const,
        'asides' as const,
      ),
    }),
  },
  { weight: 2, arbitrary: record({ do: constantFrom('focus' as const, 'come' as const) }) },
  {
    weight: 1,
    arbitrary: record({
      do: constant('flap' as const),
      what: constantFrom('sight' as const, 'focus' as const, 'network' as const),
      ms: constantFrom(50, 400, 1_500),
    }),
  },
  {
    weight: 10,
    arbitrary: record({
      do: constantFrom(
        ...([
          'heal',
          'heal',
          'heal',
          'hide',
          'show',
          'read',
          'look',
          'scroll up',
          'resend',
          'delete',
          'spoil',
          'full',
        ] as const),
      ),
    }),
  },
  {
    weight: 2,
    arbitrary: record({
      do: constantFrom('freeze' as const, 'sleep' as const),
      ms: integer({ min: 1_000, max: 8 * HOUR }),
      still: boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: record({
      do: constant('jump' as const),
      ms: constantFrom(-24 * HOUR, 24 * HOUR, -600_000),
    }),
  },
  {
    weight: 2,
    arbitrary: record({
      do: constant('leave' as const),
      crash: boolean(),
      ms: constantFrom(0, 500, 90_000),
      news: constantFrom(0, 0, 3, 30, 340),
    }),
  },
  {
    weight: 1,
    arbitrary: record({ do: constant('slow' as const), latency: constantFrom(40, 400, 3_000) }),
  },
)

export const waits = oneof(
  constant(0),
  { weight: 2, arbitrary: integer({ min: 0, max: 500 }) },
  { weight: 4, arbitrary: integer({ min: 500, max: 8_000 }) },
  integer({ min: 8_000, max: 60_000 }),
)

const anySettings: Arbitrary<ServerSettings> = record({
  pollBoundary: constantFrom('>' as const, '>=' as const),
  historyBoundary: constantFrom('<' as const, '<=' as const),
  history: constantFrom(
    'before' as const,
    'before' as const,
    'before' as const,
    'since' as const,
    'none' as const,
  ),
  pollCap: constantFrom(0, 0, 10, 20),
  historyCap: constantFrom(0, 0, 0, 10, 20),
  direction: constantFrom('both' as const, 'both' as const, 'incoming' as const),
  skew: constantFrom(8 * HOUR, 0, -5 * HOUR),
  grain: constantFrom(1, 1, 1000, 10_000),
  objectIds: boolean(),
  readableDate: boolean(),
  extras: boolean(),
  miscounts: constantFrom(0, 0, 3),
})

/**
 * Without ObjectIds nobody can tell an old own row, that was not known when an equal one was sent, from that one, and without the time
 * of the server none that is newer than all that polls bring: known limits. There the model lets own rows be known.
 */
const settings = anySettings.filter(({ objectIds, history, direction, pollCap, readableDate }) =>
  objectIds
    ? readableDate || direction === 'both' || history === 'none'
    : history !== 'since' && direction === 'both' && pollCap === 0,
)

export const scenarios: Arbitrary<Scenario> = record({
  settings,
  device: constantFrom('phone' as const, 'pc' as const),
  before: constantFrom(0, 1, 5, 25, 60),
  commands: array(tuple(command, waits), { minLength: 5, maxLength: 25 }),
  seed: nat(),
})

/** What went on, for the report of the suite. */
export type Outcome = Readonly<{ requests: number; arrived: number; sent: number; hours: number }>

/** Lives through a scenario, ends it in quiet, and throws what must not be. */
export async function live({ settings, device, before, commands, seed }: Scenario): Promise<Outcome> {
  const complaints: string[] = []
  const complain = (what: string) => void complaints.push(what)
  await turned()
  const time = createVirtualTime(START, { waits: false })
  const random = randomFrom(seed)
  const server = createServerModel(settings, time.now, '200', '2')
  const { storage, state: disk } = aStorage()
  const place = aPlace()
  const open = () => openClient({ time, server, pair: PAIR, device, storage, place, random, complain })
  /** All texts that were ever sent, and how many of them somebody gave up; by text as the server compares them. */
  const sent: string[] = []
  let givenUp = 0
  let isDiskReliable = true
  let requests = 0
  let arrived = before

  for (let i = 0; i < before; i += 1) {
    server.says(
      i % 3 === 0,
      TEXTS[i % TEXTS.length] ?? '',
      0,
      START - LATEST - 60_000 - (before - i) * 20_000,
    )
  }
  let client = open()
  const posts = new Map<string, string | null>()
  const noted = (one: Client) => {
    for (const [localId, row] of one.posts) posts.set(localId, row)
    requests += one.asked.length
  }
  const watchReads = (one: Client) => {
    const known = readIn(one)
    return one.store.subscribe(({ log: { rows } }, { log: { rows: before }, waiting }) => {
      if (rows === before) return
      const now = new Map(rows.map((row) => [row.id, row]))
      // what an earlier visit has left may turn out to lie behind a hole
      if (!waiting && before.some(({ id }) => !now.has(id))) complain('a message vanished')
      for (const id of known) if (now.get(id)?.read === false) complain('a read message became unread')
      for (const { id, read } of rows) if (read) known.add(id)
    })
  }
  watchReads(client)

  const perform = async (command: Command): Promise<void> => {
    switch (command.do) {
      case 'arrive':
        for (let i = 0; i < command.count; i += 1) {
          server.says(false, TEXTS[(command.text + i) % TEXTS.length] ?? '', i === 0 ? command.lag : 0)
        }
        arrived += command.count
        return
      case 'send': {
        const text = TEXTS[command.text] ?? ''
        sent.push(normal(text))
        sendText(client.chat, text)
        return
      }
      case 'picture': {
        const pictures = Array.from({ length: command.count }, () => aPicture())
        for (const { name } of pictures) sent.push(`/up/${name}`)
        sendFiles(client.chat, pictures)
        return
      }
      case 'lose acks':
        return client.setMood({ lostAcks: command.count })
      case 'lag of own':
        return client.setMood({ ownLag: command.ms })
      case 'fail':
        return client.setMood({ fails: FAILURES[command.how] ?? null, only: command.only })
      case 'slow':
        return client.setMood({ latency: command.latency })
      case 'heal':
        disk.full = false
        server.clean()
        return client.setMood({ fails: null, lostAcks: 0 })
      case 'hide':
        return client.hide()
      case 'show':
        return client.show()
      case 'read':
        return server.reads()
      case 'look':
        return client.look(!client.store.getState().atEnd)
      case 'scroll up':
        return void loadOlder(client.chat)
      case 'resend': {
        const failed = client.outbox().filter(({ state }) => state.phase === 'failed')
        givenUp += failed.length
        for (const item of failed) sent.push(contentOf(item))
        resend(client.chat, failed)
        return
      }
      case 'delete': {
        const failed = client.outbox().find(({ state }) => state.phase === 'failed')
        if (!failed) return
        givenUp += 1
        discard(client.chat, failed)
        return
      }
      case 'spoil':
        for (const row of spoiled(time.now() + settings.skew)) server.spoil(row)
        return
      case 'full':
        disk.full = true
        return
      case 'focus':
        return client.focus()
      case 'come':
        return server.comes()
      case 'flap':
        return flap(command.what, command.ms)
      case 'sleep':
        return time.sleep(command.ms, command.still)
      case 'freeze':
        client.tell('frozen')
        await time.pass(Math.min(command.ms, 600_000))
        return client.tell('thawed')
      case 'jump':
        return time.jump(command.ms)
      case 'leave': {
        // what could not be written down is lost with the page: that is what a full disk means
        if (disk.full && client.outbox().length > 0) isDiskReliable = false
        const kept = client.outbox().map(contentOf)
        client.close(command.crash)
        noted(client)
        const frozen = client.store.getState()
        for (let i = 0; i < command.news; i += 1) {
          server.says(false, TEXTS[i % TEXTS.length] ?? '', 0)
          await time.pass(50)
        }
        arrived += command.news
        await time.pass(command.ms)
        if (client.store.getState() !== frozen) complain('a page that was closed went on changing')
        client = open()
        watchReads(client)
        if (isDiskReliable && !command.crash && command.ms === 0) {
          const found = client.outbox().map(contentOf)
          if (kept.join() !== found.join()) complain(`kept ${kept.join()}, found ${found.join()}`)
        }
      }
    }
  }

  /** For 20 s the page comes and goes, or its keyboard, or the network. */
  const flap = async (what: 'sight' | 'focus' | 'network', ms: number) => {
    const before = client.asked.length
    for (let passed = 0; passed < 20_000; passed += 2 * ms) {
      if (what === 'sight') client.hide()
      if (what === 'focus') client.focus()
      await time.pass(ms)
      if (what === 'sight') client.show()
      if (what === 'focus') client.focus()
      if (what === 'network') client.tell('hint')
      await time.pass(ms)
    }
    const asked = client.asked.slice(before)
    const polls = asked.filter((one) => one.what === 'poll').length
    if (polls > 26) complain(`${polls} polls in 20 s of ${what}`)
    const others = asked.filter((one) => one.what === 'asides' || one.what === 'marks').length
    if (others > 20) complain(`${others} requests beside the messages in 20 s of ${what}`)
  }

  const check = () => {
    const shown = client.store.getState().log.rows
    for (let i = 1; i < shown.length; i += 1) {
      const [a, b] = [shown[i - 1], shown[i]]
      if (a && b && (a.sentAt > b.sentAt || (a.sentAt === b.sentAt && a.id >= b.id))) complain('out of order')
    }
    const ids = new Set(shown.map(({ id }) => id))
    if (ids.size !== shown.length) complain('an id stands there twice')
    for (const { state } of client.outbox()) {
      if (state.phase === 'sent' && ids.has(state.id)) complain('a bubble beside its own row')
    }
  }

  try {
    for (const [command, wait] of commands) {
      await perform(command)
      await time.pass(wait)
      check()
      if (complaints.length > 0) break
    }
    // quiet: everything works, nobody writes, what was stored becomes visible, and sweeps run
    disk.full = false
    server.clean()
    client.setMood(CALM)
    client.show()
    client.tell('thawed')
    client.look(true)
    client.focus(true)
    await time.pass(Math.max(0, server.settledAt() - time.now()) + 130_000)
    // where history failed for long it is asked again in due time
    if (client.chat.habits.failures > 0 && settings.history !== 'none') await time.pass(400_000)
    check()
    for (let page = 0; complaints.length === 0 && canLoadOlder(client); page += 1) {
      // the smallest cap is ten rows, of which at least one is known
      if (page > 100 + server.rows().length / 5) complain('there is no end to the older messages')
      void loadOlder(client.chat)
      await time.pass(3_000)
    }
    await time.pass(3_000)
    noted(client)
    finalCheck()
    client.close()
  } finally {
    time.restore()
  }
  if (complaints.length > 0) throw new Error(complaints.join('\n'))
  return { requests, arrived, sent: sent.length, hours: (time.now() - START) / HOUR }

  function finalCheck(): void {
    const state = client.store.getState()
    const there = server.rows()
    const mayHide = settings.history === 'none' && (settings.pollCap > 0 || settings.direction === 'incoming')
    const known = new Set(client.ids().filter((id) => !id.startsWith('junk')))
    const missing = there.filter(({ id }) => !known.has(id))
    if (!mayHide && missing.length > 0)
      complain(`lost ${missing.length}: ${missing.map(({ id }) => id).join()}`)
    if (known.size + missing.length !== there.length) complain('shows what the server does not have')
    // no sweep looks for older ones
    const stale = there.slice(-LARGEST_PAGE).filter(({ id, read, mine }) => {
      const row = state.log.rows.find((row) => row.id === id)
      return mine && read && row && !row.read && !isReadByLater(there, id, known)
    })
    if (!mayHide && stale.length > 0) complain(`${stale.length} receipts are stale`)
    if (state.link.failures > 0 || state.link.stale !== null || state.link.behind)
      complain(`still not well: ${JSON.stringify(state.link)}`)

    const isToldAll = known.size === there.length && client.store.getState().older !== 'failed'
    const unread = there.filter(({ mine, read }) => !mine && !read).length
    if (settings.extras && isToldAll && unread > 0)
      complain(`${unread} messages were looked at and not told as read`)

    if (!isDiskReliable) return
    const own = there.filter(({ mine }) => mine).slice(ownBefore(before))
    const texts = new Set(sent)
    for (const text of texts) {
      const sends = sent.filter((one) => one === text).length
      const rows = own.filter(({ content, id }) => known.has(id) && normal(content) === text).length
      const items = client.outbox().filter((item) => contentOf(item) === text).length
      if (rows + items > sends) complain(`${text}: ${sends} sent, ${rows} delivered and ${items} beside them`)
      // a row that a cap hides is lost to the view, not to the other side
      const stored = own.filter(({ content }) => normal(content) === text).length
      if (stored + items + givenUp < sends) complain(`${text}: ${sends} sent, only ${stored + items} left`)
    }
    if (client.outbox().some(({ state }) => ['uploading', 'queued', 'sending'].includes(state.phase))) {
      complain('something is still on its way')
    }
    if (client.outbox().some(({ state }) => state.phase === 'unknown'))
      complain('something is looked for for ever')
    const storedTwice = [...posts.values()].filter((row) => row !== null)
    if (new Set(storedTwice).size !== storedTwice.length) complain('two messages became one row')
  }
}

const canLoadOlder = (client: Client) =>
  client.ids().length > 0 && ['more', 'loading', 'failed'].includes(client.store.getState().older)

/** Own rows that stood there before the scenario began. */
const ownBefore = (before: number) => Math.ceil(before / 3)

/** Reading marks a whole conversation: a later own row that is read makes this one read. */
function isReadByLater(
  rows: readonly Readonly<{ id: string; mine: boolean; read: boolean }>[],
  id: string,
  known: ReadonlySet<string>,
): boolean {
  const at = rows.findIndex((row) => row.id === id)
  return rows.slice(at + 1).some((row) => row.mine && row.read && known.has(row.id))
}

const readIn = (client: Client) =>
  new Set(
    client.store
      .getState()
      .log.rows.filter(({ read }) => read)
      .map(({ id }) => id),
  )

let pictures = 0
const aPicture = (): NewFile => {
  const name = `${(pictures += 1)}.jpg`
  return { type: 'IMAGE', file: new Blob([name]), name, size: null, seconds: null }
}

/** What the message says once it is sent. */
const contentOf = ({ raw, file }: OutboxItem) => (file ? `/up/${file.name}` : normal(raw))

export const normal = (text: string) => text.normalize('NFC').replace(/\r\n?/g, '\n').trim()

/** Rows that must cost only themselves: no rows, no ids, other pairs, also older than what is asked for, stamps from the future. */
const spoiled = (stamp: number): readonly unknown[] => {
  const base = {
    _id: 'junk',
    from: '2',
    to: '200',
    fromrole: 'SALER',
    appid: 'JH',
    type: 'TEXT',
    content: 'x',
  }
  return [
    null,
    'row',
    { ...base, _id: '' },
    { ...base, _id: 'junk-3', from: '3', sendtime: stamp + 1 },
    { ...base, _id: 'junk-3-old', from: '3', sendtime: stamp - 10 * 60_000 },
    { ...base, _id: 'junk-text', sendtime: 'soon' },
    { ...base, _id: 'junk-1e25', sendtime: 1e25 },
  ]
}

/** A small generator of 0 ≤ x < 1 (mulberry32), so that a scenario is one for ever. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}
