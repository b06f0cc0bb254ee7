import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import type { Message } from '~/domain/message'
import { createTrueClock } from '~/lib/trueClock'
import type { PageEvent } from '~/lib/page'
import { clearBrowser, tailKey } from '~/store/keys'
import { keepTail } from '~/sync/keepTail'
import { loadOlder } from '~/sync/loadOlder'
import { receive } from '~/sync/receive'
import { createRecent, recallTail } from '~/sync/tail'
import { aDelivered, aDocument, anOwnDocument, HOUR, MINUTE, PAIR, SKEW, T } from '~test/builders'
import { aBrowser } from '~test/faults/aBrowser'
import { loadParts } from '~test/property/runs'
import { someStorage } from '~test/support/someStorage'
import { aBatch, aChat } from './aChat'

const DAY = 24 * HOUR
const KEY = tailKey(PAIR, '')
const SWEPT = T + SKEW

beforeAll(loadParts)
beforeEach(() => vi.useFakeTimers({ now: T }))
afterEach(() => vi.useRealTimers())

/** A visit that keeps what it is told, in a browser of its own. */
async function aVisit(documents: readonly unknown[]) {
  const disk = someStorage()
  const storage = disk.tab()
  const { chat: made, store } = aChat()
  const recent = createRecent(KEY)
  const chat = { ...made, recent }
  const watchers = new Set<(event: PageEvent) => void>()
  const page = {
    isVisible: () => true,
    watch: (happened: (event: PageEvent) => void) => {
      watchers.add(happened)
      return () => void watchers.delete(happened)
    },
    hasFocus: () => true,
    watchFocus: () => () => {},
  }
  await receive(chat, aBatch(documents), 0)
  store.sweptTo(SWEPT, false, 0, 0)
  const visit = keepTail(chat, recent, { storage, ...STILL, page })
  return {
    ...visit,
    disk,
    storage,
    store,
    receive: (more: readonly unknown[]) => receive(chat, aBatch(more), 0),
    tell: (event: PageEvent) => watchers.forEach((watcher) => watcher(event)),
    recall: () => recall(storage),
  }
}

function recall(storage: Pick<ReturnType<ReturnType<typeof someStorage>['tab']>, 'read'>, pair = PAIR) {
  const trueClock = createTrueClock({ wall: () => Date.now(), elapsed: () => performance.now() })
  return recallTail(createRecent(tailKey(pair, '')), { storage, pair, trueClock })
}

const talk = (count: number) =>
  Array.from({ length: count }, (_, i) =>
    (i % 2 === 0 ? aDocument : anOwnDocument)({ content: `第 ${i} 句` }, T - (count - i) * MINUTE),
  )

test('what a visit leaves is what the next one begins with, row by row', async () => {
  const voice = aDocument(
    { type: 'VOICE', content: 'https://im.example/a.amr', voiceLength: 4 },
    T - MINUTE / 2,
  )
  const visit = await aVisit([...talk(80), voice])
  await vi.advanceTimersByTimeAsync(2_000)
  const rows = visit.recall()?.rows
  expect(rows).toHaveLength(50)
  const before = visit.store.getState().log.rows.slice(-50)
  // when a row came in is each visit's own
  const plain = (all: readonly Message[]) => all.map((row) => ({ ...row, arrival: null }))
  expect(plain(rows ?? [])).toEqual(plain(before))
  expect(visit.recall()?.swept).toBe(SWEPT)
})

test('what was read since is kept as read', async () => {
  const own = anOwnDocument({ content: '在吗' }, T - MINUTE)
  const visit = await aVisit([own])
  await visit.receive([
    { ...own, status: 1, readtime: T + SKEW, update_at: new Date(T + SKEW).toISOString() },
  ])
  await vi.advanceTimersByTimeAsync(2_000)
  expect(visit.recall()?.rows).toMatchObject([{ read: true, readAt: T + SKEW }])
})

