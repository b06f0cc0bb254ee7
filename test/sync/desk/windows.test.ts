import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { sendText } from '~/sync/send'
import { aServer } from './aServer'
import { pass, someWindows, twoWindows, type Window } from './someWindows'

/** True UTC at which these stories begin: 2026-11-20 10:00 in Shanghai. */
const START = Date.UTC(2026, 10, 20, 2)

beforeEach(() => void vi.useFakeTimers({ now: START }))
afterEach(() => void vi.useRealTimers())

const SECOND = 1_000
const MINUTE = 60 * SECOND

const phases = (window: Window, id: string) => window.outbox(id).map(({ state }) => state.phase)

/** While the network is gone it is given something to send to `a`, and crashes; what comes of it has minutes to show. */
async function crashesWhileSending(window: Window, server: ReturnType<typeof aServer>): Promise<void> {
  window.desk.open('a')
  await pass(5 * SECOND)
  server.state.fails = { kind: 'unreachable' }
  await pass(30 * SECOND)
  sendText(window.chat('a'), '稍等')
  await pass(SECOND)
  window.crash()
  server.state.fails = null
  await pass(3 * MINUTE)
}

describe('two windows of one desk', () => {
  test('one asks for all conversations, and both show what comes and what was read', async () => {
    const { first, second, server, since } = await twoWindows()
    server.says('a', '在吗')
    const from = Date.now()
    await pass(70 * SECOND)
    expect([first.row('a')?.unread, second.row('a')?.unread]).toEqual([1, 1])
    expect(since(from).filter(({ window }) => window === second.name)).toEqual([])
    second.desk.open('a')
    second.chat('a').store.setAtEnd(true)
    await pass(10 * SECOND)
    expect([first.row('a')?.unread, second.row('a')?.unread]).toEqual([0, 0])
  })

  test('what is in front in the one that does not ask comes as soon as in the one that does', async () => {
    const { second, server, since } = await twoWindows()
    second.desk.open('a')
    await pass(5 * SECOND)
    const from = Date.now()
    server.says('a', '在吗')
    await pass(4 * SECOND)
    expect(second.texts('a')).toEqual(['你好', '在吗'])
    expect(since(from).some(({ window, what }) => window === second.name && what === 'poll')).toBe(false)
  })

  test('a message that waits for the network stays in the window in which it was written', async () => {
    const { first, second, server } = await twoWindows()
    second.desk.open('a')
    await pass(5 * SECOND)
    server.state.fails = { kind: 'unreachable' }
    await pass(30 * SECOND)
    sendText(second.chat('a'), '稍等')
    await pass(MINUTE)
    expect(phases(second, 'a')).toEqual(['queued'])
    expect(phases(first, 'a')).toEqual([])
    server.state.fails = null
    await pass(MINUTE)
    expect(server.sent('a')).toEqual(['稍等'])
    expect([phases(first, 'a'), phases(second, 'a')]).toEqual([[], []])
  })

  test('it goes also where another conversation has come in front there', async () => {
    const { second, server } = await twoWindows()
    second.desk.open('a')
    await pass(5 * SECOND)
    server.state.fails = { kind: 'unreachable' }
    await pass(30 * SECOND)
    sendText(second.chat('a'), '稍等')
    second.desk.open('b')
    await pass(5 * SECOND)
    server.state.fails = null
    await pass(2 * MINUTE)
    expect(server.sent('a')).toEqual(['稍等'])
    expect(phases(second, 'a')).toEqual([])
  })

  test.each(['first', 'second'] as const)(
    'what the %s was to send as it crashed the other one sends, once',
    async (dying) => {
      const { server, ...windows } = await twoWindows()
      const second = windows[dying]
      const first = windows[dying === 'first' ? 'second' : 'first']
      await crashesWhileSending(second, server)
      expect(server.sent('a')).toEqual(['稍等'])
      expect(phases(first, 'a')).toEqual([])
      expect(first.row('a')?.newest?.raw).toBe('稍等')
    },
  )

  test.each(['close', 'crash'] as const)(
    'after a %s of the one that asks the other one asks',
    async (end) => {
      const { first, second, server } = await twoWindows()
      first[end]()
      server.says('a', '在吗')
      await pass(15 * SECOND)
      expect(second.running.leads()).toBe(true)
      expect(second.row('a')?.unread).toBe(1)
    },
  )

  test('the one that comes into view asks instead of one that nobody sees', async () => {
    const { first, second } = await twoWindows()
    first.show(false)
    await pass(2 * SECOND)
    expect([first.running.leads(), second.running.leads()]).toEqual([false, true])
  })
})

