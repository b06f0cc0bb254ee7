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
import { assertNever } from '~/lib/assertNever'
import { loadOlder } from '~/sync/loadOlder'
import { resend, sendText } from '~/sync/send'
import { HOUR, PAIR } from '~test/builders'
import { someTabs } from '~test/support/tabs'
import { aStorage, CALM, type Client, openClient } from './client'
import { FAILURES, lags, LATEST, normal, randomFrom, START, TEXTS, waits } from './scenario'
import { createServerModel, type ServerSettings } from './server'
import { createVirtualTime, turned } from './virtualTime'

type WorldCommand =
  | Readonly<{ do: 'arrive'; count: number; text: number; lag: number }>
  | Readonly<{ do: 'heal' | 'read' }>
  | Readonly<{ do: 'open'; visible: boolean }>
  | Readonly<{ do: 'sleep'; ms: number; still: boolean }>
  /** `of` MOST_TABS: all of them. */
  | Readonly<{ do: 'fail'; of: number; how: number; only: 'all' | 'history' | 'sends' }>

/** `tab`: which of those that are open. */
type TabCommand =
  | Readonly<{ do: 'send'; tab: number; text: number }>
  | Readonly<{ do: 'lose acks'; tab: number; count: number; after: number }>
  | Readonly<{ do: 'hide' | 'show' | 'freeze' | 'resend' | 'delete' | 'scroll up' | 'look'; tab: number }>
  | Readonly<{ do: 'thaw'; tab: number }>
  | Readonly<{ do: 'gone'; tab: number; crash: boolean }>

type Command = WorldCommand | TabCommand

type Scenario = Readonly<{
  settings: ServerSettings
  device: 'phone' | 'pc'
  /** The browser has locks and channels. */
  shares: boolean
  before: number
  /** Each with the ms that pass after it. */
  commands: readonly (readonly [Command, number])[]
  seed: number
}>

const MOST_TABS = 3
/** Longer than a tab without locks counts as alive after its last sign of life. */
const UNTIL_DEAD = 70_000
/** All that waits or is looked for has come to rest by then. */
const REST = 200_000

const tab = nat(MOST_TABS - 1)

const command: Arbitrary<Command> = oneof(
  {
    weight: 6,
    arbitrary: record({
      do: constant('arrive' as const),
      count: oneof({ weight: 6, arbitrary: integer({ min: 1, max: 3 }) }, integer({ min: 10, max: 60 })),
      text: nat(4),
      lag: lags,
    }),
  },
  { weight: 10, arbitrary: record({ do: constant('send' as const), tab, text: nat(4) }) },
  {
    weight: 2,
    arbitrary: record({
      do: constant('lose acks' as const),
      tab,
      count: integer({ min: 1, max: 3 }),
      after: constantFrom(0, 3_000, 14_000),
    }),
  },
  {
    weight: 4,
    arbitrary: record({
      do: constant('fail' as const),
      of: nat(MOST_TABS),
      how: nat(FAILURES.length - 1),
      only: constantFrom('all' as const, 'all' as const, 'history' as const, 'sends' as const),
    }),
  },
  {
    weight: 4,
    arbitrary: record({
      do: constantFrom('heal' as const, 'heal' as const, 'heal' as const, 'read' as const),
    }),
  },
  {
    weight: 12,
    arbitrary: record({
      do: constantFrom(...(['hide', 'show', 'freeze', 'resend', 'delete', 'scroll up', 'look'] as const)),
      tab,
    }),
  },
  { weight: 3, arbitrary: record({ do: constant('thaw' as const), tab }) },
  { weight: 3, arbitrary: record({ do: constant('gone' as const), tab, crash: boolean() }) },
  { weight: 4, arbitrary: record({ do: constant('open' as const), visible: boolean() }) },
  {
    weight: 1,
    arbitrary: record({
      do: constant('sleep' as const),
      ms: integer({ min: 1_000, max: 8 * HOUR }),
      still: boolean(),
    }),
  },
)

const settings: Arbitrary<ServerSettings> = record({
  pollBoundary: constantFrom('>' as const, '>=' as const),
  historyBoundary: constantFrom('<' as const, '<=' as const),
  history: constantFrom('before' as const, 'before' as const, 'since' as const),
  pollCap: constantFrom(0, 0, 10, 20),
  historyCap: constantFrom(0, 0, 0, 10, 20),
  direction: constantFrom('both' as const, 'both' as const, 'incoming' as const),
  skew: constantFrom(8 * HOUR, 0),
  grain: constantFrom(1, 1, 1_000),
  objectIds: constant(true),
  readableDate: boolean(),
  extras: boolean(),
  miscounts: constantFrom(0, 0, 3),
}).filter(({ history, direction }) => history !== 'since' || direction === 'both')

