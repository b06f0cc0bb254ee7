import { describe, expect, test } from 'vitest'
import { createMockServer } from '~/mocks/node'
import { emptyState } from '~/mocks/state'
import { createWorld } from '~/mocks/world'
import type { PairQuery } from '~/wire/api'
import { parseBatch } from '~/wire/schema'
import { asMember, asSaler, aWorld, BEGINNING, contents, END, HOURS, NOON, optionsOf } from './aWorld'

const ME = { appid: 'JH', from: '2', fromrole: 'SALER' } as const
const aDesk = (options: object = {}) => aWorld({ ...optionsOf('desk'), ...options })
const to = (member: string): PairQuery => ({ ...ME, to: member })
/** For counting and marking: what the member wrote. */
const by = (member: string): PairQuery => ({ appid: 'JH', from: member, fromrole: 'MEMBER', to: '2' })

const BUSY = ['201', '210', '220']
const QUIET = ['221', '300', '400']

describe('the contacts', () => {
  test('are all members, with names and the stamp of their newest message', () => {
    const { world } = aDesk()
    const told = world.contacts(ME)
    expect(told).toHaveLength(201)
    expect(new Set(told.map(({ id }) => id)).size).toBe(201)
    expect(told.every(({ nickname }) => nickname !== '')).toBe(true)
    for (const { id, lasttime } of told) {
      const [newest] = world.poll({ ...to(id), lasttime: BEGINNING })
      expect([id, lasttime]).toEqual([id, newest?.sendtime])
    }
  })

  test('follow what is said by them, and by us', () => {
    const { world, wait } = aDesk()
    const stampOf = (member: string) => world.contacts(ME).find(({ id }) => id === member)?.lasttime ?? 0
    const before = stampOf('201')
    wait(60_000)
    expect(stampOf('201')).toBeGreaterThan(before)
    expect(stampOf('300')).toBeLessThan(before)
    const { sendtime } = world.send({ ...to('300'), type: 'TEXT', content: '您好' })
    expect(stampOf('300')).toBe(sendtime)
  })

  test('of a small world are those that somebody has talked with; a member has none', () => {
    const { world } = aWorld()
    expect(world.contacts(ME)).toEqual([
      { id: '200', nickname: '林晓雨', avatar: '/mock-media/avatar-member.svg' },
    ])
    world.says({ fromrole: 'MEMBER', from: '777' })
    world.poll({ ...to('777'), lasttime: END })
    world.poll({ ...to('778'), lasttime: END })
    expect(world.contacts(ME).map(({ id }) => id)).toEqual(['200', '777'])
    expect(world.contacts({ ...ME, from: '3' })).toEqual([])
    expect(aDesk().world.contacts({ appid: 'JH', from: '201', fromrole: 'MEMBER' })).toEqual([])
  })
})

