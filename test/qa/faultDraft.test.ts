import { expect, test } from 'vitest'
import { ENDPOINTS, type Faults } from '~/mocks/faults'
import { CUT, draftOf, type FaultDraft, faultsOf, isCut } from '~/qa/network/faultDraft'

const back = (faults: Faults) => faultsOf(draftOf(faults, ENDPOINTS), faults, ENDPOINTS)

test.each<Faults>([
  {},
  { latencyMs: 1_500 },
  { failRate: 0.3, status: 429, retryAfter: 7 },
  { failRate: 0.125, failure: 'cut' },
  { latencyMs: 0, at: { poll: { latencyMs: 20 }, send: { failRate: 1, failure: 'lost' } } },
  // what has no field of its own
  { at: { history: { failRate: 1, status: 404, retryAfter: 1 } } },
])('a form for %j says the same again', (faults) => {
  expect(back(faults)).toEqual(faults)
})

test('a status is how all fail unless told, so it needs no saying', () => {
  expect(back({ failRate: 1, failure: 'status' })).toEqual({ failRate: 1 })
  expect(back({ at: { poll: { failRate: 1, failure: 'status' } } })).toEqual({
    at: { poll: { failRate: 1, failure: 'status' } },
  })
})

test.each([
  ['all', 'latency', '-1'],
  ['all', 'latency', '60001'],
  ['poll', 'latency', 'slow'],
  ['all', 'percent', '101'],
  ['send', 'percent', '1o'],
] as const)('of %s a %s of %s is none', (row, field, value) => {
  const draft = draftOf({}, ENDPOINTS)
  const rows: FaultDraft['rows'] = { ...draft.rows, [row]: { ...draft.rows[row], [field]: value } }
  expect(faultsOf({ ...draft, rows }, {}, ENDPOINTS)).toEqual({ row, field })
})

test.each([
  ['status', '200'],
  ['status', '600'],
  ['retryAfter', '-1'],
] as const)('a %s of %s is none', (field, value) => {
  const draft = { ...draftOf({}, ENDPOINTS), [field]: value }
  expect(faultsOf(draft, {}, ENDPOINTS)).toEqual({ row: 'all', field })
})

test('the network is cut where nothing passes at all', () => {
  expect(isCut(CUT)).toBe(true)
  expect(isCut({ failRate: 1 })).toBe(false)
  expect(isCut({ ...CUT, at: { poll: { failRate: 0 } } })).toBe(false)
})