test('a page that is left keeps at once, and nothing is written as long as nothing changes', async () => {
  const visit = await aVisit(talk(3))
  await vi.advanceTimersByTimeAsync(2_000)
  expect(visit.disk.writes).toEqual([KEY])
  await visit.receive(talk(3))
  visit.tell('hidden')
  await vi.advanceTimersByTimeAsync(60_000)
  expect(visit.disk.writes).toEqual([KEY])
  await visit.receive([aDocument({ content: '刚到' })])
  visit.tell('hidden')
  expect(visit.recall()?.rows.at(-1)?.raw).toBe('刚到')
  await visit.receive([aDocument({ content: '最后' }, T + 1000)])
  visit.stop()
  expect(visit.recall()?.rows.at(-1)?.raw).toBe('最后')
})

test('no hole is kept: above a row that is not known as the server said it, or does not fit, nothing is', async () => {
  const long = aDocument({ content: '长'.repeat(198_900) }, T + 1_000)
  const visit = await aVisit([...talk(3), long, aDocument({ content: '短' }, T + 2_000)])
  await vi.advanceTimersByTimeAsync(2_000)
  expect(visit.recall()?.rows.map(({ raw }) => raw.slice(0, 1))).toEqual(['长', '短'])
  await visit.receive([aDocument({ content: '更长'.repeat(10_000) }, T + 3_000)])
  await vi.advanceTimersByTimeAsync(2_000)
  expect(visit.recall()?.rows.map(({ raw }) => raw.slice(0, 1))).toEqual(['短', '更'])
})

test('a row that came otherwise than in an answer is a hole, too', async () => {
  const visit = await aVisit(talk(3))
  visit.store.merge([aDelivered(aDocument({ content: '无' }, T - 1_000))], 0, 0)
  await visit.receive([aDocument({ content: '有' })])
  await vi.advanceTimersByTimeAsync(2_000)
  expect(visit.recall()?.rows.map(({ raw }) => raw)).toEqual(['有'])
})

test('where it cannot be kept nothing of before stays there', async () => {
  const visit = await aVisit(talk(3))
  await vi.advanceTimersByTimeAsync(2_000)
  visit.disk.fill(true)
  await visit.receive([aDocument({ content: '新' })])
  await vi.advanceTimersByTimeAsync(2_000)
  expect(visit.recall()).toBeNull()
})

test('a browser that was cleared stays so', async () => {
  const visit = await aVisit(talk(3))
  await vi.advanceTimersByTimeAsync(2_000)
  clearBrowser(visit.storage, Date.now())
  await visit.receive([aDocument({ content: '新' })])
  visit.stop()
  expect(visit.recall()).toBeNull()
})

/** Around a page with which nothing happens. */
const STILL = {
  page: { isVisible: () => true, watch: () => () => {}, hasFocus: () => true, watchFocus: () => () => {} },
  locks: null,
  openChannel: null,
}

test('after a week it is not read, and the next visit of anything removes it', async () => {
  const visit = await aVisit(talk(3))
  visit.stop()
  visit.storage.write('jh-im:tail:other', { v: 1, at: Date.now() - 7 * DAY - 1, swept: 1, rows: [] })
  visit.storage.write('jh-im:tail:damaged', 5)
  vi.setSystemTime(T + 7 * DAY + MINUTE)
  expect(visit.recall()).toBeNull()
  const { storage, disk } = visit
  const { chat } = aChat()
  keepTail(chat, createRecent('x'), { storage, ...STILL }).stop()
  expect([...disk.kept.keys()]).toEqual([])
})

test('of many conversations those that were left last are kept', async () => {
  const storage = someStorage().tab()
  for (let i = 0; i < 30; i += 1)
    storage.write(`jh-im:tail:${i}`, {
      v: 1,
      at: T - (i % 2 === 0 ? i : 60 + i) * MINUTE,
      swept: 1,
      rows: [],
    })
  const { chat } = aChat()
  const own = createRecent('jh-im:tail:29')
  keepTail(chat, own, { storage, ...STILL }).stop()
  const evens = Array.from({ length: 15 }, (_, i) => 2 * i)
  // its own, though it is the oldest of all, and nineteen others
  expect(
    storage
      .keys('jh-im:tail:')
      .map((name) => Number(name.split(':').pop()))
      .sort((a, b) => a - b),
  ).toEqual([...evens, 1, 3, 5, 7, 29].sort((a, b) => a - b))
})

test('of another pair nothing is shown, whatever stands there', async () => {
  const visit = await aVisit(talk(3))
  visit.stop()
  const other = { ...PAIR, me: { ...PAIR.me, id: '201' } }
  visit.storage.write(tailKey(other, ''), visit.storage.read(KEY))
  expect(recall(visit.storage, other)).toBeNull()
})

