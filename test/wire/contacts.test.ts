import { afterEach, expect, test, vi } from 'vitest'
import { askContacts, parseContacts } from '~/wire/contacts'

const ME = { appid: 'JH', from: '2', fromrole: 'SALER' } as const
const URL_OF_HOST = 'https://shop.example/contacts?shop=7'
const T = 1_773_140_400_000

const asked: string[] = []
const answering = (body: unknown, init: ResponseInit = {}) =>
  vi.stubGlobal('fetch', (url: string) => {
    asked.push(url)
    return Promise.resolve(new Response(typeof body === 'string' ? body : JSON.stringify(body), init))
  })
afterEach(() => {
  vi.unstubAllGlobals()
  asked.length = 0
})

const LIN = { id: '200', nickname: '林晓雨', avatar: '/a.png', lasttime: T }
const told = async (data: unknown) => {
  answering({ success: true, data })
  return askContacts(URL_OF_HOST, ME)
}

test('the host is asked for one salesperson, with what its address already says', async () => {
  await told([])
  expect(asked).toEqual([`${URL_OF_HOST}&appid=JH&from=2&fromrole=SALER`])
})

test('a list comes with ids as numbers, stamps as texts, names on one line, and without what was not asked for', async () => {
  const rows = [
    { ...LIN, phone: '138' },
    { id: 201, nickname: '陈\n思远', avatar: null, lasttime: String(T) },
    { id: 'x' },
  ]
  expect(await told(rows)).toEqual({
    contacts: [
      LIN,
      { id: '201', nickname: '陈 思远', avatar: '', lasttime: T },
      { id: 'x', nickname: '', avatar: '', lasttime: null },
    ],
    rejected: 0,
  })
})

test.each([
  ['nothing', null],
  ['a text', 'x'],
  ['a list', []],
  ['no id', { nickname: 'x' }],
  ['an empty id', { id: ' ' }],
  ['an endless id', { id: '9'.repeat(65) }],
  ['an id that nobody can see', { id: '2\u00000' }],
  ['an id that is an object', { id: { $oid: '1' } }],
])('%s among good rows is dropped and counted', async (_, row) => {
  expect(await told([row, LIN])).toEqual({ contacts: [LIN], rejected: 1 })
})

test.each([0, -1, 'yesterday', 1_773_140_400, 1e13, 1.5e12 + 0.5, {}, null])('%j is no stamp', (lasttime) =>
  expect(parseContacts([{ ...LIN, lasttime }]).contacts[0]?.lasttime).toBeNull(),
)

test('of a member that is told twice the later counts, and a picture of endless address is none', () => {
  const { contacts } = parseContacts([LIN, { ...LIN, nickname: '林小雨', avatar: 'x'.repeat(501) }])
  expect(contacts).toEqual([{ ...LIN, nickname: '林小雨', avatar: '' }])
})

test('names of objects are ids like any other', () => {
  const { contacts } = parseContacts([{ id: '__proto__' }, { id: 'constructor' }])
  expect(contacts.map(({ id }) => id)).toEqual(['__proto__', 'constructor'])
})

test('a flood of rows is cut off', () => {
  const { contacts, rejected } = parseContacts(Array.from({ length: 20_100 }, (_, n) => ({ id: n })))
  expect([contacts.length, rejected]).toEqual([20_000, 100])
})

test('no data is an empty list', async () => expect(await told(null)).toEqual({ contacts: [], rejected: 0 }))

test.each([
  ['a refusal', { success: false, message: '未登录' }, {}, { kind: 'refused', message: '未登录' }],
  ['a single object', { success: true, data: LIN }, {}, { kind: 'malformed' }],
  ['a sign-in page', '<!doctype html>', {}, { kind: 'html' }],
  ['nobody signed in', '', { status: 401 }, { kind: 'http', status: 401 }],
  [
    'too many questions',
    '',
    { status: 429, headers: { 'retry-after': '7' } },
    { kind: 'http', retryAfter: 7000 },
  ],
])('%s is told as such', async (_, body, init, failure) => {
  answering(body, init)
  await expect(askContacts(URL_OF_HOST, ME)).rejects.toMatchObject({ failure })
})
