import { expect, test } from 'vitest'
import { isArchived, listed } from '~/domain/desk/contacts'
import { type ContactStore, createContactStore, type Salesperson } from '~/store/contactStore'
import { contactsKey } from '~/store/deskKeys'
import { clearBrowser } from '~/store/keys'
import { rememberContact } from '~/store/rememberContact'
import { someStorage } from '~test/support/someStorage'

const ME: Salesperson = { appid: 'JH', me: { id: '2', role: 'SALER' } }
const T = 1_773_140_400_000
const LIN = { id: '200', nickname: '林晓雨', avatar: '/a.png', lasttime: T }
const CHEN = { id: '201', nickname: '陈思远', avatar: '', lasttime: null }

const aTab = (browser = someStorage(), who = ME) => createContactStore(browser.tab(), who, () => 1)
const of = (store: ContactStore, id: string) => store.getState().contacts.get(id)
const ids = (store: ContactStore) => listed(store.getState().contacts).map(({ id }) => id)

test('whom a salesperson knows is there at the next visit, as it was left; another salesperson knows nobody', () => {
  const browser = someStorage()
  const desk = aTab(browser)
  desk.told([LIN, CHEN])
  desk.add(' 300 ')
  desk.pin('201', true)
  desk.archive('200', true)
  desk.remove('300')
  const before = desk.getState().contacts
  expect(aTab(browser).getState().contacts).toEqual(before)
  expect(ids(aTab(browser))).toEqual(['200', '201'])
  expect(ids(aTab(browser, { ...ME, me: { id: '3', role: 'SALER' } }))).toEqual([])
  expect(ids(aTab(browser, { ...ME, appid: 'XX' }))).toEqual([])
})

test('what somebody types is a member or is refused', () => {
  const desk = aTab()
  expect([desk.add(' 300 '), desk.add('  '), desk.add('x'.repeat(65))]).toEqual(['300', null, null])
  desk.open('', { nickname: 'x', avatar: '' })
  expect(ids(desk)).toEqual(['300'])
})

test('what changes nothing is neither kept nor told', () => {
  const browser = someStorage()
  const desk = aTab(browser)
  desk.told([LIN])
  const { length } = browser.writes
  let changes = 0
  desk.subscribe(() => (changes += 1))
  desk.told([LIN])
  desk.pin('200', false)
  desk.learn('200', { nickname: '别人', avatar: '' })
  desk.remove('999')
  expect([browser.writes.length - length, changes]).toEqual([0, 0])
})

test('what was heard is kept once a minute a member, and at once where it brings somebody back', () => {
  const browser = someStorage()
  const desk = aTab(browser)
  desk.told([LIN])
  const hears = (seconds: number) => {
    const { length } = browser.writes
    desk.heard('200', { stamp: T + seconds * 1000, mine: false })
    return browser.writes.length - length
  }
  expect([hears(1), hears(30), hears(60), hears(61), hears(122)]).toEqual([1, 0, 0, 1, 1])
  desk.archive('200', true)
  const before = of(desk, '200')
  expect(before && isArchived(before)).toBe(true)
  expect(hears(123)).toBe(1)
  expect(of(aTab(browser), '200')).toEqual(of(desk, '200'))
})

test('another tab sees each change, and answers none', () => {
  const browser = someStorage()
  const [one, two] = [aTab(browser), aTab(browser)]
  one.told([LIN, CHEN])
  two.pin('200', true)
  one.remove('201')
  expect(two.getState().contacts).toEqual(one.getState().contacts)
  expect(of(one, '200')?.pinned).toBe(true)
  expect(browser.writes).toHaveLength(3)
  two.stop()
  one.add('300')
  expect(ids(two)).toEqual(['200'])
})