describe('a conversation counts as looked at in another window', () => {
  test('while that has the keyboard and shows it', async () => {
    const { first, second } = await twoWindows()
    second.desk.open('a')
    await pass(SECOND)
    expect(first.running.isElsewhere('a')).toBe(true)
    expect(first.running.isElsewhere('b')).toBe(false)
    second.focus(false)
    await pass(SECOND)
    expect(first.running.isElsewhere('a')).toBe(false)
  })

  test.each(['closed', 'frozen', 'hidden'] as const)('not once that is %s', async (how) => {
    const { first, second } = await twoWindows()
    second.desk.open('a')
    await pass(SECOND)
    expect(first.running.isElsewhere('a')).toBe(true)
    if (how === 'closed') second.close()
    else if (how === 'frozen') second.tell('frozen')
    else second.show(false)
    await pass(SECOND)
    expect(first.running.isElsewhere('a')).toBe(false)
    expect(first.store.getState().live).toEqual([])
  })

  test('not a minute after it died without a word', async () => {
    const { first, second } = await twoWindows()
    second.desk.open('a')
    await pass(SECOND)
    second.crash()
    await pass(70 * SECOND)
    expect(first.running.isElsewhere('a')).toBe(false)
    expect(first.store.getState().live).toEqual([])
  })
})

describe('what a window knows of a conversation that another one asks for', () => {
  test('it hears what was told while it stood still', async () => {
    const { second, server } = await twoWindows()
    second.tell('frozen')
    server.says('a', '在吗')
    await pass(70 * SECOND)
    expect(second.row('a')?.unread).toBe(0)
    second.tell('thawed')
    await pass(SECOND)
    expect(second.row('a')?.unread).toBe(1)
  })

  test('is not undone by what it knew itself before', async () => {
    const { second, server } = await twoWindows()
    second.desk.open('a')
    await pass(5 * SECOND)
    second.desk.open('b')
    await pass(5 * SECOND)
    server.says('a', '在吗')
    await pass(20 * SECOND)
    expect(second.row('a')?.unread).toBe(1)
    second.chat('a').store.setPresence('online')
    expect(second.row('a')?.unread).toBe(1)
  })

  test('is taken over with the work', async () => {
    const { first, second, server } = await twoWindows()
    server.says('a', '在吗')
    await pass(70 * SECOND)
    first.crash()
    await pass(SECOND)
    expect(second.row('a')?.unread).toBe(1)
    await pass(MINUTE)
    expect(second.row('a')?.unread).toBe(1)
  })
})

test('where the browser shares nothing each window asks by itself', async () => {
  const browser = someWindows({ shares: false })
  const [first, second] = [browser.open(), browser.open()]
  browser.server.says('a', '在吗')
  await pass(20 * SECOND)
  expect([first.row('a')?.unread, second.row('a')?.unread]).toEqual([1, 1])
})

test('where it shares nothing what a window was to send as it crashed is found by the other one', async () => {
  const { server, ...browser } = someWindows({ shares: false })
  const [first, second] = [browser.open(), browser.open()]
  await crashesWhileSending(first, server)
  expect(server.sent('a')).toEqual(['稍等'])
  expect(phases(second, 'a')).toEqual([])
})

test('a desk of one server is asked for no more than its budget, whatever many windows do', async () => {
  const members = Array.from({ length: 40 }, (_, i) => `m${i}`)
  const server = aServer()
  const browser = someWindows({ members, server })
  const windows = [browser.open(), browser.open(), browser.open()]
  await pass(20 * SECOND)
  for (const [i, window] of windows.entries()) window.desk.open(`m${i}`)
  const from = Date.now()
  await pass(MINUTE)
  const reads = browser
    .since(from)
    .filter(({ what }) => ['poll', 'history', 'count', 'status'].includes(what))
  expect(reads.length).toBeLessThanOrEqual(180)
  expect(windows.filter(({ running }) => running.leads())).toHaveLength(1)
})
