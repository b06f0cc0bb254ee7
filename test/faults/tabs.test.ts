import { describe, expect, test } from 'vitest'
import { clearBrowser, outboxKeys, tabsName } from '~/store/keys'
import { loadOlder } from '~/sync/loadOlder'
import { unseenCount } from '~/store/selectors'
import { sendText } from '~/sync/send'
import type { ApiFailure } from '~/wire/errors'
import { MINUTE, PAIR } from '~test/builders'
import { aBrowser, asked, type Tab } from './aBrowser'

type TabWord = Readonly<{ type: string }>

const isTab = (tab: Tab | undefined): tab is Tab => tab !== undefined

type Browser = ReturnType<typeof aBrowser>

const UNREACHABLE: ApiFailure = { kind: 'unreachable' }
const idsOf = ({ server }: Browser) => server.rows().map(({ id }) => id)
const stored = ({ server }: Browser, text: string) =>
  server.rows().filter(({ content }) => content === text).length
const phases = (tab: Tab) => tab.outbox().map(({ state }) => state.phase)

/** So many tabs that are open and seen, the last one of which leads. */
async function tabsIn(browser: Browser, count: number): Promise<readonly Tab[]> {
  const tabs: Tab[] = []
  for (let i = 0; i < count; i += 1) {
    tabs.push(browser.open())
    await browser.time.pass(5_000)
  }
  return tabs
}

/** A tab whose network is gone, in which something was written. */
async function aWaitingTab(browser: Browser, text: string, shares = true): Promise<Tab> {
  const tab = browser.open({ shares })
  await browser.time.pass(5_000)
  tab.setMood({ fails: UNREACHABLE })
  await browser.time.pass(15_000)
  sendText(tab.chat, text)
  await browser.time.pass(1_000)
  return tab
}

describe('F22 of two tabs that are seen', () => {
  test('one that was frozen gets all that the other was told meanwhile', async () => {
    const browser = aBrowser()
    const { time, server } = browser
    const [first] = await tabsIn(browser, 2)
    first?.tell('frozen')
    for (let i = 0; i < 60; i += 1) {
      server.says(false, `${i}`)
      await time.pass(30_000)
    }
    first?.tell('thawed')
    await time.pass(2_000)
    expect(first?.ids()).toEqual(idsOf(browser))
    expect(first?.link().behind).toBe(false)
  })

  test.each(['before', 'none'] as const)(
    'the one that follows is as complete as the other (history: %s)',
    async (history) => {
      const browser = aBrowser({ history })
      const tabs = await tabsIn(browser, 2)
      await browser.time.pass(5_000)
      for (const tab of tabs) expect(tab.link()).toMatchObject({ behind: false, stale: null })
    },
  )

  test('what comes is told as soon as there is another, seen or not, and nobody before', async () => {
    const browser = aBrowser()
    const { time, server } = browser
    const heard: string[] = []
    browser.stranger().openChannel(tabsName(PAIR), (message) => heard.push((message as TabWord).type))
    await tabsIn(browser, 1)
    server.says(false, '独自')
    await time.pass(5_000)
    expect(heard).not.toContain('batch')
    const second = browser.open({ visible: false })
    await time.pass(5_000)
    const before = asked([second])
    server.says(false, '两人')
    await time.pass(5_000)
    expect(heard).toContain('batch')
    expect([second.texts().at(-1), asked([second])]).toEqual(['两人', before])
  })

  test('what was looked at in one waits in neither, and one tells the server; who is there both know', async () => {
    const browser = aBrowser({ extras: true })
    const [first, second] = await tabsIn(browser, 2)
    const unseen = (tab: Tab | undefined) => tab && unseenCount(tab.store.getState())
    expect([unseen(first), unseen(second)]).toEqual([3, 3])
    browser.server.comes()
    second?.look(true)
    await browser.time.pass(3_000)
    expect([unseen(first), unseen(second)]).toEqual([0, 0])
    // its rows say unread still
    first?.look(true)
    await browser.time.pass(MINUTE)
    expect(asked([first, second].filter(isTab), 'marks')).toBe(1)
    expect([first, second].map((tab) => tab?.store.getState().presence)).toEqual(['online', 'online'])
  })

  test('one scrolls up: the other shows no hole, and scrolls up by itself', async () => {
    const browser = aBrowser()
    const { time, server } = browser
    for (let i = 0; i < 200; i += 1) server.says(false, `${i}`, 0, time.now() - 50 * MINUTE + i * 10_000)
    const scrollUp = async (tab: Tab, pages: number) => {
      for (let i = 0; i < pages; i += 1) await Promise.all([loadOlder(tab.chat), time.pass(2_000)])
    }
    const first = browser.open()
    await time.pass(5_000)
    await scrollUp(first, 3)
    const second = browser.open()
    await time.pass(2_000)
    await scrollUp(first, 2)
    const shown = second.ids()
    expect(shown).toEqual(idsOf(browser).slice(-shown.length))
    first.close()
    await time.pass(MINUTE)
    await scrollUp(second, 15)
    expect(second.ids()).toEqual(idsOf(browser))
  })

  test('equal texts are two messages, though only one was stored and neither acknowledged', async () => {
    const browser = aBrowser()
    const [one, other] = await tabsIn(browser, 2)
    if (!one || !other) return
    one.setMood({ lostAcks: 1, lostAfter: 5_000 })
    other.setMood({ fails: UNREACHABLE, only: 'sends' })
    sendText(other.chat, '在吗')
    sendText(one.chat, '在吗')
    await browser.time.pass(5 * MINUTE)
    expect(stored(browser, '在吗')).toBe(1)
    expect([...phases(one), ...phases(other)]).toEqual(['failed'])
  })

  test('the row of one is not the other’s after a reload either', async () => {
    const browser = aBrowser()
    const { time } = browser
    const [one, other] = await tabsIn(browser, 2)
    if (!one || !other) return
    other.setMood({ fails: 'hang', only: 'sends' })
    sendText(other.chat, '在吗')
    await time.pass(100)
    sendText(one.chat, '在吗')
    await time.pass(5_000)
    other.close()
    const again = browser.open()
    await time.pass(3 * MINUTE)
    expect(phases(again)).toEqual(['failed'])
  })

  test('one takes over what the other had acknowledged: it is one bubble', async () => {
    const browser = aBrowser()
    const { time } = browser
    const [one, other] = await tabsIn(browser, 2)
    if (!one || !other) return
    sendText(one.chat, '双')
    while (phases(one)[0] !== 'sent') await time.pass(1)
    for (const tab of [one, other]) tab.setMood({ fails: UNREACHABLE })
    await time.pass(30)
    one.crash()
    other.setMood({ fails: null })
    other.tell('frozen')
    await time.pass(1_000)
    other.tell('thawed')
    await time.pass(5 * MINUTE)
    expect(other.outbox()).toEqual([])
    expect(other.ids()).toEqual(idsOf(browser))
  })
})

