import { getResponse } from 'msw'
import { describe, expect, test } from 'vitest'
import { failsAt } from '~/mocks/faults'
import { createHandlers } from '~/mocks/handlers'
import type { WorldOptions } from '~/mocks/options'
import { SCENARIOS } from '~/mocks/scenarios'
import { objectIdTime } from '~/lib/objectId'
import { asMember, asSaler, aWorld, BEGINNING, contents, END, NOON, optionsOf } from './aWorld'

const MINUTE = 60_000

function served(options: Partial<WorldOptions> = {}) {
  const made = aWorld(options)
  const handlers = createHandlers(() => made.world)
  const ask = async (path: string, init?: RequestInit) => {
    const answer = await getResponse(handlers, new Request(`http://jh.test/api/im/${path}`, init))
    if (!answer) throw new Error('no such endpoint')
    return answer
  }
  return { ...made, ask }
}
const query = (fields: Record<string, string>) => new URLSearchParams(fields).toString()

describe('late commits', () => {
  test('come into answers later, by no more than was set, and stand where their stamp says', () => {
    const { world, wait } = aWorld({ lateShare: 0.5, lateMs: 163_000 })
    const said = Array.from({ length: 40 }, (_, n) => {
      wait(1000)
      return world.says({ content: String(n) })
    })
    const shown = () => world.history({ ...asMember, lasttime: END, limit: 100 })
    const early = shown().length
    expect(early).toBeGreaterThan(10)
    expect(early).toBeLessThan(35)
    expect(world.unreadCount(asSaler)).toBe(early)
    wait(163_000)
    expect(contents(shown())).toEqual(contents([...said].reverse()))
    expect(world.unreadCount(asSaler)).toBe(40)
  })

  test('a poll from the newest stamp never brings them: that is what they are for', () => {
    const { world, wait } = aWorld({ lateShare: 0.5 })
    for (let n = 0; n < 40; n++) {
      wait(100)
      world.says({ content: String(n) })
    }
    const newest = world.poll({ ...asMember, lasttime: BEGINNING })[0]?.sendtime ?? 0
    wait(163_000)
    expect(world.poll({ ...asMember, lasttime: newest }).length).toBeLessThan(5)
    expect(world.poll({ ...asMember, lasttime: BEGINNING })).toHaveLength(40)
  })
})

test('burst: a thousand messages within one second, some time after the beginning', () => {
  const { world, wait } = aWorld({ burst: 1000, burstAfterMs: 15_000 })
  const count = () => world.poll({ ...asMember, lasttime: BEGINNING }).length
  wait(14_999)
  expect(count()).toBe(0)
  wait(501)
  expect(count()).toBeGreaterThan(400)
  expect(count()).toBeLessThan(600)
  wait(500)
  const ids = world.poll({ ...asMember, lasttime: BEGINNING }).map(({ _id }) => _id)
  expect(new Set(ids).size).toBe(1000)
  expect(objectIdTime(ids[0] ?? '')).toBe(Math.floor((NOON + 15_999) / 1000) * 1000)
})

test('bulk: ten thousand messages before the story, of all kinds, each with an id of its time', () => {
  const { world } = aWorld({ bulk: 10_000, story: true })
  const rows = world.rows()
  const old = rows.filter(({ _id }) => (objectIdTime(_id) ?? 0) < NOON - 5.5 * 86_400_000)
  expect(old.length).toBeGreaterThanOrEqual(10_000)
  expect(new Set(rows.map(({ _id }) => _id)).size).toBe(rows.length)
  expect(new Set(old.map(({ type }) => type))).toEqual(new Set(['TEXT', 'IMAGE', 'VOICE']))
  expect(new Set(old.map(({ fromrole }) => fromrole))).toEqual(new Set(['MEMBER', 'SALER']))
})

test('reads-late: answers come as ever, the mark of being read a minute later', () => {
  const { world, wait, poll } = aWorld(optionsOf('reads-late'))
  poll(asMember, 2000)
  const { _id } = world.send({ ...asMember, type: 'TEXT', content: '在吗' })
  const own = () => world.rows().find((row) => row._id === _id)
  const before = world.rows().length
  poll(asMember, 8000)
  expect(world.rows().length).toBeGreaterThan(before)
  expect(own()?.status).toBe(0)
  wait(90_000)
  world.tick()
  expect(own()?.status).toBe(1)
  const readAfter = (own()?.readtime ?? 0) - (own()?.sendtime ?? 0)
  expect(readAfter).toBeGreaterThanOrEqual(60_000)
  expect(readAfter).toBeLessThanOrEqual(90_000)
})

