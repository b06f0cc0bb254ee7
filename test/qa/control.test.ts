import { beforeEach, expect, test } from 'vitest'
import { answer } from '~/mocks/server'
import { createControlApi } from '~/qa/control'

const WORLD = 'http://localhost/~mock/quiet/90210'

const ofMock = async (input: string, init?: RequestInit) =>
  (await answer(new Request(input, init))) ?? new Response('<!doctype html>')

const control = createControlApi(WORLD, ofMock)

beforeEach(() => control.reset())

test('a world is looked at, changed and reset', async () => {
  const before = await control.look()
  expect(before).toMatchObject({ ok: true, data: { faults: {}, aheadMs: 0 } })
  const rows = before.ok ? before.data.rows : NaN
  const changed = await control.change({
    faults: { latencyMs: 20, at: { send: { failRate: 1, failure: 'lost' } } },
    stepMs: 300_000,
    says: [{ type: 'TEXT', content: '在吗' }],
  })
  expect(changed).toMatchObject({
    ok: true,
    data: { faults: { latencyMs: 20 }, aheadMs: 300_000, rows: rows + 1 },
  })
  expect(await control.reset()).toEqual({ ok: true, data: null })
  expect(await control.look()).toMatchObject({ ok: true, data: { faults: {}, aheadMs: 0, rows } })
})

test('a world goes to a file and comes back from it', async () => {
  const said = await control.change({ says: [{ type: 'TEXT', content: '留着' }] })
  const saved = await control.save()
  await control.reset()
  expect(saved.ok && (await control.load(saved.data))).toEqual({ ok: true, data: null })
  const now = await control.look()
  expect(now.ok && said.ok && now.data.rows === said.data.rows).toBe(true)
})

test('what the mock does not take it says in its own words, and nothing is lost', async () => {
  const before = await control.look()
  expect(await control.change({ stepMs: -1 })).toMatchObject({ ok: false, reason: 'refused' })
  const refusing = createControlApi(WORLD, async () =>
    Response.json({ success: false, data: {}, message: 'no' }),
  )
  expect(await refusing.look()).toEqual({ ok: false, reason: 'refused', message: 'no' })
  const refused = await control.load(new Blob(['{"of":"another"}']))
  expect(refused).toMatchObject({ ok: false, reason: 'refused' })
  expect(refused.ok ? '' : refused.message).not.toBe('')
  const after = await control.look()
  expect(after.ok && before.ok && after.data.rows === before.data.rows).toBe(true)
})

test.each([
  ['a page that asks a real backend', null, ofMock],
  ['a server that answers its page', 'http://localhost/elsewhere', ofMock],
  ['JSON of somebody else', WORLD, async () => Response.json({ message: 1 }, { status: 404 })],
])('%s has no control', async (_, world, ask) => {
  const none = createControlApi(world, ask)
  const absent = { ok: false, reason: 'absent', message: '' }
  expect(await none.look()).toEqual(absent)
  expect(await none.change({ stepMs: 1 })).toEqual(absent)
  expect(await none.reset()).toEqual(absent)
  expect(await none.save()).toEqual(absent)
  expect(await none.load(new Blob())).toEqual(absent)
})

test('a server that is gone is not one without a mock', async () => {
  const gone = createControlApi(WORLD, () => Promise.reject(new TypeError('Failed to fetch')))
  expect(await gone.look()).toEqual({ ok: false, reason: 'unreachable', message: '' })
})