test('F22 without locks: a tab that was taken for dead posts nothing that another has taken over', async () => {
  const browser = aBrowser()
  const { time, kept } = browser
  const first = await aWaitingTab(browser, '睡', false)
  first.hide()
  // its timers stand still: its last sign of life is older than a minute
  for (const [key, entry] of kept) {
    kept.set(
      key,
      entry.replace(/"alive":(\d+)/, (_, at) => `"alive":${Number(at) - 61_000}`),
    )
  }
  const second = browser.open({ shares: false })
  await time.pass(10_000)
  first.setMood({ fails: null })
  first.show()
  sendText(first.chat, '醒了')
  await time.pass(MINUTE)
  expect([stored(browser, '睡'), stored(browser, '醒了')]).toEqual([1, 1])
  for (const tab of [first, second]) expect(tab.outbox()).toEqual([])
})

test('the mark that a message was taken over is there for a day, for a page that may come back, and no longer', async () => {
  const browser = aBrowser()
  const { time, kept } = browser
  const first = await aWaitingTab(browser, '睡')
  const key = [...kept.keys()].find((name) => name.startsWith(outboxKeys(PAIR))) ?? ''
  first.tell('frozen')
  browser.open()
  await time.pass(MINUTE)
  const HOUR = 60 * MINUTE
  /** The mark as one finds it that was set so much earlier: whether it stands once another page has looked. */
  const standsAfter = async (ms: number) => {
    const entry = kept.get(key) ?? ''
    expect(entry).toContain('"taken":true')
    kept.set(
      key,
      entry.replace(/"alive":(\d+)/, (_, at) => `"alive":${Number(at) - ms}`),
    )
    browser.open()
    await time.pass(MINUTE)
    return kept.has(key)
  }
  expect(await standsAfter(23 * HOUR)).toBe(true)
  expect(await standsAfter(HOUR)).toBe(false)
})

test('F63 what is not sent stays where the storage reads nothing for a moment as the page comes back', async () => {
  const browser = aBrowser()
  const { time } = browser
  let isBlind = false
  const read = (key: string) => (isBlind ? null : browser.storage.read(key))
  const tab = browser.open({ storage: { ...browser.storage, read } })
  await time.pass(5_000)
  tab.setMood({ fails: UNREACHABLE })
  await time.pass(15_000)
  sendText(tab.chat, '要紧')
  await time.pass(1_000)
  tab.tell('frozen')
  isBlind = true
  tab.tell('thawed')
  await time.pass(100)
  isBlind = false
  tab.setMood({ fails: null })
  await time.pass(MINUTE)
  expect(stored(browser, '要紧')).toBe(1)
})

test('F60 a tab that loads anew at once takes up again what it had, though another is there', async () => {
  const browser = aBrowser()
  const { time } = browser
  const [other] = await tabsIn(browser, 1)
  const first = browser.open()
  await time.pass(5_000)
  for (const tab of [first, other]) tab?.setMood({ fails: UNREACHABLE })
  await time.pass(15_000)
  sendText(first.chat, '还没发')
  await time.pass(700)
  first.close()
  await time.pass(1_200)
  const again = browser.open()
  await time.pass(30_000)
  expect(asked([again], 'send')).toBe(1)
  expect(stored(browser, '还没发')).toBe(1)
})

