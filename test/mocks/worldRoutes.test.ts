import { getResponse } from 'msw'
import { expect, test } from 'vitest'
import { createHandlers } from '~/mocks/handlers'
import { pageMemory, sharedMemory } from '~/mocks/memory'
import { sharedWorlds } from '~/mocks/sharedWorlds'
import { worldRoutes } from '~/mocks/worldRoutes'
import { aStore } from './aStore'
import { asMember, contents, NOON } from './aWorld'

const POLL = `api/im/getNewestMsgListByLastTime?${new URLSearchParams({ ...asMember, lasttime: '0000000000000' }).toString()}`

function serving(memory = pageMemory()) {
  let time = NOON
  const worlds = sharedWorlds({ memory, now: () => time })
  const handlers = [...createHandlers(worlds.backendFor), ...worldRoutes(worlds)]
  const ask = async (path: string, init?: RequestInit) => {
    const answer = await getResponse(handlers, new Request(`http://jh.test/~mock/${path}`, init))
    if (!answer) throw new Error('no such endpoint')
    return answer
  }
  const post = async (path: string, body: unknown) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    const answer = await ask(path, { method: 'POST', body: text })
    return { status: answer.status, ...(await answer.json()) }
  }
  return {
    wait: (ms: number) => void (time += ms),
    ask,
    post,
    order: (order: unknown, world = 'empty/1') => post(`${world}/control`, order),
    control: async (world = 'empty/1') => (await (await ask(`${world}/control`)).json()).data,
    said: async (world = 'empty/1') => contents((await (await ask(`${world}/${POLL}`)).json()).data),
    save: async (world = 'empty/1') => (await ask(`${world}/state`)).text(),
    load: (text: string, world = 'empty/1') => post(`${world}/state`, text),
  }
}

test('somebody says something, at once and later, of any kind and damaged too', async () => {
  const { order, said, wait } = serving()
  await order({
    says: [
      { content: '在吗' },
      { type: 'VIDEO', content: '/a.mp4', inMs: 2000 },
      { content: 7, sendtime: 'never', inMs: 4000 },
    ],
  })
  expect(await said()).toEqual(['在吗'])
  wait(2000)
  expect(await said()).toEqual(['/a.mp4', '在吗'])
  wait(2000)
  expect(await said()).toEqual([7, '/a.mp4', '在吗'])
})

test('faults are set for all pages of the world, and the address counts again afterwards', async () => {
  const { order, ask, control } = serving()
  const statusOf = async (world: string) => (await ask(`${world}/${POLL}`)).status
  expect(await order({ faults: { at: { poll: { failRate: 1, status: 500 } } } })).toMatchObject({
    data: { isFaultsSet: true, faults: { at: { poll: { status: 500 } } } },
  })
  expect([await statusOf('empty/1'), await statusOf('empty/2')]).toEqual([500, 200])
  await order({ faults: null })
  expect(await statusOf('empty/1')).toBe(200)
  expect(await control()).toMatchObject({ isFaultsSet: false, faults: {} })
})

test('the clock is put forward: what is due happens, and the Date header goes along', async () => {
  const { order, ask, said, control } = serving()
  await order({ says: [{ content: '一小时后', inMs: 3_600_000 }] })
  await order({ stepMs: 300_000 })
  await order({ stepMs: 86_400_000 - 300_000 })
  expect(await control()).toMatchObject({ aheadMs: 86_400_000, now: NOON + 86_400_000 })
  expect(await said()).toEqual(['一小时后'])
  const { headers } = await ask(`empty/1/${POLL}`)
  expect(Date.parse(headers.get('date') ?? '')).toBe(NOON + 86_400_000)
})

test.each([
  ['no JSON', '{', /指令不对/],
  ['null', 'null', /指令不对/],
  ['an unknown order', { explode: true }, /explode/],
  ['a rate over 1', { faults: { failRate: 2 } }, /faults\.failRate/],
  ['an endpoint that is none', { faults: { at: { nothing: {} } } }, /faults\.at\.nothing/],
  ['a clock that goes back', { stepMs: -1 }, /stepMs/],
  ['a step of more than a year', { stepMs: 367 * 86_400_000 }, /stepMs/],
  ['lines that are none', { says: ['在吗'] }, /says\.0/],
  ['a line of the day after tomorrow', { says: [{ inMs: 2 * 86_400_000 }] }, /says\.0\.inMs/],
  ['lines without end', { says: Array.from({ length: 10_001 }, () => ({})) }, /says/],
])('%s is refused with a sentence, and nothing happens', async (_, body, sentence) => {
  const { order, control } = serving()
  const before = await control()
  const answer = await order(body)
  expect(answer).toMatchObject({ status: 400, success: false, message: expect.stringMatching(sentence) })
  expect(await control()).toEqual(before)
})

test('an order to a world that is none is told the names', async () => {
  const { order } = serving()
  expect(await order({}, 'nothing/1')).toMatchObject({
    status: 404,
    message: expect.stringContaining('flaky'),
  })
})

test.each(['a server', 'pages that share a database'])(
  'in %s a saved world goes on elsewhere, days later, as if no time had passed',
  async (where) => {
    const memoryOf = () => (where === 'a server' ? pageMemory() : sharedMemory(aStore().store))
    const world = 'busy,pollCap=50/7'
    const one = serving(memoryOf())
    await one.ask(`${world}/${POLL}`)
    one.wait(10_000)
    await one.ask(`${world}/${POLL}`)
    await one.order({ faults: { at: { send: { failRate: 1 } } }, stepMs: 60_000 }, world)
    const file = await one.save(world)
    const two = serving(memoryOf())
    two.wait(5 * 86_400_000)
    expect(await two.load(file, world)).toMatchObject({ status: 200, success: true })
    expect(await two.control(world)).toEqual({ ...(await one.control(world)), aheadMs: expect.any(Number) })
    for (let n = 0; n < 10; n++) {
      one.wait(2000)
      two.wait(2000)
      const [first, second] = await Promise.all(
        [one, two].map(async (server) => (await server.ask(`${world}/${POLL}`)).json()),
      )
      expect(second).toEqual(first)
    }
  },
)

test.each([
  ['text', 'hello', /不是 JSON/],
  ['another JSON', '{"a":1}', /不是保存的世界/],
  [
    'an older shape',
    (file: string) => file.replace(/"jhMockState": \d+/, '"jhMockState": 1').replace('"talks"', '"chats"'),
    /另一个版本/,
  ],
  ['another world', (file: string) => file.replace('empty/1', 'busy/3'), /属于 busy\/3/],
  ['half of it', (file: string) => file.slice(0, file.length / 2), /不是 JSON/],
  ['rows that are none', (file: string) => file.replace(/"entries": \[/, '"entries": [1,'), /entries\.0/],
  [
    'a talk that is none',
    (file: string) => file.replace(/"visits": \{[^}]*\}/, '"visits": null'),
    /talks\.0\.1\.visits/,
  ],
  [
    'faults that are none',
    (file: string) => file.replace(/"faults": null/, '"faults": { "failRate": "all" }'),
    /faults\.failRate/,
  ],
])('%s is no saved world: a sentence, and what was there stays', async (_, change, sentence) => {
  const { order, save, load, said } = serving()
  await order({ says: [{ content: '在吗' }] })
  const file = await save()
  await order({ says: [{ content: '还在' }] })
  const wrong = typeof change === 'string' ? change : change(file)
  expect(await load(wrong)).toMatchObject({ status: 400, message: expect.stringMatching(sentence) })
  expect(await said()).toEqual(['在吗', '还在'])
})
