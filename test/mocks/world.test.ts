import { describe, expect, test } from 'vitest'
import { objectIdTime } from '~/lib/objectId'
import { asMember, asSaler, aWorld, BEGINNING, contents, END, HOURS, NOON } from './aWorld'

describe('saving', () => {
  test('a scripted message is by default 你好 from the salesperson to the member, unread', () => {
    const { world } = aWorld()
    const said = world.says()
    expect(said).toMatchObject({ from: '2', fromrole: 'SALER', to: '200', torole: 'MEMBER', content: '你好' })
    expect(said).toMatchObject({ type: 'TEXT', status: 0, readtime: -1, voiceLength: -1, imageSize: -1 })
    expect(world.rows()).toEqual([said])
  })

  test('a scripted message of the member goes to the salesperson', () => {
    const { world } = aWorld()
    const route = { from: '200', fromrole: 'MEMBER', to: '2', torole: 'SALER', f_nickname: '林晓雨' }
    expect(world.says({ fromrole: 'MEMBER' })).toMatchObject(route)
    expect(world.says({ from: '200' })).toMatchObject(route)
  })

  test('stamps and dates run 8 hours ahead while the id knows the true second', () => {
    const { world } = aWorld()
    const said = world.says()
    expect(said.sendtime).toBe(NOON + 8 * HOURS)
    expect(said.create_at).toBe('2026-03-10T11:00:00.000Z')
    expect(said.update_at).toBe(said.create_at)
    expect(objectIdTime(said._id)).toBe(NOON)
  })

  test('without skew the stamps are true', () => {
    expect(aWorld({ skewMs: 0 }).world.says().sendtime).toBe(NOON)
  })

  test('a late row keeps the stamp it is given and gets the id of its saving', () => {
    const { world, wait } = aWorld()
    const first = world.says()
    wait(150_000)
    const late = world.says({ sendtime: first.sendtime })
    expect(late.sendtime).toBe(first.sendtime)
    expect(late.create_at).toBe(first.create_at)
    expect(objectIdTime(late._id)).toBe(NOON + 150_000)
  })

  test('with a grain, messages that are saved close together share one stamp', () => {
    const { world, wait } = aWorld({ stampGrainMs: 10_000 })
    const first = world.says()
    wait(9000)
    expect(world.says().sendtime).toBe(first.sendtime)
    wait(2000)
    expect(world.says().sendtime).toBe(first.sendtime + 10_000)
  })

  test('a sent message is saved with texts as texts and numbers as numbers', () => {
    const { world } = aWorld()
    const voice = {
      type: 'VOICE',
      content: '/v.mp3',
      voiceLength: '4',
      f_nickname: '小林',
      __v: '7',
      _id: 'x',
    }
    const saved = world.send({ ...asMember, ...voice })
    expect(saved).toMatchObject({ fromrole: 'MEMBER', torole: 'SALER', f_nickname: '小林', voiceLength: 4 })
    expect(saved).toMatchObject({ imageSize: -1, status: 0, readtime: -1, __v: 0 })
    expect(saved._id).toMatch(/^[0-9a-f]{24}$/)
    expect(saved).not.toHaveProperty('bustype')
    expect(world.poll({ ...asSaler, lasttime: BEGINNING })).toEqual([saved])
  })
})

describe('the poll', () => {
  test.each([
    ['exclusive', ['新']],
    ['inclusive', ['新', '旧']],
  ] as const)('%s: a row stamped as lasttime counts accordingly', (boundary, expected) => {
    const { world, wait } = aWorld({ pollBoundary: boundary })
    const old = world.says({ content: '旧' })
    wait(1)
    world.says({ content: '新' })
    expect(contents(world.poll({ ...asMember, lasttime: old.sendtime }))).toEqual(expected)
  })

  test.each([
    ['both', ['来', '去']],
    ['incoming', ['来']],
  ] as const)('direction %s', (direction, expected) => {
    const { world, wait } = aWorld({ direction })
    world.says({ fromrole: 'MEMBER', content: '去' })
    wait(1)
    world.says({ content: '来' })
    expect(contents(world.poll({ ...asMember, lasttime: BEGINNING }))).toEqual(expected)
  })

  test('is newest first, but ascends by id inside one stamp', () => {
    const { world, wait } = aWorld()
    const { sendtime } = world.says({ content: '甲' })
    wait(2000)
    world.says({ content: '丁' })
    wait(150_000)
    for (const content of ['乙', '丙']) world.says({ content, sendtime })
    expect(contents(world.poll({ ...asMember, lasttime: BEGINNING }))).toEqual(['丁', '甲', '乙', '丙'])
  })

  test('with a cap gives the newest rows only', () => {
    const { world, wait } = aWorld({ pollCap: 2 })
    for (const content of ['一', '二', '三']) {
      world.says({ content })
      wait(1000)
    }
    expect(contents(world.poll({ ...asMember, lasttime: BEGINNING }))).toEqual(['三', '二'])
  })

  test('shows a pair its own messages only, where ids count by role', () => {
    const { world } = aWorld()
    world.says({ content: '给 200' })
    world.says({ content: '给 201', to: '201' })
    world.says({ content: '别的应用', appid: 'XX' })
    world.says({ content: '会员 2 给客服 200', fromrole: 'MEMBER', from: '2', to: '200' })
    expect(contents(world.poll({ ...asMember, lasttime: BEGINNING }))).toEqual(['给 200'])
    expect(contents(world.poll({ ...asSaler, lasttime: BEGINNING }))).toEqual(['给 200'])
  })

  test('delivers a row without a usable stamp by the time it was saved', () => {
    const { world } = aWorld()
    world.says({ sendtime: 'yesterday', content: null })
    world.plants(null)
    expect(world.poll({ ...asMember, lasttime: NOON + 8 * HOURS - 1 })).toHaveLength(2)
    expect(world.poll({ ...asMember, lasttime: NOON + 8 * HOURS })).toHaveLength(0)
  })
})

