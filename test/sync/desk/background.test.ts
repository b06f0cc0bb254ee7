import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { sendText } from '~/sync/send'
import { aServer } from './aServer'
import { pass, someWindows } from './someWindows'

/** True UTC at which these stories begin: 2026-11-20 10:00 in Shanghai. */
const START = Date.UTC(2026, 10, 20, 2)

beforeEach(() => void vi.useFakeTimers({ now: START }))
afterEach(() => void vi.useRealTimers())

const SECOND = 1_000
const MINUTE = 60 * SECOND

/** A desk of these members in one window. */
function aDesk(members: readonly string[] = ['a'], server = aServer()) {
  const browser = someWindows({ members: [...members], server })
  return { ...browser, desk: browser.open() }
}

describe('a conversation that is opened and left while it is asked in the background', () => {
  test('is loaded all the same, soon', async () => {
    const { desk, server } = aDesk()
    server.state.latency = 4 * SECOND
    await pass(SECOND)
    desk.desk.open('a')
    await pass(SECOND)
    desk.desk.open(null)
    await pass(15 * SECOND)
    expect(desk.row('a')?.loaded).toBe(true)
    expect(desk.texts('a')).toEqual(['你好'])
  })

  test.each([0, 100, 350, 700])(
    'ten times a second, each time for %i ms: it is alive afterwards',
    async (ms) => {
      const { desk, server } = aDesk(['a', 'b'])
      server.state.latency = 500
      await pass(100)
      for (let i = 0; i < 10; i += 1) {
        desk.desk.open('a')
        await pass(ms)
        desk.desk.open('b')
        await pass(50)
      }
      desk.desk.open('a')
      server.says('a', '在吗')
      await pass(25 * SECOND)
      const { older, link, log } = desk.chat('a').store.getState()
      expect(log.rows.map(({ raw }) => raw)).toEqual(['你好', '在吗'])
      expect([older === 'loading', link.stale, link.failures]).toEqual([false, null, 0])
      expect(desk.chat('a').engine.timing().sweep.running).toBe(false)
      server.says('b', '还在吗')
      await pass(15 * SECOND)
      expect(desk.row('b')?.unread).toBe(1)
    },
  )
})

test('a member who is removed while they are asked leaves nothing behind', async () => {
  const { desk, server } = aDesk(['a', 'b'])
  server.state.latency = 2 * SECOND
  await pass(SECOND)
  desk.contacts.remove('a')
  desk.desk.remove('a')
  await pass(10 * SECOND)
  expect(desk.desk.known('a')).toBeNull()
  expect(desk.row('a')).toBeUndefined()
})

describe('without a history', () => {
  test('what was let go of could not come again: all of it stays', async () => {
    const server = aServer()
    server.state.hasHistory = false
    for (let i = 0; i < 100; i += 1) server.says('a', `${i}`)
    const { desk } = aDesk(['a'], server)
    server.answers('a')
    await pass(20 * SECOND)
    expect(desk.texts('a')).toHaveLength(102)
    desk.desk.open('a')
    await pass(20 * SECOND)
    expect(desk.texts('a')).toHaveLength(102)
  })
})

describe('of one that nobody has had in front for long', () => {
  const talk = (server: ReturnType<typeof aServer>, count: number) => {
    for (let i = 0; i < count; i += 1) server.says('a', `${i}`)
  }

  test('the tail stays', async () => {
    const { desk, server } = aDesk()
    await pass(5 * SECOND)
    talk(server, 100)
    server.read('a')
    server.answers('a')
    await pass(15 * SECOND)
    expect(desk.texts('a')).toHaveLength(40)
    expect(desk.chat('a').store.getState().older).toBe('more')
  })

  test('all stays that nobody has read, and how long they have waited', async () => {
    const { desk, server } = aDesk()
    await pass(5 * SECOND)
    talk(server, 100)
    await pass(15 * SECOND)
    expect(desk.row('a')?.unread).toBe(100)
    const first = desk
      .chat('a')
      .store.getState()
      .log.rows.find(({ raw }) => raw === '你好')
    expect(desk.row('a')?.waitingSince).toBe(first?.at)
  })

  test('all stays while something of ours is on its way', async () => {
    const { desk, server } = aDesk()
    await pass(5 * SECOND)
    desk.desk.open('a')
    await pass(5 * SECOND)
    server.state.hangs = true

    sendText(desk.chat('a'), '稍等')
    await pass(SECOND)
    desk.desk.open(null)
    talk(server, 100)
    server.read('a')
    server.answers('a')
    await pass(20 * SECOND)
    expect(desk.texts('a').length).toBeGreaterThan(100)
  })

  test('older messages that come and go again are no news that would be looked after', async () => {
    const { desk, server, since } = aDesk()
    server.state.hasCount = false
    await pass(5 * SECOND)
    talk(server, 150)
    server.read('a')
    server.answers('a')
    await pass(6 * MINUTE)
    const from = Date.now()
    await pass(10 * MINUTE)
    const asked = since(from).map(({ what }) => what)
    expect(asked.filter((what) => what === 'history').length).toBeLessThanOrEqual(10)
    expect(desk.texts('a').length).toBeLessThanOrEqual(80)
  })
})

describe('a member who was removed', () => {
  test('still gets what was on its way to them; then nothing of it is left', async () => {
    const { desk, server } = aDesk(['a', 'b'])
    await pass(5 * SECOND)
    desk.desk.open('a')
    await pass(5 * SECOND)

    server.state.fails = { kind: 'unreachable' }
    await pass(30 * SECOND)
    sendText(desk.chat('a'), '再见')
    await pass(SECOND)
    desk.contacts.remove('a')
    desk.desk.remove('a')
    expect(desk.store.getState().open).toBeNull()
    server.state.fails = null
    await pass(MINUTE)
    expect(server.sent('a')).toEqual(['再见'])
    expect(desk.desk.known('a')).toBeNull()
    expect(desk.store.getState().live).toEqual([])
  })

  test('is not asked for because of what failed; it is there again when they are', async () => {
    const { desk, server, since } = aDesk(['a', 'b'])
    await pass(5 * SECOND)
    desk.desk.open('a')
    await pass(5 * SECOND)

    server.state.fails = { kind: 'refused', message: '' }
    sendText(desk.chat('a'), '再见')
    await pass(SECOND)
    expect(desk.outbox('a').map(({ state }) => state.phase)).toEqual(['failed'])
    server.state.fails = null
    desk.contacts.remove('a')
    desk.desk.remove('a')
    await pass(5 * SECOND)
    const from = Date.now()
    await pass(2 * MINUTE)
    expect(since(from).filter(({ id }) => id === 'a')).toEqual([])
    desk.contacts.open('a')
    desk.desk.open('a')
    await pass(10 * SECOND)
    expect(desk.outbox('a').map(({ raw, state }) => [raw, state.phase])).toEqual([['再见', 'failed']])
  })
})

test('conversations of those whom nobody lists any more are let go of', async () => {
  const { desk } = aDesk(['a', 'b', 'c'])
  await pass(10 * SECOND)
  desk.desk.open('b')
  for (const id of ['a', 'b']) desk.contacts.remove(id)
  await pass(10 * SECOND)
  expect(['a', 'b', 'c'].map((id) => desk.desk.known(id) !== null)).toEqual([false, true, true])
})

test('however many conversations there are, the page is watched no more than for one', async () => {
  const one = aDesk(['a'])
  const many = aDesk(Array.from({ length: 30 }, (_, i) => `m${i}`))
  await pass(40 * SECOND)
  expect(many.desk.watchers.size).toBe(one.desk.watchers.size)
})
