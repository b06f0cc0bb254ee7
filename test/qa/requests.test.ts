import { expect, test } from 'vitest'
import { followRequests, isFound } from '~/qa/requests/followRequests'
import { journalOf, outcomeOf } from '~/qa/requests/joined'
import type { Subject } from '~/qa/subject'
import type { SeenRequest } from '~/qa/watchRequests'
import type { Inspection, JournalEntry } from '~/sync/inspect'

const aRequest = (over: Partial<SeenRequest> = {}): SeenRequest => ({
  number: 1,
  at: 1_000,
  ms: 40,
  method: 'GET',
  endpoint: 'getNewestMsgListByLastTime',
  query: { lasttime: '0000000000500' },
  body: null,
  status: 200,
  failure: null,
  headers: {},
  redirected: false,
  text: '{"success":true,"data":[]}',
  rows: 0,
  ...over,
})

const anEntry = (over: Partial<JournalEntry> = {}): JournalEntry => ({
  endpoint: 'poll',
  at: 999,
  lasttime: 500,
  page: null,
  limit: null,
  ms: 45,
  rows: 0,
  added: 0,
  known: 0,
  refused: 0,
  failure: null,
  ...over,
})

const history = (page: string, over: Partial<SeenRequest> = {}) =>
  aRequest({ endpoint: 'getMsgListByPageAndUserId', query: { lasttime: '9', page }, ...over })

test('a request finds what the journal says of it, by what was asked and when', () => {
  const requests = [
    aRequest({ number: 1, at: 1_000 }),
    aRequest({ number: 2, at: 3_000 }),
    aRequest({ number: 3, at: 3_000, query: { lasttime: '0000000000700' } }),
    history('2', { number: 4, at: 3_001 }),
    aRequest({ number: 5, at: 3_000, endpoint: 'unreadcount', query: {} }),
  ]
  const journal = [
    anEntry({ at: 2_999, added: 2 }),
    anEntry({ at: 999, added: 1 }),
    anEntry({ at: 3_000, endpoint: 'history', lasttime: 9, page: 1, added: 3 }),
    anEntry({ at: 3_000, endpoint: 'history', lasttime: 9, page: 2, added: 4 }),
  ]
  const found = journalOf(requests, journal)
  expect([...found].map(([number, entry]) => [number, entry.added])).toEqual([
    [1, 1],
    [2, 2],
    [4, 4],
  ])
})

test('a request that waited in the client before it left is found, one that left after the answer is not', () => {
  const entry = anEntry({ at: 1_000, ms: 2_000 })
  expect(journalOf([aRequest({ at: 2_900 })], [entry]).get(1)).toBe(entry)
  expect(journalOf([aRequest({ at: 3_100 })], [entry]).size).toBe(0)
  expect(journalOf([aRequest({ at: 900 })], [entry]).size).toBe(0)
})

test('of several that were open the nearest in time tells of it, of two at once the one that asked from there', () => {
  const [early, late] = [anEntry({ at: 500, ms: 1_000, added: 1 }), anEntry({ at: 998, ms: 1_000, added: 2 })]
  expect(journalOf([aRequest()], [early, late]).get(1)?.added).toBe(2)

  const other = aRequest({ number: 2, query: { lasttime: '0000000000700' } })
  const found = journalOf([aRequest(), other], [anEntry({ lasttime: 700, added: 7 }), anEntry({ added: 5 })])
  expect([found.get(1)?.added, found.get(2)?.added]).toEqual([5, 7])
})

test('an entry tells of one request only', () => {
  const entry = anEntry()
  const found = journalOf([aRequest({ number: 1 }), aRequest({ number: 2, at: 1_010 })], [entry])
  expect([...found.keys()]).toEqual([1])
})

test.each([
  [
    'the rows that were taken',
    aRequest(),
    anEntry({ added: 2, known: 1 }),
    { kind: 'took', added: 2, known: 1, refused: 0 },
  ],
  [
    'the failure as the client calls it',
    aRequest(),
    anEntry({ added: null, failure: 'malformed' }),
    { kind: 'failed', how: 'malformed' },
  ],
  ['nothing yet', aRequest({ ms: null, status: null, text: null }), undefined, { kind: 'waiting' }],
  [
    'a network that failed',
    aRequest({ failure: 'network', status: null }),
    undefined,
    { kind: 'failed', how: 'network' },
  ],
  ['a status', aRequest({ status: 503, text: '' }), undefined, { kind: 'failed', how: 'http 503' }],
  ['a page', aRequest({ text: ' <!doctype html>' }), undefined, { kind: 'failed', how: 'html' }],
  [
    'an answer that breaks off',
    aRequest({ text: '{"succ' }),
    undefined,
    { kind: 'failed', how: 'malformed' },
  ],
  ['a refusal', aRequest({ text: '{"success":"false"}' }), undefined, { kind: 'failed', how: 'refused' }],
  ['an answer', aRequest({ text: '{"success":"true"}' }), undefined, { kind: 'answered' }],
] as const)('what became of it: %s', (_, request, entry, outcome) => {
  expect(outcomeOf(request, entry)).toEqual(outcome)
})

/** A page whose requests and journal a test sets. */
function aPage() {
  const page = { requests: [] as readonly SeenRequest[], journal: [] as readonly JournalEntry[] }
  const list = () => page.requests
  const look = () => ({ journal: { polls: page.journal, history: [] } }) as unknown as Inspection
  const at = { jhRequests: { list, subscribe: () => () => {} }, jhInspectors: new Set([look]) }
  const subject: Subject = { id: 'page', window: () => at as unknown as Window }
  return { page, at, subject }
}

test('what the journal once told stays when it has forgotten, and nothing new is the very same view', () => {
  const { page, subject } = aPage()
  const look = followRequests(subject)
  page.requests = [aRequest()]
  page.journal = [anEntry({ added: 3 })]
  const first = look()
  expect(first.outcomes.get(1)).toEqual({ kind: 'took', added: 3, known: 0, refused: 0 })
  page.journal = []
  expect(look()).toBe(first)
  page.requests = [...page.requests, aRequest({ number: 2, at: 5_000 })]
  expect(look().outcomes.get(1)).toEqual({ kind: 'took', added: 3, known: 0, refused: 0 })
})

test('a page that was loaded anew begins anew', () => {
  const { page, at, subject } = aPage()
  const look = followRequests(subject)
  page.requests = [aRequest()]
  page.journal = [anEntry({ added: 3 })]
  look()
  at.jhRequests = { ...at.jhRequests }
  page.journal = []
  expect(look().outcomes.get(1)).toEqual({ kind: 'answered' })
})

test('the filter looks for each word in endpoint, query, status and what became of it', () => {
  const request = aRequest()
  expect(isFound(request, '+1 new', 'newest 500')).toBe(true)
  expect(isFound(request, '+1 new', 'NEW 200')).toBe(true)
  expect(isFound(request, '+1 new', 'newest 503')).toBe(false)
  expect(isFound(request, '', '')).toBe(true)
})