describe('history', () => {
  const aLongOne = (options = {}) => {
    const made = aWorld(options)
    const rows = Array.from({ length: 25 }, (_, n) => {
      made.wait(1000)
      return made.world.says({ content: String(n + 1) })
    })
    return { world: made.world, rows }
  }

  test('comes in pages of ten, newest first, until nothing is left', () => {
    const { world } = aLongOne()
    const page = (n: number) => contents(world.history({ ...asMember, lasttime: END, page: n }))
    expect(page(1)).toEqual(['25', '24', '23', '22', '21', '20', '19', '18', '17', '16'])
    expect(page(3)).toEqual(['5', '4', '3', '2', '1'])
    expect(page(4)).toEqual([])
  })

  test('honours limit, unless it is capped', () => {
    const query = { ...asMember, lasttime: END, limit: 20 }
    expect(aLongOne().world.history(query)).toHaveLength(20)
    const capped = aLongOne({ historyCap: 10 }).world
    expect(capped.history(query)).toHaveLength(10)
    expect(contents(capped.history({ ...query, page: 3 }))).toEqual(['5', '4', '3', '2', '1'])
    expect(capped.history({ ...query, limit: 3 })).toHaveLength(3)
  })

  test.each([
    ['exclusive', '2'],
    ['inclusive', '3'],
  ] as const)('%s: a row stamped as lasttime counts accordingly', (boundary, newest) => {
    const { world, rows } = aLongOne({ historyBoundary: boundary })
    const page = world.history({ ...asMember, lasttime: rows[2]?.sendtime ?? 0 })
    expect(page[0]?.content).toBe(newest)
  })

  test('is not narrowed by the direction of the poll', () => {
    const { world } = aWorld({ direction: 'incoming' })
    world.says({ fromrole: 'MEMBER' })
    expect(world.history({ ...asMember, lasttime: END })).toHaveLength(1)
  })
})

describe('determinism', () => {
  const script = (seed: number) => {
    const { world, wait, poll } = aWorld({ seed, story: true, bot: true })
    poll(asMember, 10_000)
    world.send({ ...asMember, type: 'TEXT', content: '什么时候发货' })
    poll(asMember, 60_000)
    wait(5000)
    return world.history({ ...asMember, lasttime: END, limit: 100 })
  }

  test('the same seed, clock and requests give the same rows', () => {
    expect(script(3)).toEqual(script(3))
  })

  test('another seed gives other ids', () => {
    const ids = new Set(script(3).map((row) => row._id))
    expect(script(4).filter((row) => ids.has(row._id))).toEqual([])
  })
})

describe('receipts and presence', () => {
  const fromSaler = { ...asSaler, to: '200' }

  test('what somebody wrote is counted as unread until it is marked, which changes as many', () => {
    const { world } = aWorld()
    world.says({ content: '一' })
    world.says({ content: '二' })
    world.says({ content: '我的', from: '200' })
    expect(world.unreadCount(fromSaler)).toBe(2)
    expect(world.markRead(fromSaler)).toEqual({ n: 2, nModified: 2, ok: 1 })
    expect(world.unreadCount(fromSaler)).toBe(0)
    expect(world.rows().map(({ status }) => status)).toEqual([1, 1, 0])
    expect(world.rows()[0]?.readtime).toBe(NOON + 8 * HOURS)
  })

  const member = { appid: 'JH', userid: '200', userrole: 'MEMBER' } as const

  test('who registered is online with that as the last sign of life, however long ago', () => {
    const { world, wait } = aWorld()
    expect(world.status(member)).toEqual([])
    world.register(member)
    wait(3 * HOURS)
    expect(world.status(member)).toMatchObject([
      { userid: '200', userrole: 'MEMBER', isonline: 1, hearttime: NOON + 8 * HOURS },
    ])
  })

  test('of a side that no page registered the world says what it was told to', () => {
    expect(aWorld({ absentSide: 'online' }).world.status(member)).toMatchObject([{ isonline: 1 }])
    expect(aWorld({ absentSide: 'offline' }).world.status(member)).toMatchObject([{ isonline: 0 }])
  })
})