test.each([
  null,
  7,
  'x',
  [],
  {},
  { v: 2, at: T, swept: 1, rows: [aDocument()] },
  { v: 1, at: 'x', swept: 1, rows: [aDocument()] },
  { v: 1, at: T, swept: -1, rows: [aDocument()] },
  { v: 1, at: T, swept: null, rows: [aDocument()] },
  { v: 1, at: T, swept: 1, rows: {} },
  { v: 1, at: T, swept: 1, rows: [null, 5, {}, [aDocument()]] },
])('damaged: %j is no tail', (stored) => {
  expect(recall({ read: () => stored })).toBeNull()
})

test('of rows that are damaged the good ones are shown', () => {
  const stored = { v: 1, at: T, swept: SWEPT, rows: [null, aDocument({ content: '好' }), { _id: 1 }] }
  expect(recall({ read: () => stored })?.rows.map(({ raw }) => raw)).toEqual(['好'])
})

test('of a long answer the newest rows are known, however many come after it', () => {
  const recent = createRecent(KEY)
  const rows = aBatch(talk(900)).messages
  recent.note([...rows].reverse())
  const known = rows.filter(({ _id }) => recent.get(_id))
  expect(known).toEqual(rows.slice(-known.length))
  expect(known.length).toBeGreaterThanOrEqual(100)
  expect(known.length).toBeLessThanOrEqual(200)
})

test('the second visit begins with it before any answer, and is whole after its first sweep', async () => {
  vi.useRealTimers()
  const { time, server, open } = aBrowser()
  const first = open({ device: 'phone' })
  await time.pass(60_000)
  first.close()
  for (const text of ['四', '五']) server.says(false, text, 0)
  const second = open({ device: 'phone' })
  expect(second.texts()).toEqual(['一', '二', '三'])
  expect(second.store.getState()).toMatchObject({ opened: false })
  await time.pass(5_000)
  expect(second.texts()).toEqual(['一', '二', '三', '四', '五'])
  // what was late in the midst of what was left
  server.says(true, '迟到', 0, time.now() - 100_000)
  await time.pass(120_000)
  expect(second.texts()).toContain('迟到')
  second.close()
})

test('more than a page has come meanwhile: what was left is hidden until the sweep has reached it', async () => {
  vi.useRealTimers()
  const { time, server, open } = aBrowser()
  const first = open({ device: 'phone' })
  await time.pass(60_000)
  first.close()
  for (let i = 0; i < 30; i += 1) {
    server.says(false, `新 ${i}`, 0)
    await time.pass(1_000)
  }
  const second = open({ device: 'phone' })
  const seen = new Set<string>()
  const stop = second.store.subscribe(({ log: { rows } }) => seen.add(`${rows.length}: ${rows[0]?.raw}`))
  await time.pass(10_000)
  stop()
  expect([...seen][0]).toBe('20: 新 10')
  expect(second.texts()).toEqual(['一', '二', '三', ...Array.from({ length: 30 }, (_, i) => `新 ${i}`)])
  second.close()
})

test('much more has come: it is given up after as many rows as a sweep asks for at once', async () => {
  vi.useRealTimers()
  const { time, server, open } = aBrowser()
  const first = open({ device: 'phone' })
  await time.pass(60_000)
  first.close()
  for (let i = 0; i < 700; i += 1) {
    server.says(false, `新 ${i}`, 0)
    await time.pass(1_000)
  }
  const second = open({ device: 'phone' })
  await time.pass(60_000)
  const { log, waiting } = second.store.getState()
  expect(waiting).toBeNull()
  expect(log.rows).toHaveLength(320)
  expect(log.rows[0]?.raw).toBe('新 380')
  second.close()
})

/** A browser before a server that was set up anew, with what a visit of the one before has left; `meanwhile`: what else happened in that. */
async function setUpAnew(
  settings: Parameters<typeof aBrowser>[0] = {},
  said?: readonly string[],
  meanwhile?: (old: ReturnType<typeof aBrowser>) => Promise<void>,
) {
  vi.useRealTimers()
  const old = aBrowser()
  const first = old.open({ device: 'phone' })
  await meanwhile?.(old)
  await old.time.pass(60_000)
  first.close()
  old.time.restore()
  const anew = aBrowser(settings, said)
  for (const [key, value] of old.kept) anew.kept.set(key, value)
  return anew
}