describe('the members', () => {
  test('have last spoken minutes to months ago, and some of them wait', () => {
    const { world } = aDesk()
    const ages = world
      .contacts(ME)
      .slice(21)
      .map(({ lasttime = 0 }) => (NOON + 8 * HOURS - lasttime) / 60_000)
    expect(ages.every((minutes) => minutes > 0)).toBe(true)
    expect(ages.filter((minutes) => minutes < 60).length).toBeGreaterThan(20)
    expect(ages.filter((minutes) => minutes > 30 * 24 * 60).length).toBeGreaterThan(15)
    const unread = QUIET.concat(Array.from({ length: 100 }, (_, n) => String(222 + n))).map((id) =>
      world.unreadCount(by(id)),
    )
    expect(unread.filter((count) => count > 0).length).toBeGreaterThan(5)
    expect(unread.filter((count) => count === 0).length).toBeGreaterThan(50)
  })

  test('say only sound rows, of their own pair', () => {
    const { world } = aDesk()
    for (const member of [...BUSY, ...QUIET]) {
      const rows = world.poll({ ...to(member), lasttime: BEGINNING })
      const batch = parseBatch(rows, null)
      expect([batch.rejected, new Set(rows.map(({ _id }) => _id)).size]).toEqual([0, rows.length])
      expect(new Set(rows.flatMap((row) => [row.from, row.to]))).toEqual(new Set(['2', member]))
      expect(rows.every(({ sendtime }) => sendtime <= NOON + 8 * HOURS)).toBe(true)
    }
  })

  test.each(BUSY)('%s speaks every 5 to 30 s, though nobody asked meanwhile', (member) => {
    const { world, wait } = aDesk()
    const before = world.poll({ ...to(member), lasttime: BEGINNING })[0]?.sendtime ?? 0
    wait(3_600_000)
    const stamps = world.poll({ ...to(member), lasttime: before }).map(({ sendtime }) => sendtime)
    const all = [...stamps, before]
    const gaps = stamps.map((stamp, n) => stamp - (all[n + 1] ?? 0))
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(5_000)
    expect(Math.max(...gaps)).toBeLessThanOrEqual(30_000)
    expect(gaps.length).toBeGreaterThan(180)
  })

  test.each(QUIET)('%s says nothing of itself', (member) => {
    const { world, wait } = aDesk()
    const before = world.poll({ ...to(member), lasttime: BEGINNING })
    for (let n = 0; n < 60; n += 1) {
      wait(10_000)
      world.poll({ ...to(member), lasttime: END })
    }
    expect(world.poll({ ...to(member), lasttime: BEGINNING })).toEqual(before)
  })

  test('answer what they are told, once', () => {
    const { world, wait } = aDesk()
    world.send({ ...to('300'), type: 'TEXT', content: '您好，快递已经发出' })
    wait(10_000)
    const [newest, sent] = world.poll({ ...to('300'), lasttime: NOON + 8 * HOURS - 1 })
    expect([newest?.fromrole, sent?.status]).toEqual(['MEMBER', 1])
    for (let n = 0; n < 60; n += 1) {
      wait(10_000)
      world.poll({ ...to('300'), lasttime: END })
    }
    expect(world.poll({ ...to('300'), lasttime: NOON + 8 * HOURS - 1 })).toHaveLength(2)
  })

  test('are there, or were minutes to days ago', () => {
    const { world } = aDesk()
    const sign = (id: string) => {
      const [row] = world.status({ appid: 'JH', userid: id, userrole: 'MEMBER' }) as { hearttime: number }[]
      return NOON + 8 * HOURS - (row?.hearttime ?? 0)
    }
    const away = Array.from({ length: 200 }, (_, n) => sign(String(201 + n)))
    expect(away.slice(0, 20).every((ms) => ms === 0)).toBe(true)
    expect(away.filter((ms) => ms === 0).length).toBeLessThan(120)
    expect(away.filter((ms) => ms >= 600_000).length).toBeGreaterThan(80)
  })
})

test('polls from any stamp, and pages of history, hold the same rows', () => {
  const { world, wait } = aDesk()
  wait(600_000)
  for (const member of ['205', '300']) {
    const all = world.poll({ ...to(member), lasttime: BEGINNING })
    for (const [n, { sendtime }] of all.entries())
      expect(world.poll({ ...to(member), lasttime: sendtime })).toEqual(all.slice(0, n))
    const pages = Array.from({ length: Math.ceil(all.length / 10) + 1 }, (_, n) =>
      world.history({ ...to(member), lasttime: END, page: n + 1 }),
    )
    expect(pages.flat()).toEqual(all)
    const middle = all[Math.floor(all.length / 2)]
    expect(world.history({ ...to(member), lasttime: middle?.sendtime ?? 0, limit: 100 })).toEqual(
      all.slice(Math.floor(all.length / 2) + 1),
    )
  }
})

test('what is marked as read is so from then on, with the time of it, and counts no more', () => {
  const { world, wait } = aDesk()
  const read = () => world.poll({ ...to('201'), lasttime: BEGINNING }).filter(({ status }) => status === 1)
  const count = world.unreadCount(by('201'))
  expect(count).toBeGreaterThan(0)
  const before = read().length
  expect(world.markRead(by('201'))).toMatchObject({ nModified: count })
  expect([world.unreadCount(by('201')), read().length]).toEqual([0, before + count])
  const then = read()
  wait(60_000)
  expect(world.unreadCount(by('201'))).toBeGreaterThan(1)
  world.markRead(by('201'))
  wait(60_000)
  // later marks leave what was read before as it is
  expect(read().slice(-then.length)).toEqual(then)
  expect(world.markRead(by('202')).nModified).toBeGreaterThan(0)
})