test('F22 a message that was taken over while its POST ran is not disowned by the tab that had it', async () => {
  const browser = aBrowser()
  const { time } = browser
  const [one, other] = await tabsIn(browser, 2)
  if (!one || !other) return
  one.setMood({ ownLag: 9_000 })
  sendText(one.chat, '慢')
  await time.pass(1_500)
  one.tell('frozen')
  await time.pass(7_300)
  one.tell('thawed')
  await time.pass(5 * MINUTE)
  expect(stored(browser, '慢')).toBe(1)
  expect([...one.outbox(), ...other.outbox()]).toEqual([])
})

test('F63 what is taken over where there is no room for a second copy survives a crash', async () => {
  const browser = aBrowser()
  const { time, kept } = browser
  const room = 450
  const storage = {
    ...browser.storage,
    write: (key: string, value: unknown) => {
      const others = [...kept].reduce(
        (sum, [name, text]) => sum + (name === key ? 0 : name.length + text.length),
        0,
      )
      return others + key.length + JSON.stringify(value).length <= room && browser.storage.write(key, value)
    },
  }
  const first = browser.open({ storage })
  await time.pass(5_000)
  first.setMood({ fails: UNREACHABLE })
  await time.pass(15_000)
  sendText(first.chat, '要紧')
  await time.pass(1_000)
  expect(kept.size).toBe(1)
  first.crash()
  const second = browser.open({ storage })
  await time.pass(15)
  expect(phases(second)).toEqual(['queued'])
  second.crash()
  const third = browser.open({ storage })
  await time.pass(MINUTE)
  expect(stored(browser, '要紧') + third.outbox().length).toBe(1)
})

describe('“clear this browser” clears', () => {
  test('what another tab has not sent', async () => {
    const browser = aBrowser()
    const tab = await aWaitingTab(browser, '机密')
    clearBrowser(browser.storage, 1)
    tab.setMood({ fails: null })
    await browser.time.pass(MINUTE)
    expect(stored(browser, '机密')).toBe(0)
    expect(tab.outbox()).toEqual([])
  })

  test.each([false, true])(
    'what a page in the back/forward cache has not sent (taken over meanwhile: %s)',
    async (isTaken) => {
      const browser = aBrowser()
      const { time, storage } = browser
      const tab = await aWaitingTab(browser, '机密')
      tab.tell('frozen')
      if (isTaken) browser.open()
      await time.pass(10_000)
      expect(stored(browser, '机密')).toBe(isTaken ? 1 : 0)
      clearBrowser(storage, 1)
      tab.setMood({ fails: null })
      tab.tell('thawed')
      await time.pass(MINUTE)
      expect(stored(browser, '机密')).toBe(isTaken ? 1 : 0)
      expect(tab.outbox()).toEqual([])
    },
  )
})

describe('F6 Retry-After is waited for', () => {
  test.each([429, 503])('by sends, one of which was answered with %i; polls go on', async (status) => {
    const browser = aBrowser()
    const { time } = browser
    const tab = browser.open()
    await time.pass(5_000)
    tab.setMood({ fails: { kind: 'http', status, retryAfter: 60_000 }, only: 'sends' })
    for (const text of ['一', '二', '三']) sendText(tab.chat, text)
    await time.pass(100)
    tab.setMood({ fails: null })
    const polls = asked([tab], 'poll')
    await time.pass(59_000)
    expect(asked([tab], 'send')).toBe(1)
    expect(asked([tab], 'poll') - polls).toBeGreaterThan(20)
    await time.pass(12_000)
    expect(asked([tab], 'send')).toBe(3)
  })

  test('by sweeps, also when one wakes, and by scrolling up', async () => {
    const browser = aBrowser()
    const { time } = browser
    const tab = browser.open()
    await time.pass(25_000)
    tab.setMood({ fails: { kind: 'http', status: 503, retryAfter: 120_000 }, only: 'history' })
    await time.pass(10_000)
    const history = () => asked([tab], 'history')
    const before = history()
    tab.hide()
    await time.pass(1_000)
    tab.show()
    await time.pass(60_000)
    void loadOlder(tab.chat)
    await time.pass(40_000)
    expect(history()).toBe(before)
    tab.setMood({ fails: null })
    await time.pass(30_000)
    expect(history()).toBeGreaterThan(before)
  })
})

test('with slow polls a message leaves at once all the same, from a tab that follows too', async () => {
  const paces = { active: 30_000, idle: 60_000, hidden: 120_000, sweepActive: 60_000, sweepIdle: 120_000 }
  const browser = aBrowser()
  const { time } = browser
  browser.open({ paces })
  await time.pass(200_000)
  const tab = browser.open({ paces })
  await time.pass(15_000)
  sendText(tab.chat, '快')
  await time.pass(3_000)
  expect(stored(browser, '快')).toBe(1)
})
