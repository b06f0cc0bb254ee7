import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Backend } from '~/mocks/backend'
import { chosenWorld } from '~/mocks/chosenWorld'
import { pageMemory, sharedMemory } from '~/mocks/memory'
import { sharedWorlds } from '~/mocks/sharedWorlds'
import { createWorld } from '~/mocks/world'
import { aStore } from './aStore'
import type { Role } from '~/wire/schema'
import { asMember, asSaler, BEGINNING, contents, END, NOON, optionsOf } from './aWorld'

const SIDES = { MEMBER: asMember, SALER: asSaler } as const
const hello = (content: string) => ({ ...asMember, type: 'TEXT', content })

/** Tabs of one browser: each has a memory of its own over the store that they share. */
function tabsOf(scenario: string, shared = aStore()) {
  let time = NOON
  const now = () => time
  const address = new Request(`https://jh.test/some/dir/~mock/${scenario}/3/api/im/sendMsg`)
  const world = chosenWorld(address.url)
  if (world instanceof Response) throw new Error('there is no such world')
  const open = () => sharedWorlds({ memory: sharedMemory(shared.store), now })
  const tabs = [open(), open(), open()]
  const tab = (n: number): Backend => {
    const backend = tabs[n]?.backendFor(address)
    if (!backend || backend instanceof Response) throw new Error('there is no such world')
    return backend
  }
  return {
    shared,
    now,
    tab,
    wait: (ms: number) => void (time += ms),
    reload: (n: number) => void (tabs[n] = open()),
    reset: (n: number) => tabs[n]?.forget(world),
  }
}

type Step = Readonly<
  | { kind: 'poll' | 'history'; tab: number; side: Role }
  | { kind: 'send'; tab: number; side: Role; content: string }
  | { kind: 'count' | 'reload' | 'reset'; tab: number }
  | { kind: 'wait'; ms: number }
>

const kind = <Kind extends Step['kind']>(...kinds: readonly Kind[]) => fc.constantFrom(...kinds)
const tab = fc.nat(2)
const side = fc.constantFrom('MEMBER' as const, 'SALER' as const)
const content = fc.constantFrom('在吗', '图呢', '谢谢')
const ms = fc.oneof(fc.nat(1000), fc.nat(30_000))
const aStep = fc.oneof<fc.MaybeWeightedArbitrary<Step>[]>(
  { weight: 5, arbitrary: fc.record({ kind: kind('poll', 'history'), tab, side }) },
  { weight: 2, arbitrary: fc.record({ kind: kind('send'), tab, side, content }) },
  { weight: 4, arbitrary: fc.record({ kind: kind('wait'), ms }) },
  { weight: 2, arbitrary: fc.record({ kind: kind('count', 'reload', 'reset'), tab }) },
)

/** What a backend answers to a step that asks it something. */
function answerOf(backend: Backend, step: Step) {
  if (step.kind === 'poll') return backend.poll({ ...SIDES[step.side], lasttime: BEGINNING })
  if (step.kind === 'history') return backend.history({ ...SIDES[step.side], lasttime: END })
  if (step.kind === 'send') return backend.send({ ...SIDES[step.side], type: 'TEXT', content: step.content })
  return backend.begin('poll')
}

test.each(['default', 'busy', 'damaged', 'equal-stamps'])(
  'the tabs of %s are answered as by one server, whichever asks, also after reloads and resets',
  async (name) => {
    const property = fc.asyncProperty(fc.array(aStep, { maxLength: 40 }), async (steps) => {
      const { tab, now, wait, reload, reset } = tabsOf(name)
      const aServer = () => createWorld({ ...optionsOf(name), seed: 3, now })
      // a world begins with the first request
      let server: ReturnType<typeof aServer> | null = null
      const answers: unknown[] = []
      const expected: unknown[] = []
      for (const step of steps) {
        if (step.kind === 'wait') wait(step.ms)
        else if (step.kind === 'reload') reload(step.tab)
        else if (step.kind === 'reset') {
          await reset(step.tab)
          server = null
        } else {
          server ??= aServer()
          answers.push(await answerOf(tab(step.tab), step))
          expected.push(await answerOf(server, step))
        }
      }
      expect(answers).toEqual(expected)
    })
    await fc.assert(property, { numRuns: 40 })
  },
)

test('what tabs do at the same time happens one after the other: nothing is lost, no id is given twice', async () => {
  const { tab } = tabsOf('default')
  const sendAndLook = async (n: number) => {
    const sent = tab(n % 3).send(hello(`${n}`))
    await tab((n + 1) % 3).poll({ ...asSaler, lasttime: BEGINNING })
    return (await sent)._id
  }
  const ids = await Promise.all(Array.from({ length: 60 }, (_, n) => sendAndLook(n)))
  expect(new Set(ids).size).toBe(60)
  const newest = async (n: number) => {
    const rows = await tab(n).history({ ...asMember, lasttime: END, limit: 60 })
    return rows.map(({ _id }) => _id)
  }
  for (const n of [0, 1, 2]) expect(await newest(n)).toEqual(ids)
})

