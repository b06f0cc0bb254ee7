import { describe, expect, test, vi } from 'vitest'
import { createReplyShelf, repliesKey } from '~/store/quickReplies'
import { createReplyPictures } from '~/store/replyPictures'
import { PAIR } from '~test/builders'
import { aStorage } from '~test/property/client'
import { aPlace } from '~test/support/aPlace'

const KEY = 'jh-im:replies:test'
const EXAMPLES = [{ title: '例', text: '例子', pictures: [] }]

/** A tab of a browser. */
const aTab = ({ storage }: ReturnType<typeof aStorage>, examples = EXAMPLES) =>
  createReplyShelf({ storage, key: KEY, examples, newId: () => `id-${(ids += 1)}` })
let ids = 0
const texts = (tab: ReturnType<typeof aTab>) => tab.list().map(({ text }) => text)
const aReply = (text: string) => ({ title: '', text, pictures: [] as string[] })

test('a salesperson has one list for all members, and no other has it', () => {
  const saler = { appid: 'JH', me: { id: '2', role: 'SALER' } } as const
  const keys = [
    saler,
    { ...saler, me: { id: '2', role: 'MEMBER' } } as const,
    { ...saler, appid: 'X' },
    { ...saler, me: { id: '"2"', role: 'SALER' } } as const,
    PAIR,
  ]
  expect(new Set(keys.map(repliesKey)).size).toBe(5)
  expect(repliesKey(saler)).toMatch(/^jh-im:/)
})

describe('a shelf', () => {
  test('shows examples until something is changed; they can be deleted for good', () => {
    const browser = aStorage()
    const tab = aTab(browser)
    expect(texts(tab)).toEqual(['例子'])
    expect(browser.kept.size).toBe(0)
    tab.remove('example-1')
    expect(texts(aTab(browser))).toEqual([])
  })
  test('keeps what is added, edited and used', () => {
    const browser = aStorage()
    const tab = aTab(browser, [])
    const id = tab.add({ title: ' 题\n目 ', text: ' 一\u0000\r\n二 ', pictures: ['p'] })
    tab.use(id, 7)
    tab.edit(id, { title: '题目', text: '三', pictures: [] })
    tab.use(id, 9)
    const kept = [{ id, title: '题目', text: '三', pictures: [], used: 2, usedAt: 9 }]
    expect(tab.list()).toEqual(kept)
    expect(aTab(browser).list()).toEqual(kept)
  })
  test('cleans what is written', () => {
    const tab = aTab(aStorage(), [])
    tab.add({ title: ' 题\n目 ', text: ' 一\u0000\r\n二 ', pictures: [] })
    expect(tab.list()).toMatchObject([{ title: '题 目', text: '一\n二' }])
  })
  test('changes what is kept now: two tabs do not undo each other', () => {
    const browser = aStorage()
    const [one, other] = [aTab(browser, []), aTab(browser, [])]
    one.add(aReply('一'))
    other.add(aReply('二'))
    expect(texts(aTab(browser))).toEqual(['一', '二'])
  })
  test('hears of other tabs while somebody looks, and of what it missed before', () => {
    vi.useFakeTimers()
    const browser = aStorage()
    const [one, other] = [aTab(browser, []), aTab(browser, [])]
    const listener = vi.fn<() => void>()
    other.add(aReply('一'))
    const stop = one.subscribe(listener)
    expect(texts(one)).toEqual(['一'])
    other.add(aReply('二'))
    vi.runAllTimers()
    expect(texts(one)).toEqual(['一', '二'])
    expect(listener).toHaveBeenCalled()
    stop()
    other.add(aReply('三'))
    vi.runAllTimers()
    expect(texts(one)).toEqual(['一', '二'])
    vi.useRealTimers()
  })
  test('an edit of one that is gone meanwhile keeps what was written', () => {
    const browser = aStorage()
    const tab = aTab(browser)
    aTab(browser).remove('example-1')
    tab.edit('example-1', aReply('改过'))
    expect(texts(tab)).toEqual(['改过'])
  })
  test('takes from a file only what is not there yet', () => {
    const tab = aTab(aStorage(), [])
    tab.add(aReply('一'))
    expect(tab.addNew([aReply(' 一 '), aReply('二'), aReply('二')])).toEqual([aReply('二')])
    expect(texts(tab)).toEqual(['一', '二'])
  })
  test('of a full storage lasts for the visit, and says so; once there is room all of it is kept', () => {
    vi.useFakeTimers()
    const browser = aStorage()
    const tab = aTab(browser, [])
    const stop = tab.subscribe(() => {})
    browser.state.full = true
    tab.add(aReply('一'))
    tab.add(aReply('二'))
    // another tab wrote what is older
    vi.runAllTimers()
    expect(texts(tab)).toEqual(['一', '二'])
    expect(tab.isKept()).toBe(false)
    browser.state.full = false
    tab.add(aReply('三'))
    expect(tab.isKept()).toBe(true)
    expect(texts(aTab(browser))).toEqual(['一', '二', '三'])
    stop()
    vi.useRealTimers()
  })
})

describe('what was kept is checked', () => {
  const good = { id: 'a', title: '', text: '好', pictures: [], used: 1, usedAt: 2 }
  test.each<[string, unknown]>([
    ['nothing', null],
    ['a text', 'x'],
    ['another version', { v: 2, replies: [good] }],
    ['no list', { v: 1, replies: { 0: good } }],
  ])('%s: it starts anew', (_, stored) => {
    const browser = aStorage()
    browser.storage.write(KEY, stored)
    expect(texts(aTab(browser))).toEqual(['例子'])
  })
  test('what is no reply is left out, and one that is there twice', () => {
    const browser = aStorage()
    const bad = [
      null,
      3,
      [],
      { ...good, id: '' },
      { ...good, id: 'b', title: 1 },
      { ...good, id: 'c', text: '' },
    ]
    const odd = { ...good, id: 'd', used: -3, usedAt: 'x' }
    const pictures = { ...good, id: 'e', pictures: [1] }
    browser.storage.write(KEY, { v: 1, replies: [...bad, good, good, odd, pictures] })
    expect(aTab(browser).list()).toEqual([good, { ...good, id: 'd', used: 0, usedAt: 0 }])
  })
})

describe('pictures', () => {
  const picture = new Blob(['x'], { type: 'image/png' })

  test('are there on the next visit, until they are removed', async () => {
    const place = aPlace()
    const open = () =>
      createReplyPictures(
        async () => place,
        () => `p-${(ids += 1)}`,
      )
    const { name, isKept } = await open().add(picture)
    expect(isKept).toBe(true)
    expect(await open().find(name)).toEqual(picture)
    await open().remove([name])
    expect(await open().find(name)).toBeNull()
  })
  test('last for the visit where there is no place for them', async () => {
    const pictures = createReplyPictures(
      async () => {
        throw new Error('no database')
      },
      () => 'p',
    )
    expect(await pictures.add(picture)).toEqual({ name: 'p', isKept: false })
    expect(await pictures.find('p')).toBe(picture)
    await pictures.remove(['p'])
    expect(await pictures.find('p')).toBeNull()
  })
})