export const scenarios = (shares: boolean): Arbitrary<Scenario> =>
  record({
    settings,
    shares: constant(shares),
    device: constantFrom('phone' as const, 'pc' as const, 'pc' as const),
    before: constantFrom(0, 5, 60),
    commands: array(tuple(command, waits), { minLength: 5, maxLength: 25 }),
    seed: nat(),
  })

type Tab = { name: string; client: Client; die: () => void; isFrozen: boolean; isVisible: boolean }

/**
 * Lives through a scenario with up to three tabs of one conversation, ends it in quiet with one more, and throws what must not
 * be. All that was sent is known by its tab: two tabs that match equal texts in the same instant are a known limit.
 */
export async function liveInTabs(scenario: Scenario): Promise<void> {
  const { settings, device, shares, before, commands, seed } = scenario
  const complaints = new Set<string>()
  const complain = (what: string) => void complaints.add(what)
  await turned()
  const time = createVirtualTime(START, { waits: false })
  const random = randomFrom(seed)
  const server = createServerModel(settings, time.now, PAIR.me.id, PAIR.peer.id)
  const { storage, kept } = aStorage()
  const browser = someTabs()
  const ever: Tab[] = []
  let tabs: Tab[] = []
  const sent: string[] = []
  let givenUp = 0

  const open = async (isVisible: boolean) => {
    const { locks, openChannel, die } = browser.open()
    const name = `tab ${ever.length + 1}`
    const client = openClient({
      time,
      server,
      pair: PAIR,
      device,
      storage,
      random,
      visible: isVisible,
      complain: (what) => complain(`${name}: ${what}`),
      ...(shares && { locks, openChannel }),
    })
    const opened = { name, client, die, isFrozen: false, isVisible }
    tabs.push(opened)
    ever.push(opened)
    // a browser gives a lock, and tells of one, in moments
    await time.pass(50)
  }
  const thaw = async (one: Tab) => {
    one.isFrozen = false
    one.client.tell('thawed')
    await time.pass(50)
  }

  const perform = async (command: Command): Promise<void> => {
    if (!('tab' in command)) return performInWorld(command)
    const one = tabs[command.tab % Math.max(1, tabs.length)]
    if (!one) return
    if (command.do === 'thaw') return one.isFrozen ? thaw(one) : undefined
    if (command.do !== 'gone') return one.isFrozen ? undefined : performIn(one, command)
    tabs = tabs.filter((other) => other !== one)
    const dies = one.isFrozen || command.crash
    if (dies) one.die()
    one.client.close(dies)
  }

  const performInWorld = async (command: WorldCommand): Promise<void> => {
    switch (command.do) {
      case 'arrive':
        for (let i = 0; i < command.count; i += 1)
          server.says(false, TEXTS[(command.text + i) % TEXTS.length] ?? '', i === 0 ? command.lag : 0)
        return
      case 'heal':
        for (const { client } of tabs) client.setMood({ fails: null, lostAcks: 0 })
        return
      case 'read':
        return server.reads()
      case 'open':
        if (tabs.length < MOST_TABS) await open(command.visible)
        return
      case 'sleep':
        return time.sleep(command.ms, command.still)
      case 'fail': {
        const failing = command.of === MOST_TABS ? tabs : tabs.slice(command.of, command.of + 1)
        for (const { client } of failing)
          client.setMood({ fails: FAILURES[command.how] ?? null, only: command.only })
        return
      }
      default:
        assertNever(command)
    }
  }

  const performIn = (one: Tab, command: Exclude<TabCommand, { do: 'gone' | 'thaw' }>): void => {
    const { client } = one
    const failed = client.outbox().filter(({ state }) => state.phase === 'failed')
    switch (command.do) {
      case 'send': {
        const text = one.name + (TEXTS[command.text] ?? '')
        sent.push(normal(text))
        return sendText(client.chat, text)
      }
      case 'lose acks':
        return client.setMood({ lostAcks: command.count, lostAfter: command.after })
      case 'hide':
      case 'show':
        one.isVisible = command.do === 'show'
        return client[command.do]()
      case 'freeze':
        // browsers hand on the answer of a POST before anything else, or abort it
        if (client.outbox().some(({ state }) => state.phase === 'sending')) return
        one.isFrozen = true
        return client.tell('frozen')
      case 'resend':
        givenUp += failed.length
        for (const { raw } of failed) sent.push(normal(raw))
        return resend(client.chat, failed)
      case 'delete':
        givenUp += failed.slice(0, 1).length
        for (const { localId } of failed.slice(0, 1)) client.store.discard(localId)
        return
      case 'scroll up':
        return void loadOlder(client.chat)
      case 'look':
        return client.look(!client.store.getState().atEnd)
      default:
        assertNever(command)
    }
  }

  const check = () => {
    for (const { name, client } of tabs) {
      const ids = client.ids()
      const shown = new Set(ids)
      if (shown.size !== ids.length) complain(`${name}: an id stands there twice`)
      for (const { state } of client.outbox()) {
        if (state.phase === 'sent' && shown.has(state.id)) complain(`${name}: a bubble beside its own row`)
      }
    }
    const posted = ever.flatMap(({ client }) => Array.from(client.posts.keys()))
    if (new Set(posted).size !== posted.length) complain('a message was posted by two tabs')
  }

  try {
    for (let i = 0; i < before; i += 1) {
      const at = START - LATEST - 60_000 - (before - i) * 20_000
      server.says(i % 3 === 0, TEXTS[i % TEXTS.length] ?? '', 0, at)
    }
    await open(true)
    for (const [command, wait] of commands) {
      await perform(command)
      await time.pass(wait)
      check()
      if (complaints.size > 0) break
    }
    if (complaints.size === 0) await comeToRest()
    for (const { client } of tabs) client.close()
  } finally {
    time.restore()
  }
  if (complaints.size > 0) throw new Error([...complaints].join('\n'))

  /** Everything works, and nobody writes; first as the tabs are, then each is looked at. */
  async function comeToRest(): Promise<void> {
    for (const one of tabs) {
      one.client.setMood(CALM)
      if (one.isFrozen) await thaw(one)
    }
    await open(true)
    await time.pass(UNTIL_DEAD)
    await time.pass(Math.max(0, server.settledAt() - time.now()) + REST)
    const polls = () => tabs.map(({ client }) => client.asked.filter(({ what }) => what === 'poll').length)
    const earlier = polls()
    await time.pass(60_000)
    const later = polls()
    const asking = tabs.filter((_, i) => (later[i] ?? 0) > (earlier[i] ?? 0))
    if (shares && asking.length !== 1) complain(`${asking.length} tabs ask`)
    if (shares && !asking.every(({ isVisible }) => isVisible))
      complain('a hidden tab asks though one is seen')
    for (const one of tabs) if (one.isVisible) checkAtRest(one)
    for (const one of tabs) {
      one.client.show()
      one.client.look(true)
      await time.pass(1_000)
    }
    await time.pass(REST)
    check()
    for (const one of tabs) checkAtRest(one)
    const unread = server.unread() - settings.miscounts
    const isToldAll = tabs.some(({ client }) => client.ids().length === server.rows().length)
    if (settings.extras && isToldAll && unread > 0)
      complain(`${unread} messages were looked at and not told as read`)
    account()
  }

  function checkAtRest({ name, client }: Tab): void {
    const rows = server.rows()
    const known = new Set(client.ids())
    // what lies above all that is loaded comes by scrolling up; below it there is no hole
    const oldest = rows.find(({ id }) => known.has(id))
    const missing = rows.filter(({ id, stamp }) => stamp > (oldest?.stamp ?? 0) && !known.has(id))
    if (missing.length > 0) complain(`${name}: lost ${missing.length}`)
    const { link } = client.store.getState()
    if (link.failures > 0 || link.stale !== null || link.behind)
      complain(`${name}: still not well: ${JSON.stringify(link)}`)
    for (const { state } of client.outbox()) {
      if (state.phase !== 'failed') complain(`${name}: something is ${state.phase} for ever`)
    }
  }

  function account(): void {
    const own = server
      .rows()
      .filter(({ mine }) => mine)
      .map(({ content }) => normal(content))
    const left = tabs.flatMap(({ client }) => client.outbox())
    const ids = new Set(left.map(({ localId }) => localId))
    if (ids.size !== left.length) complain('a message stands in two tabs')
    for (const text of new Set(sent)) {
      const isIt = (other: string) => other === text
      const sends = sent.filter(isIt).length
      const rows = own.filter(isIt).length
      const beside = left.filter(({ raw }) => normal(raw) === text).length
      if (rows + beside > sends) complain(`${text}: ${sends} sent, ${rows} stored and ${beside} beside them`)
      if (rows + beside + givenUp < sends) complain(`${text}: ${sends} sent, only ${rows + beside} left`)
    }
    for (const entry of kept.values()) {
      const { items = [] } = JSON.parse(entry) as { items?: { localId: string }[] }
      if (items.some(({ localId }) => !ids.has(localId))) complain('something lies in the storage for ever')
    }
  }
}