test('a message that the bot has read is read in every tab', async () => {
  const { tab, wait } = tabsOf('default')
  await tab(0).poll({ ...asMember, lasttime: END })
  await tab(1).poll({ ...asMember, lasttime: END })
  const { _id } = await tab(0).send(hello('在吗'))
  const newest = async (n: number) => (await tab(n).history({ ...asMember, lasttime: END, limit: 1 }))[0]
  for (let gone = 0; (await newest(0))?.status === 0 && gone < 5000; gone += 100) wait(100)
  expect(await newest(0)).toMatchObject({ _id, status: 1 })
  expect(await newest(1)).toEqual(await newest(0))
})

test('the rows are written only when they change, and read only when another tab has changed them', async () => {
  const { tab, shared } = tabsOf('quiet')
  const ofRows = (keys: readonly string[]) => keys.filter((key) => key.endsWith(' rows')).length
  for (let n = 0; n < 5; n++) await tab(0).poll({ ...asMember, lasttime: END })
  await tab(0).send(hello('在吗'))
  for (let n = 0; n < 5; n++) await tab(0).poll({ ...asMember, lasttime: END })
  expect([ofRows(shared.writes), ofRows(shared.reads)]).toEqual([2, 0])
  for (let n = 0; n < 5; n++) await tab(1).poll({ ...asMember, lasttime: END })
  expect([ofRows(shared.writes), ofRows(shared.reads)]).toEqual([2, 1])
})

test('what could not be kept has not happened', async () => {
  const { tab, shared } = tabsOf('empty')
  await tab(0).send(hello('一'))
  shared.breaks(true)
  await expect(tab(0).send(hello('二'))).rejects.toThrow('full')
  shared.breaks(false)
  await tab(1).send(hello('三'))
  for (const n of [0, 1]) {
    expect(contents(await tab(n).poll({ ...asMember, lasttime: BEGINNING }))).toEqual(['一', '三'])
  }
})

test('scenarios and seeds are worlds apart', async () => {
  const worlds = sharedWorlds({ memory: pageMemory(), now: () => NOON })
  const ask = (world: string) => {
    const backend = worlds.backendFor(new Request(`https://jh.test/~mock/${world}/api/im/x`))
    if (backend instanceof Response) throw new Error('there is no such world')
    return backend
  }
  await ask('empty/1').send(hello('在吗'))
  await ask('empty/01').send(hello('在吗'))
  expect(await ask('empty/1').poll({ ...asMember, lasttime: BEGINNING })).toHaveLength(2)
  expect(await ask('empty/2').poll({ ...asMember, lasttime: BEGINNING })).toHaveLength(0)
})

test('an unknown name is the same 404 as at the dev server', async () => {
  const worlds = sharedWorlds({ memory: pageMemory(), now: () => NOON })
  const answer = worlds.backendFor(new Request('https://jh.test/dir/~mock/nothing/1/api/im/x'))
  if (!(answer instanceof Response)) throw new Error('a backend')
  expect(answer.status).toBe(404)
  expect(await answer.json()).toMatchObject({ success: false, message: expect.stringContaining('flaky') })
})

test('the desk is the same in every tab, after hours and a reload too', async () => {
  const { tab, now, wait, reload } = tabsOf('desk')
  const asSalesperson = { appid: 'JH', from: '2', fromrole: 'SALER' } as const
  const talk = { ...asSaler, to: '205', lasttime: BEGINNING }
  const server = createWorld({ ...optionsOf('desk'), seed: 3, now })
  await tab(0).poll(talk)
  for (const n of [0, 1, 2]) {
    wait(5_400_000)
    reload(n)
    await tab(n).markRead({ ...asMember, from: '205' })
    server.markRead({ ...asMember, from: '205' })
    expect(await tab(2 - n).contacts(asSalesperson)).toEqual(server.contacts(asSalesperson))
    expect(await tab(2 - n).poll(talk)).toEqual(server.poll(talk))
  }
})

test('in a folder the rows and the contacts show media of that folder', async () => {
  const worlds = sharedWorlds({ memory: pageMemory(), now: () => NOON, folder: '/some/dir/' })
  const backend = worlds.backendFor(new Request('https://jh.test/some/dir/~mock/desk/3/contacts'))
  if (backend instanceof Response) throw new Error('there is no such world')
  const told = [
    await backend.contacts({ appid: 'JH', from: '2', fromrole: 'SALER' }),
    await backend.history({ ...asSaler, lasttime: END }),
  ]
  expect(JSON.stringify(told)).not.toContain('"/mock-media/')
  expect(JSON.stringify(told[0])).toContain('"/some/dir/mock-media/avatar-member.svg"')
})