test('the same seed and clock give the same desk, whatever was asked before; another seed another one', () => {
  const look = (seed: number, askedBefore: readonly string[]) => {
    const { world, wait } = aDesk({ seed })
    for (const id of askedBefore) world.poll({ ...to(id), lasttime: BEGINNING })
    wait(120_000)
    return [world.contacts(ME), ...['201', '300'].map((id) => world.poll({ ...to(id), lasttime: BEGINNING }))]
  }
  expect(look(1, ['350', '201'])).toEqual(look(1, []))
  expect(look(2, [])).not.toEqual(look(1, []))
})

test('whoever opens the page of a member is talked to, as anywhere', () => {
  const { world, poll } = aWorld(optionsOf('default'))
  const before = world.poll({ ...by('205'), lasttime: BEGINNING })
  poll(by('205'), 10_000)
  expect(world.poll({ ...by('205'), lasttime: BEGINNING }).length).toBe(before.length + 1)
})

test('whoever sits at the desk speaks for themselves, as long as it is open', () => {
  const { world, wait, poll } = aWorld({ bot: true })
  const answers = () => world.rows().filter(({ from }) => from === '2').length
  world.contacts(ME)
  poll(asMember, 30_000)
  world.send({ ...asMember, type: 'TEXT', content: '在吗' })
  world.contacts(ME)
  poll(asMember, 30_000)
  expect(answers()).toBe(0)
  wait(20_000)
  poll(asMember, 30_000)
  expect(answers()).toBeGreaterThan(0)
})
test('both sides of a pair see the same', () => {
  const { world } = aDesk()
  expect(world.poll({ ...by('205'), lasttime: BEGINNING })).toEqual(
    world.poll({ ...to('205'), lasttime: BEGINNING }),
  )
})

test('a newcomer finds eight members beside 200, and the story as it was', () => {
  const { world } = aWorld(optionsOf('default'))
  expect(world.contacts(ME).map(({ id }) => id)).toEqual([
    '200',
    '201',
    '202',
    '203',
    '204',
    '205',
    '206',
    '207',
    '208',
  ])
  expect(contents(world.poll({ ...asSaler, lasttime: BEGINNING }))[0]).toBe('好的，收到了再跟你说')
})

test('a desk that is only looked at leaves nothing behind', () => {
  const state = emptyState()
  const world = createWorld({ ...optionsOf('desk'), now: () => NOON }, state)
  const before = JSON.stringify([state.entries, [...state.talks], [...state.marks]])
  for (const { id } of world.contacts(ME).slice(1)) {
    world.poll({ ...to(id), lasttime: BEGINNING })
    world.history({ ...to(id), lasttime: END })
  }
  expect(JSON.stringify([state.entries, [...state.talks], [...state.marks]])).toBe(before)
})

describe('over HTTP', () => {
  const ask = async (path: string, options: object = {}) => {
    const server = createMockServer(aDesk(options).world)
    server.listen({ onUnhandledRequest: 'error' })
    try {
      const response = await fetch(`http://jh.test${path}`)
      return {
        status: response.status,
        ...((await response.json()) as { success: boolean; data: unknown[] }),
      }
    } finally {
      server.close()
    }
  }

  test.each(['/api/contacts', '/some/dir/~mock/desk/1/contacts'])('%s answers the contacts', async (path) => {
    const { success, data } = await ask(`${path}?appid=JH&from=2&fromrole=SALER`)
    expect([success, data.length]).toEqual([true, 201])
    expect(data[1]).toEqual({
      id: '201',
      nickname: expect.any(String),
      avatar: '',
      lasttime: expect.any(Number),
    })
  })

  test('with the faults of its world, and not without who asks', async () => {
    expect(
      await ask('/api/contacts?appid=JH&from=2&fromrole=SALER', { faults: { failRate: 1 } }),
    ).toMatchObject({
      status: 503,
    })
    expect(await ask('/api/contacts?appid=JH&from=2')).toMatchObject({ success: false })
  })
})