test('of a conversation that the server has emptied nothing stays once a sweep has looked', async () => {
  const anew = await setUpAnew({}, [])
  const second = anew.open({ device: 'phone' })
  expect(second.texts()).toEqual(['一', '二', '三'])
  await anew.time.pass(60_000)
  expect(second.texts()).toEqual([])
  second.close()
})

test('what another tab has scrolled to does not count as the end of what was left', async () => {
  vi.useRealTimers()
  const { time, server, open } = aBrowser({ direction: 'incoming' }, [])
  for (let i = 0; i < 80; i += 1) {
    server.says(true, `自己 ${i}`, 0)
    await time.pass(10_000)
  }
  const first = open()
  await time.pass(5_000)
  for (let i = 0; i < 2; i += 1) await Promise.all([loadOlder(first.chat), time.pass(2_000)])
  expect(first.texts().length).toBeGreaterThan(50)
  await time.pass(60_000)
  first.close()
  // one that found nothing
  const leader = open({ storage: someStorage().tab() })
  await time.pass(60_000)
  expect(leader.texts()[0]).toBe('自己 40')
  // neither history nor a poll, which brings nothing of our own, tells it anything
  const follower = open({ mood: { fails: { kind: 'http', status: 500, retryAfter: null }, only: 'history' } })
  await time.pass(600)
  expect(follower.texts()[0]).toBe('自己 30')
  expect(follower.store.getState()).toMatchObject({ opened: true, waiting: { hidden: false } })
  await Promise.all([loadOlder(leader.chat), time.pass(600)])
  expect(leader.texts()[0]).toBe('自己 21')
  expect(follower.texts().at(-1)).toBe('自己 79')
  follower.close()
  leader.close()
})

test('of a server that was set up anew nothing old stays', async () => {
  const anew = await setUpAnew()
  anew.server.says(false, '别的', 0)
  const second = anew.open({ device: 'phone' })
  await anew.time.pass(60_000)
  expect(second.texts()).toEqual(['一', '二', '三', '别的'])
  second.close()
})

test('nor is anything missing of it that polls have left out before the first sweep', async () => {
  const anew = await setUpAnew({ pollCap: 10 }, undefined, async ({ time, server }) => {
    await time.pass(30_000)
    server.says(false, '没有了', 0)
  })
  anew.server.says(false, '别的', 0)
  const second = anew.open({ device: 'phone' })
  expect(second.texts()).toContain('没有了')
  // the first page comes, and no other one of history for long
  await anew.time.pass(100)
  expect(second.texts()).toEqual(['一', '二', '三', '别的'])
  second.setMood({ fails: { kind: 'unreachable' }, only: 'history' })
  for (let i = 0; i < 30; i += 1) anew.server.says(false, `新 ${i}`, 0)
  await anew.time.pass(5_000)
  second.tell('frozen')
  await anew.time.pass(600_000)
  anew.server.says(false, '最新', 0)
  second.setMood({ fails: null })
  second.tell('thawed')
  await anew.time.pass(600_000)
  expect(second.texts()).toHaveLength(4 + 30 + 1)
  second.close()
})

test('a poll that overtakes the first page, and holds one direction alone, leaves no hole below what was left', async () => {
  vi.useRealTimers()
  const said = Array.from({ length: 30 }, (_, i) => `旧 ${i}`)
  const { time, server, open } = aBrowser({ direction: 'incoming' }, said)
  for (let i = 0; i < 25; i += 1)
    server.says(i % 3 === 0, `近 ${i}`, 0, time.now() - 50 * MINUTE + i * 20_000)
  server.says(true, '自己', 0, time.now() - 2 * HOUR)
  const first = open({ device: 'phone' })
  await time.pass(500)
  first.close()
  const second = open({ device: 'phone' })
  // both answers come at once when the device wakes
  time.sleep(5_000, false)
  await time.pass(130_000)
  for (let i = 0; i < 20 && second.store.getState().older !== 'end'; i += 1) {
    void loadOlder(second.chat)
    await time.pass(3_000)
  }
  expect(second.texts()).toHaveLength(30 + 25 + 1)
  second.close()
})
