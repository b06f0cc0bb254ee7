import { describe, expect, test } from 'vitest'
import { type Draft, type KeptDraft, readDraft } from '~/store/drafts'
import { keepDraft } from '~/store/keepDraft'
import { draftKeys } from '~/store/keys'
import { PAIR, T } from '~test/builders'
import { aStorage } from '~test/property/client'

const DAY = 86_400_000

/** What one tab does with the drafts of the conversation; `open` reads what is kept. */
function aTab({ storage }: ReturnType<typeof aStorage>) {
  let own: KeptDraft | null = null
  return {
    open(now = T) {
      own = readDraft(storage, PAIR, now)
      return own?.draft.text ?? ''
    },
    writes(text: string, fields: Partial<Draft> = {}) {
      own = keepDraft(storage, PAIR, own, { text, start: 0, end: 0, at: T, ...fields }, () => `${(ids += 1)}`)
    },
  }
}
let ids = 0

const reads = (browser: ReturnType<typeof aStorage>, now = T) =>
  readDraft(browser.storage, PAIR, now)?.draft ?? null

describe('a draft', () => {
  test('is read as it was, with what was selected', () => {
    const browser = aStorage()
    aTab(browser).writes('你好', { start: 1, end: 2 })
    expect(reads(browser)).toEqual({ text: '你好', start: 1, end: 2, at: T })
  })
  test('that became empty is gone', () => {
    const browser = aStorage()
    const tab = aTab(browser)
    tab.writes('你好')
    tab.writes('')
    expect(browser.kept.size).toBe(0)
  })
  test('that nobody has touched for a week is not read, and is removed', () => {
    const browser = aStorage()
    aTab(browser).writes('你好')
    expect(reads(browser, T + 7 * DAY)).not.toBeNull()
    expect(reads(browser, T + 7 * DAY + 1)).toBeNull()
    expect(browser.kept.size).toBe(0)
  })
  test('of another conversation is another one', () => {
    const browser = aStorage()
    aTab(browser).writes('你好')
    expect(readDraft(browser.storage, { ...PAIR, peer: { id: '3', role: 'SALER' } }, T)).toBeNull()
    expect(reads(browser)?.text).toBe('你好')
  })
})

describe('two tabs', () => {
  test('keep what each of them shows', () => {
    const browser = aStorage()
    const [one, other] = [aTab(browser), aTab(browser)]
    one.writes('甲')
    other.writes('乙', { at: T + 1 })
    other.writes('乙乙', { at: T + 2 })
    expect(reads(browser)?.text).toBe('乙乙')
    other.writes('')
    expect(reads(browser)?.text).toBe('甲')
  })
  test('that show the same do not write over each other: what is left alone is written again as its tab goes', () => {
    const browser = aStorage()
    const [one, other] = [aTab(browser), aTab(browser)]
    one.writes('甲')
    expect(other.open()).toBe('甲')
    other.writes('甲乙', { at: T + 1 })
    one.writes('甲')
    // the newest change is what a visit begins with
    expect(reads(browser)?.text).toBe('甲乙')
    expect([...browser.kept.values()].filter((entry) => entry.includes('"甲"'))).toHaveLength(1)
  })
  test('that show the same: one that sends it leaves the other’s change', () => {
    const browser = aStorage()
    const [one, other] = [aTab(browser), aTab(browser)]
    one.writes('甲')
    other.open()
    other.writes('甲乙', { at: T + 1 })
    one.writes('')
    expect(reads(browser)?.text).toBe('甲乙')
  })
})

describe('a storage', () => {
  test('that is full leaves no draft that was sent', () => {
    const browser = aStorage()
    const tab = aTab(browser)
    tab.writes('甲')
    browser.state.full = true
    tab.writes('甲乙')
    tab.writes('')
    expect(browser.kept.size).toBe(0)
  })
  test.each<[string, unknown]>([
    ['a text', '你好'],
    ['a list', []],
    ['no text', { start: 0, end: 0, at: T }],
    ['an empty text', { text: '', start: 0, end: 0, at: T }],
    ['no places', { text: '你好', start: -1, end: 0.5, at: T }],
    ['no time', { text: '你好', start: 0, end: 0, at: 'soon' }],
  ])('F66 with another shape (%s) starts clean', (_, entry) => {
    const browser = aStorage()
    browser.storage.write(`${draftKeys(PAIR)}a`, entry)
    expect(reads(browser)).toBeNull()
    expect(browser.kept.size).toBe(0)
  })
})

test('F62 of a text without end the beginning is kept, with no half sign', () => {
  const browser = aStorage()
  aTab(browser).writes(`字${'👍'.repeat(500_000)}`, { start: 1_000_001, end: 1_000_001 })
  expect(reads(browser)).toMatchObject({ text: `字${'👍'.repeat(9_999)}`, start: 19_999, end: 19_999 })
})

test('F62 half of a pair of surrogates is kept as it is', () => {
  const browser = aStorage()
  aTab(browser).writes('坏\ud83d的')
  expect(reads(browser)?.text).toBe('坏\ud83d的')
})
