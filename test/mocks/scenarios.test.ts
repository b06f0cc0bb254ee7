import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { SCENARIOS, scenarioNamed } from '~/mocks/scenarios'
import { parseBatch } from '~/wire/schema'
import { asMember, aWorld, BEGINNING, END, optionsOf } from './aWorld'

const worldOf = (name: string) => aWorld(optionsOf(name))

test('every scenario is named once, and can be chosen', () => {
  const names = SCENARIOS.map((scenario) => scenario.name)
  expect(new Set(names).size).toBe(names.length)
  for (const name of names) expect(() => optionsOf(name)).not.toThrow()
})

test('an unknown name is no scenario', () => {
  expect(scenarioNamed('nothing')).toBeUndefined()
  expect(scenarioNamed('__proto__')).toBeUndefined()
})

test('damaged: broken rows stand among the good ones of the newest answers', () => {
  const { world } = worldOf('damaged')
  const raw: readonly unknown[] = JSON.parse(JSON.stringify(world.poll({ ...asMember, lasttime: BEGINNING })))
  const batch = parseBatch(raw, null)
  const have = (what: (row: (typeof batch.messages)[number]) => boolean) => batch.messages.some(what)
  // null, a text, a number, a list, and a row without an id
  expect(batch.rejected).toBe(5)
  expect(raw).toContain(null)
  expect(have((row) => row._id === '__proto__')).toBe(true)
  expect(have((row) => row.type === 'VIDEO')).toBe(true)
  expect(have((row) => row.content === '' && row.type === 'TEXT')).toBe(true)
  expect(have((row) => row.sendtime === -1)).toBe(true)
  expect(have((row) => row.from === '999')).toBe(true)
  expect(have((row) => row.to === '201')).toBe(true)
  expect(have((row) => row.content === '最后一条是完好的')).toBe(true)
})

test('samples: the documented rows come unchanged and in the documented order', () => {
  const { world } = worldOf('samples')
  const sample = (name: string) => JSON.parse(readFileSync(`src/mocks/samples/${name}.json`, 'utf8')).data
  const expected = [
    sample('sendMsg'),
    ...sample('getNewestMsgListByLastTime'),
    ...sample('getMsgListByPageAndUserId'),
  ]
  expect(world.history({ ...asMember, lasttime: END, limit: 100 })).toEqual(expected)
})

test('busy: somebody says something every 2 to 3 s', () => {
  const { world, poll } = worldOf('busy')
  poll(asMember, 4000)
  const before = world.rows().length
  poll(asMember, 60_000)
  expect(world.rows().length - before).toBeGreaterThanOrEqual(20)
  expect(world.rows().length - before).toBeLessThanOrEqual(30)
})

test('empty and quiet: nothing happens by itself', () => {
  const empty = worldOf('empty')
  empty.poll(asMember, 60_000)
  expect(empty.world.rows()).toEqual([])
  const quiet = worldOf('quiet')
  const before = quiet.world.rows().length
  quiet.poll(asMember, 60_000)
  expect(before).toBeGreaterThan(30)
  expect(quiet.world.rows()).toHaveLength(before)
})

test('media: every file that a message names is there, but for those that are missing on purpose', () => {
  const { world } = worldOf('media')
  const named = world.rows().flatMap(({ type, content }) => (type === 'TEXT' ? [] : [content]))
  const files = named.filter((content) => content.startsWith('/mock-media/'))
  const isThere = (file: string) => existsSync(file.replace('/mock-media/', 'src/mocks/media/'))
  expect(files.filter((file) => !isThere(file))).toEqual([
    '/mock-media/missing.amr',
    '/mock-media/missing.jpg',
  ])
  expect(named.length - files.length).toBe(2)
})
