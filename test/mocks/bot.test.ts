import { expect, test } from 'vitest'
import { asMember, asSaler, aWorld, contents, END, HOURS, NOON } from './aWorld'
import { objectIdTime } from '~/lib/objectId'

const hello = { ...asMember, type: 'TEXT', content: '你好，可以退款吗' }
const byBot = (world: ReturnType<typeof aWorld>['world']) =>
  world.rows().filter((row) => row.fromrole === 'SALER')

test('the bot greets about 5 s after the first poll, in the name of the absent side', () => {
  const { world, wait, poll } = aWorld({ bot: true })
  world.poll({ ...asMember, lasttime: END })
  wait(4000)
  world.poll({ ...asMember, lasttime: END })
  expect(world.rows()).toEqual([])
  poll(asMember, 2000)
  expect(world.rows()).toHaveLength(1)
  expect(world.rows()[0]).toMatchObject({ from: '2', fromrole: 'SALER', to: '200', f_nickname: '客服小周' })
})

test('the bot plays the member as well', () => {
  const { world, poll } = aWorld({ bot: true })
  poll(asSaler, 8000)
  expect(world.rows()[0]).toMatchObject({ from: '200', fromrole: 'MEMBER', to: '2', channel: 'WX' })
})

test('no bot speaks where there is none, or where nobody polls', () => {
  const silent = aWorld()
  silent.poll(asMember, 120_000)
  expect(silent.world.rows()).toEqual([])
  const alone = aWorld({ bot: true })
  alone.wait(120_000)
  alone.world.tick()
  expect(alone.world.rows()).toEqual([])
})

test('a message is marked read and then answered within 2 to 4 s, stamped with the moment it was due', () => {
  const { world, wait } = aWorld({ bot: true })
  world.poll({ ...asMember, lasttime: END })
  wait(1000)
  const sent = world.send(hello)
  // nobody asks for a minute: what was due happened all the same, in its time
  wait(30_000)
  world.poll({ ...asMember, lasttime: END })
  const [own, answer] = world.rows()
  const after = (answer?.sendtime ?? 0) - sent.sendtime
  expect(after).toBeGreaterThanOrEqual(2000)
  expect(after).toBeLessThanOrEqual(4000)
  expect(objectIdTime(answer?._id ?? '')).toBe(Math.floor((NOON + 1000 + after) / 1000) * 1000)
  expect(own).toMatchObject({ _id: sent._id, status: 1, readtime: sent.sendtime + after - 800 })
  expect(Date.parse(own?.update_at ?? '')).toBe(own?.readtime)
  expect(answer?.content).toMatch(/退|运费/)
  expect(sent.status).toBe(0)
})

test('before the bot has read it a message stays unread', () => {
  const { world, wait } = aWorld({ bot: true })
  world.poll({ ...asMember, lasttime: END })
  world.send(hello)
  wait(1000)
  expect(world.poll({ ...asMember, lasttime: 0 })[0]).toMatchObject({ status: 0, readtime: -1 })
})

test('each message of the human gets an answer of its own', () => {
  const { world, poll } = aWorld({ bot: true })
  world.poll({ ...asMember, lasttime: END })
  for (let n = 0; n < 3; n++) world.send(hello)
  poll(asMember, 10_000)
  expect(byBot(world)).toHaveLength(3)
})

test('in silence the bot speaks up about every 40 s, six lines in a row at most', () => {
  const { world, poll } = aWorld({ bot: true })
  poll(asMember, 10 * 60_000)
  const lines = byBot(world)
  expect(lines).toHaveLength(6)
  const gaps = lines.slice(1).map((line, n) => line.sendtime - (lines[n]?.sendtime ?? 0))
  for (const gap of gaps) {
    expect(gap).toBeGreaterThanOrEqual(36_000)
    expect(gap).toBeLessThanOrEqual(44_000)
  }
  expect(new Set(contents(lines)).size).toBe(6)
  world.send(hello)
  poll(asMember, 10 * 60_000)
  expect(byBot(world)).toHaveLength(6 + 1 + 6)
})

test('who comes back after an absence finds what was said meanwhile, and hears one more line', () => {
  const { world, wait, poll } = aWorld({ bot: true })
  poll(asMember, 10_000)
  wait(HOURS)
  world.poll({ ...asMember, lasttime: END })
  expect(byBot(world)).toHaveLength(6)
  poll(asMember, 120_000)
  expect(byBot(world)).toHaveLength(7)
})

test('while both sides poll the bot is silent, and neither reads nor answers for anybody', () => {
  const { world, wait } = aWorld({ bot: true })
  const both = () => {
    wait(2000)
    world.poll({ ...asSaler, lasttime: END })
    world.poll({ ...asMember, lasttime: END })
  }
  both()
  world.send(hello)
  for (let n = 0; n < 60; n++) both()
  expect(contents(world.rows())).toEqual([hello.content])
  expect(world.rows()[0]?.status).toBe(0)
})

test('once a side has been absent for 20 s the bot takes over, and answers what that side has not seen', () => {
  const { world, wait, poll } = aWorld({ bot: true })
  world.poll({ ...asSaler, lasttime: END })
  poll(asMember, 4000)
  world.send(hello)
  poll(asMember, 14_000)
  expect(byBot(world)).toEqual([])
  poll(asMember, 4000)
  expect(byBot(world)).toHaveLength(1)
  expect(byBot(world)[0]?.sendtime).toBe(NOON + 8 * HOURS + 20_000)
  // and is silent again when that side returns
  world.poll({ ...asSaler, lasttime: END })
  world.send(hello)
  wait(10_000)
  world.poll({ ...asSaler, lasttime: END })
  world.poll({ ...asMember, lasttime: END })
  expect(byBot(world)).toHaveLength(1)
})

test('a message that the other side has seen before it left is not answered in its place', () => {
  const { world, poll } = aWorld({ bot: true })
  world.poll({ ...asSaler, lasttime: END })
  poll(asMember, 4000)
  world.send(hello)
  world.poll({ ...asSaler, lasttime: END })
  poll(asMember, 30_000)
  expect(byBot(world)).toEqual([])
  expect(world.rows()[0]?.status).toBe(0)
})