test('two tabs that write at the same moment lose nothing, and come to rest', () => {
  const browser = someStorage()
  const [one, two] = [aTab(browser), aTab(browser)]
  one.told([LIN, CHEN])
  browser.apart(() => {
    one.pin('200', true)
    two.pin('201', true)
    two.add('300')
  })
  expect(two.getState().contacts).toEqual(one.getState().contacts)
  expect([of(one, '200')?.pinned, of(one, '201')?.pinned, ids(one)]).toEqual([
    true,
    true,
    ['200', '201', '300'],
  ])
  expect(browser.writes.length).toBeLessThan(8)
  expect(aTab(browser).getState().contacts).toEqual(new Map(one.getState().contacts))
})

test('"clear this browser" empties other tabs, and nothing comes back', () => {
  const browser = someStorage()
  const [one, two] = [aTab(browser), aTab(browser)]
  one.told([LIN])
  clearBrowser(browser.tab(), 5)
  expect([ids(one), ids(two)]).toEqual([[], []])
  two.add('300')
  expect(ids(one)).toEqual(['300'])
})

test('where nothing can be kept it works all the same', () => {
  const browser = someStorage()
  const desk = aTab(browser)
  browser.fill(true)
  desk.told([LIN])
  desk.pin('200', true)
  expect(of(desk, '200')?.pinned).toBe(true)
  browser.fill(false)
  desk.add('300')
  expect(ids(aTab(browser))).toEqual(['200', '300'])
})

test.each<[string, unknown]>([
  ['nothing', null],
  ['a text', 'x'],
  ['another version', { v: 2, rows: [['200', '', '', 0, null, null, null, null, null, 0, 0]] }],
  ['no rows', { v: 1, rows: 'x' }],
  ['rows that are none', { v: 1, rows: [null, 7, [], ['200'], [{}, '', '', 0, 0, 0, 0, 0, 0, 0, 0]] }],
  ['an endless id', { v: 1, rows: [['x'.repeat(65), '', '', 0, null, null, null, null, null, 0, 0]] }],
  ['dates beyond any', { v: 1, rows: [['200', '', '', 0, 1e13, null, null, null, null, 0, 0]] }],
])('a desk that finds %s begins anew', (_, stored) => {
  const browser = someStorage()
  browser.kept.set(contactsKey(ME), JSON.stringify(stored))
  const desk = aTab(browser)
  expect(ids(desk)).toEqual([])
  desk.add('300')
  expect(ids(aTab(browser))).toEqual(['300'])
})

test('a sound row among damaged ones is read', () => {
  const browser = someStorage()
  aTab(browser).told([LIN])
  const { rows } = JSON.parse(browser.kept.get(contactsKey(ME)) ?? '') as { rows: unknown[] }
  browser.kept.set(contactsKey(ME), JSON.stringify({ v: 1, rows: [null, ...rows, ...rows] }))
  expect(of(aTab(browser), '200')).toMatchObject(LIN)
})

test('a conversation that is opened by its link is on the desk; whom a member talks with is not remembered', () => {
  const browser = someStorage()
  const name = { nickname: '林晓雨', avatar: '' }
  const pair = { ...ME, peer: { id: '200', role: 'MEMBER' } } as const
  const desk = aTab(browser)
  rememberContact(browser.tab(), pair, name, 5)
  expect(of(desk, '200')).toMatchObject({ ...name, addedAt: 5 })
  desk.remove('200')
  rememberContact(browser.tab(), pair, name, 6)
  expect(ids(desk)).toEqual(['200'])
  const { length } = browser.writes
  rememberContact(browser.tab(), { ...pair, me: { id: '2', role: 'MEMBER' } }, name, 7)
  expect(browser.writes).toHaveLength(length)
})

test('between clearing this browser and the page loading anew nothing is kept again', () => {
  const browser = someStorage()
  const tab = browser.tab()
  const desk = createContactStore(tab, ME, () => 1)
  const other = aTab(browser)
  desk.told([LIN])
  clearBrowser(tab, 2)
  desk.heard('200', { stamp: T + 1, mine: false })
  desk.told([CHEN])
  expect(browser.kept.has(contactsKey(ME))).toBe(false)
  // a tab that stays begins anew
  other.told([CHEN])
  expect(ids(aTab(browser))).toEqual(['201'])
})