describe('answers', () => {
  test('begin with the oldest where so set; a cap keeps the newest', () => {
    const { world, wait } = aWorld({ order: 'oldest', pollCap: 2 })
    for (const content of ['一', '二', '三']) {
      wait(1000)
      world.says({ content })
    }
    expect(contents(world.poll({ ...asMember, lasttime: BEGINNING }))).toEqual(['二', '三'])
    expect(contents(world.history({ ...asMember, lasttime: END, limit: 2 }))).toEqual(['二', '三'])
  })

  test.each([
    ['ascending', ['一', '二', '三']],
    ['descending', ['三', '二', '一']],
  ] as const)('rows of one stamp stand %s', (tieOrder, expected) => {
    const { world } = aWorld({ tieOrder })
    for (const content of ['一', '二', '三']) world.says({ content })
    expect(contents(world.poll({ ...asMember, lasttime: BEGINNING }))).toEqual(expected)
  })

  test('a limit that does not count gives ten', () => {
    const { world } = aWorld({ limitCounts: false })
    for (let n = 0; n < 30; n++) world.says({ content: String(n) })
    for (const limit of [1, 10, 50]) {
      expect(world.history({ ...asMember, lasttime: END, limit })).toHaveLength(10)
    }
  })

  test('without a receiver those of all pairs of the asking side come, where so set', async () => {
    const { world, ask } = served({ withoutTo: 'all' })
    world.says({ content: '给 200' })
    world.says({ content: '给 201', to: '201' })
    world.says({ content: '别的应用', appid: 'XX' })
    const asked = { appid: 'JH', from: '2', fromrole: 'SALER', lasttime: '0000000000000' }
    const { data } = await (await ask(`getNewestMsgListByLastTime?${query(asked)}`)).json()
    expect(contents(data).sort()).toEqual(['给 200', '给 201'])
    const refused = served()
    const answer = await refused.ask(`getNewestMsgListByLastTime?${query(asked)}`)
    expect(await answer.json()).toMatchObject({ success: false, message: expect.stringContaining('to') })
  })

  test('may be read by other origins where so set', async () => {
    const asked = query({ ...asMember, lasttime: '0000000000000' })
    const headerOf = async (cors: boolean) =>
      (await served({ cors }).ask(`getNewestMsgListByLastTime?${asked}`)).headers.get(
        'access-control-allow-origin',
      )
    expect([await headerOf(true), await headerOf(false)]).toEqual(['*', null])
  })
})

test.each(['sender', 'reader'] as const)('unread messages are named by their %s', (unreadFrom) => {
  const { world } = aWorld({ unreadFrom })
  world.says({ content: '在吗' })
  const [named, other] = unreadFrom === 'sender' ? [asSaler, asMember] : [asMember, asSaler]
  expect([world.unreadCount(named), world.unreadCount(other)]).toEqual([1, 0])
  expect(world.markRead(other).nModified).toBe(0)
  expect(world.markRead(named).nModified).toBe(1)
})

test.each([
  ['both', [true, true]],
  ['form', [true, false]],
  ['json', [false, true]],
] as const)('bodies: %s', async (bodies, taken) => {
  const { ask } = served({ bodies })
  const fields = { ...asMember, type: 'TEXT', content: '在吗' }
  const as = async (body: BodyInit, type: string) => {
    const answer = await ask('sendMsg', { method: 'POST', body, headers: { 'content-type': type } })
    return (await answer.json()).success as boolean
  }
  expect([
    await as(query(fields), 'application/x-www-form-urlencoded'),
    await as(JSON.stringify(fields), 'application/json'),
  ]).toEqual(taken)
})

test('voices are told in milliseconds where so set; what a page sends stays as it is', () => {
  const { world } = aWorld({ voiceUnit: 'milliseconds', planted: ['amr'], bulk: 20, story: true })
  const lengths = world.rows().flatMap(({ type, voiceLength }) => (type === 'VOICE' ? [voiceLength] : []))
  expect(lengths.length).toBeGreaterThan(5)
  expect(lengths.filter((length) => length > 0 && length < 1000)).toEqual([])
  expect(world.says({ type: 'VOICE', content: '/b.mp3', voiceLength: 4 }).voiceLength).toBe(4000)
  const sent = world.send({ ...asMember, type: 'VOICE', content: '/a.mp3', voiceLength: '4' })
  expect(sent.voiceLength).toBe(4)
})

test.each(SCENARIOS.map(({ name }) => name))('%s: the same link gives the same conversation', (name) => {
  const run = (seed: number) => {
    const { world, wait } = aWorld({ ...optionsOf(name), seed })
    const answers = Array.from({ length: 20 }, (_, n) => {
      wait(2000)
      if (n === 5) world.send({ ...asMember, type: 'TEXT', content: '在吗' })
      world.markRead(asSaler)
      const { number, fault } = world.begin('poll')
      return [number, failsAt(fault, seed, number), world.poll({ ...asMember, lasttime: BEGINNING }).length]
    })
    return { answers, rows: JSON.stringify(world.rows()) }
  }
  const first = run(7)
  expect(run(7)).toEqual(first)
  // another seed is another world
  expect(run(8).rows === first.rows).toBe(false)
})

test('unknown kinds, hostile content, broken pictures and voices stand in the newest answers', () => {
  const { world } = aWorld(optionsOf('unknown-kind,hostile,broken-image,amr,corrupt-voice'))
  const rows = world.history({ ...asMember, lasttime: END, limit: 200 })
  const have = (what: (row: (typeof rows)[number]) => boolean) => rows.some(what)
  expect(have(({ type }) => type === 'RED_PACKET')).toBe(true)
  expect(have(({ content }) => content === '<img src=x onerror=alert(1)>')).toBe(true)
  expect(have(({ content }) => content === '/mock-media/cut.jpg')).toBe(true)
  expect(have(({ content }) => content === '/mock-media/voice-4s-dtx.amr')).toBe(true)
  expect(have(({ content }) => content === '/mock-media/voice-silk.amr')).toBe(true)
  // and the story before them
  expect(rows.length).toBeGreaterThan(100)
  expect(world.now() - (objectIdTime(rows[0]?._id ?? '') ?? 0)).toBeLessThan(MINUTE)
})
