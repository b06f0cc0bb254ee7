import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { isTold } from '~/domain/link'
import { tabsName } from '~/store/keys'
import { pullNewest } from '~/sync/pullNewest'
import { sendText } from '~/sync/send'
import { sweep } from '~/sync/sweep'
import { createImApi } from '~/wire/api'
import { type ApiFailure, failureOf } from '~/wire/errors'
import { aDocument, anOwnDocument, HOUR, MINUTE, PAIR, T } from '~test/builders'
import { aBatch, aChat, signal } from '~test/sync/aChat'
import { aBrowser, asked, type Tab } from './aBrowser'

const UNREACHABLE: ApiFailure = { kind: 'unreachable' }

const idsOf = (server: ReturnType<typeof aBrowser>['server']) => server.rows().map(({ id }) => id)

test('F4 a slow poll that is overtaken by a sweep makes the same conversation', async () => {
  const sent = anOwnDocument({ content: '我的' })
  const read = anOwnDocument({
    content: '我的',
    status: 1,
    readtime: T + 8 * HOUR + 5_000,
    update_at: '2030',
  })
  const answers = { poll: aBatch([sent]), sweep: aBatch([read, aDocument({ content: '新' }, T + MINUTE)]) }
  const made = async (order: readonly ('poll' | 'sweep')[]) => {
    const arrive: Record<string, () => void> = {}
    const { chat, store } = aChat({
      getNewestMsgListByLastTime: () =>
        new Promise((resolve) => (arrive['poll'] = () => resolve(answers.poll))),
      getMsgListByPageAndUserId: () =>
        new Promise((resolve) => (arrive['sweep'] = () => resolve(answers.sweep))),
    })
    const both = [pullNewest(chat, signal()), sweep(chat)]
    for (const answer of order) {
      arrive[answer]?.()
      await new Promise((resolve) => setTimeout(resolve))
    }
    await Promise.race(both)
    return store.getState().log.rows
  }
  const rows = await made(['sweep', 'poll'])
  // when a row came is no part of the conversation
  const told = (all: typeof rows) =>
    JSON.stringify(all, (key, value: unknown) => (key === 'arrival' ? 0 : value))
  expect(told(rows)).toBe(told(await made(['poll', 'sweep'])))
  expect(rows.map(({ raw, read }) => [raw, read])).toEqual([
    ['我的', true],
    ['新', false],
  ])
})

describe('what the browser tells of the network is a hint', () => {
  test('F17 where it says “online” and nothing works, one request finds out', async () => {
    const { time, open } = aBrowser()
    const tab = open()
    await time.pass(5_000)
    tab.setMood({ fails: UNREACHABLE })
    await time.pass(60_000)
    const before = asked([tab])
    tab.tell('hint')
    await time.pass(1_000)
    expect(asked([tab]) - before).toBe(1)
    expect(isTold(tab.link())).toBe(true)
  })

  test('F17 where it says nothing and all works, nothing waits for it', async () => {
    vi.stubGlobal('navigator', { onLine: false })
    const { time, server, open } = aBrowser()
    const tab = open()
    await time.pass(5_000)
    server.says(false, '四')
    sendText(tab.chat, '五')
    await time.pass(5_000)
    expect(tab.texts()).toEqual(['一', '二', '三', '四', '五'])
  })
})

describe('an API of another origin', () => {
  type Fetch = (url: string, init: RequestInit) => Promise<Response>
  const asks = (base: string, isThere: boolean) => {
    const probes: string[] = []
    let lets = false
    vi.stubGlobal('location', { href: 'https://shop.example/chat/' })
    vi.stubGlobal('fetch', (url: Parameters<Fetch>[0], { mode }: Parameters<Fetch>[1]) => {
      if (mode === 'no-cors') probes.push(url)
      if (lets) return Promise.resolve(new Response('{"success":true,"data":[]}'))
      return mode === 'no-cors' && isThere
        ? Promise.resolve(new Response(''))
        : Promise.reject(new TypeError('Failed to fetch'))
    })
    onTestFinished(() => void vi.unstubAllGlobals())
    const api = createImApi({ base, encoding: 'form' })
    const query = { appid: 'JH', from: '200', fromrole: 'MEMBER', to: '2', lasttime: 0 } as const
    const ask = () =>
      api.getNewestMsgListByLastTime(query).then(
        () => 'answered',
        (error: unknown) => failureOf(error)?.kind,
      )
    return { ask, probes, heal: () => (lets = true), break: () => (lets = false) }
  }
  const several = async (count: number, ask: () => Promise<unknown>) => {
    const outcomes: unknown[] = []
    for (let i = 0; i < count; i += 1) outcomes.push(await ask())
    return outcomes
  }

  test('F14 that is there, but lets nobody read it, is told from one that is gone after three failures', async () => {
    const { ask, probes, heal } = asks('https://im.example', true)
    expect(await several(4, ask)).toEqual(['unreachable', 'unreachable', 'unreadable', 'unreadable'])
    expect(probes).toHaveLength(2)
    heal()
    expect(await ask()).toBe('answered')
  })

  test('F14 that could be read before is not a matter of settings: a gateway may answer without them', async () => {
    const { ask, heal, break: breaks } = asks('https://im.example', true)
    heal()
    expect(await ask()).toBe('answered')
    breaks()
    expect(new Set(await several(5, ask))).toEqual(new Set(['unreachable']))
  })

  test('F14 that is gone is tried once', async () => {
    const { ask, probes } = asks('https://im.example', false)
    expect(new Set(await several(6, ask))).toEqual(new Set(['unreachable']))
    expect(probes).toHaveLength(1)
  })

  test('F14 our own origin needs no trying', async () => {
    const { ask, probes } = asks('', true)
    expect(new Set(await several(6, ask))).toEqual(new Set(['unreachable']))
    expect(probes).toEqual([])
  })
})

test('F12 an own message that comes with the next answers gives no reason to distrust them', async () => {
  const asked: string[] = []
  const rows = [anOwnDocument({ content: '一' })]
  vi.stubGlobal('fetch', (url: string) => {
    asked.push(url)
    return Promise.resolve(new Response(JSON.stringify({ success: true, data: rows })))
  })
  onTestFinished(() => void vi.unstubAllGlobals())
  const api = createImApi({ base: '', encoding: 'form' })
  const nobody = { nickname: '', avatar: '' }
  await api.sendMsg({
    appid: 'JH',
    from: { id: '200', role: 'MEMBER', area: '', ...nobody },
    to: { id: '2', ...nobody },
    type: 'TEXT',
    content: '一',
    channel: 'PC',
    topic: { type: 'CHAT', id: '' },
    voiceLength: null,
    imageSize: null,
  })
  const query = { appid: 'JH', from: '200', fromrole: 'MEMBER', to: '2', lasttime: 0 } as const
  for (let i = 0; i < 5; i += 1) await api.getNewestMsgListByLastTime(query)
  expect(new Set(asked.slice(1)).size).toBe(1)
})

test('F16 a conversation of twenty thousand messages comes in slices, the newest first', async () => {
  const documents = Array.from({ length: 20_000 }, (_, i) =>
    aDocument({ content: `第 ${i} 条` }, T + i * 100, i),
  )
  const answer = JSON.stringify({ success: true, data: documents.reverse() })
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(answer)))
  onTestFinished(() => void vi.unstubAllGlobals())
  const { chat, store } = aChat(createImApi({ base: '', encoding: 'form' }))
  const pauses: number[] = []
  const timer = setInterval(() => pauses.push(store.getState().log.rows.length), 0)
  await pullNewest(chat, signal())
  clearInterval(timer)
  expect(store.getState().log.rows).toHaveLength(20_000)
  // each pause is one in which the page can paint
  const merged = pauses.filter((rows) => rows > 0)
  expect(merged[0]).toBe(300)
  expect(new Set(merged).size).toBeGreaterThanOrEqual(8)
  expect(pauses.length - merged.length).toBeGreaterThanOrEqual(8)
})

test.each([
  ['goes on', false],
  ['stands still', true],
])('F18 a laptop that slept for 8 h, while its clock %s, asks once and sweeps once', async (_, still) => {
  const { time, server, open } = aBrowser()
  const tab = open()
  await time.pass(60_000)
  time.sleep(8 * HOUR, still)
  server.says(false, '早')
  const before = { polls: asked([tab], 'poll'), sweeps: asked([tab], 'history') }
  await time.pass(1_900)
  expect(tab.texts()).toContain('早')
  expect(asked([tab], 'poll') - before.polls).toBe(1)
  expect(asked([tab], 'history') - before.sweeps).toBe(1)
})

test.each(['pc', 'phone'] as const)(
  'F19 a %s that was hidden for 10 min catches up with one request',
  async (device) => {
    const { time, server, open } = aBrowser()
    const tab = open({ device })
    await time.pass(5_000)
    tab.hide()
    await time.pass(10 * MINUTE - 1_000)
    const before = asked([tab])
    for (let i = 0; i < 30; i += 1) server.says(false, `新 ${i}`)
    tab.show()
    await time.pass(400)
    expect(tab.asked.slice(before).map(({ what, rows }) => [what, rows])[0]).toEqual(['poll', 30])
    expect(tab.ids()).toEqual(idsOf(server))
  },
)

describe('the back/forward cache', () => {
  const withOneWaiting = async () => {
    const browser = aBrowser()
    const tab = browser.open()
    await browser.time.pass(5_000)
    tab.setMood({ fails: UNREACHABLE })
    await browser.time.pass(12_000)
    sendText(tab.chat, '还没发')
    await browser.time.pass(1_000)
    expect(browser.inUse()).toEqual(['outbox', 'tabs', 'tabs'])
    return { ...browser, tab }
  }

  test.each<[string, readonly ('frozen' | 'hidden')[]]>([
    ['is hidden at last', ['frozen', 'hidden']],
    ['is hidden at first', ['hidden', 'frozen']],
    ['is told twice', ['frozen', 'hidden', 'frozen']],
  ])('F21 a page on its way there that %s holds nothing that would keep it out', async (_, events) => {
    const { time, tab, inUse } = await withOneWaiting()
    for (const event of events) tab.tell(event)
    await time.pass(60_000)
    expect(inUse()).toEqual([])
  })

  test.each<[string, readonly ('thawed' | 'shown')[]]>([
    ['once', ['thawed']],
    ['twice', ['thawed', 'shown', 'thawed']],
    ['only by being seen again', ['shown']],
  ])('F21 a page that comes back from there, and is told %s, is one page again', async (_, events) => {
    const { time, tab, inUse, server } = await withOneWaiting()
    tab.tell('frozen')
    await time.pass(60_000)
    const before = asked([tab], 'poll')
    tab.setMood({ fails: null })
    server.says(false, '走开时来的')
    for (const event of events) tab.tell(event)
    await time.pass(1_000)
    expect(inUse()).toEqual(['outbox', 'tabs', 'tabs'])
    await time.pass(3_000)
    expect(tab.ids()).toEqual(idsOf(server))
    expect(asked([tab], 'send')).toBe(1)
    // one on coming back, one for the acknowledgement, one by the pace
    expect(asked([tab], 'poll') - before).toBe(3)
  })
})

test('F23 a network that comes and goes every 3 s is not told of each time, and asked at the ordinary pace', async () => {
  const { time, server, open } = aBrowser()
  const tab = open()
  await time.pass(5_000)
  let changes = 0
  tab.store.subscribe((state, before) => {
    if (isTold(state.link) !== isTold(before.link)) changes += 1
  })
  const before = asked([tab], 'poll')
  for (let i = 0; i < 20; i += 1) {
    tab.setMood({ fails: i % 2 === 0 ? UNREACHABLE : null })
    server.says(false, `第 ${i} 条`)
    await time.pass(3_000)
  }
  expect(changes).toBeLessThanOrEqual(2)
  expect(asked([tab], 'poll') - before).toBeGreaterThanOrEqual(20)
  await time.pass(5_000)
  expect(tab.ids()).toEqual(idsOf(server))
})

test.each([
  ['a day ahead', 24 * HOUR],
  ['a day back', -24 * HOUR],
  ['ten minutes back', -10 * MINUTE],
])('F24 a date that jumps %s moves neither the cursor nor the pace', async (_, jump) => {
  const { time, server, open } = aBrowser()
  const tab = open()
  await time.pass(20_000)
  const before = asked([tab], 'poll')
  await time.pass(20_000)
  const usual = asked([tab], 'poll') - before
  time.jump(jump)
  server.says(false, '四')
  await time.pass(20_000)
  // one return to the page, at most
  expect(Math.abs(asked([tab], 'poll') - before - 2 * usual)).toBeLessThanOrEqual(1)
  expect(tab.texts()).toEqual(['一', '二', '三', '四'])
})

test.each([10, 20])(
  'F41 after an outage with 50 new messages, given %i at a time, what is missing is told until it is there',
  async (pollCap) => {
    const { time, server, open } = aBrowser({ pollCap, historyCap: pollCap })
    const tab = open()
    await time.pass(5_000)
    tab.setMood({ fails: UNREACHABLE })
    await time.pass(10_000)
    for (let i = 0; i < 50; i += 1) server.says(false, `新 ${i}`, 0, time.now() - 50 + i)
    let claimed = 0
    let behind = 0
    tab.store.subscribe(({ link, log }) => {
      if (link.failures > 0) return
      if (link.behind) behind += 1
      else if (log.rows.length < 53) claimed += 1
    })
    tab.setMood({ fails: null })
    await time.pass(60_000)
    expect(tab.ids()).toEqual(idsOf(server))
    expect(behind).toBeGreaterThan(0)
    expect(claimed).toBe(0)
    expect(tab.link().behind).toBe(false)
  },
)

describe('F22', () => {
  const inAMinute = async ({ time }: ReturnType<typeof aBrowser>, tabs: readonly Tab[]) => {
    const before = asked(tabs)
    await time.pass(60_000)
    return asked(tabs) - before
  }

  test('F22 three tabs ask about as often as one, and show the same', async () => {
    const alone = aBrowser()
    const one = alone.open()
    await alone.time.pass(5_000)
    const usual = await inAMinute(alone, [one])
    alone.time.restore()

    const browser = aBrowser()
    const tabs = [browser.open({ visible: false }), browser.open({ visible: false }), browser.open()]
    await browser.time.pass(5_000)
    browser.server.says(false, '四')
    expect(await inAMinute(browser, tabs)).toBeLessThanOrEqual(usual + 2)
    for (const tab of tabs) expect(tab.texts()).toEqual(['一', '二', '三', '四'])
    // the one that is seen is the one that asks
    expect(asked(tabs.slice(0, 2), 'poll')).toBeLessThanOrEqual(2)
  })

  test.each(['close', 'crash', 'hide'] as const)(
    'F22 when the tab that asks does “%s”, another one asks within a second, and sweeps',
    async (how) => {
      const browser = aBrowser()
      const { time, server } = browser
      const first = browser.open()
      await time.pass(2_000)
      const second = browser.open()
      await time.pass(5_000)
      const [leader, other] =
        asked([first], 'poll') > asked([second], 'poll') ? [first, second] : [second, first]
      const before = asked([other])
      await time.pass(10_000)
      expect(asked([other])).toBe(before)
      leader[how]()
      server.says(false, '四')
      await time.pass(1_000)
      expect(other.texts()).toContain('四')
      await time.pass(2_000)
      const own = other.asked.slice(before).map(({ what }) => what)
      expect(own.slice(0, 2)).toEqual(['poll', 'history'])
    },
  )

  test('F22 without locks and channels each tab is right by itself', async () => {
    const browser = aBrowser()
    const seen = browser.open({ shares: false })
    const hidden = browser.open({ shares: false, visible: false })
    await browser.time.pass(5_000)
    const before = asked([hidden], 'poll')
    browser.server.says(false, '四')
    sendText(seen.chat, '五')
    await browser.time.pass(60_000)
    for (const tab of [seen, hidden]) expect(tab.texts()).toEqual(['一', '二', '三', '四', '五'])
    // a hidden one keeps the hidden pace
    expect(asked([hidden], 'poll') - before).toBeLessThanOrEqual(4)
  })

  test('F22 what a stranger says on the channel changes nothing', async () => {
    const browser = aBrowser()
    const { time } = browser
    const tabs = [browser.open(), browser.open({ visible: false })]
    await time.pass(5_000)
    const channel = browser.stranger().openChannel(tabsName(PAIR), () => {})
    const before = tabs.map(({ store }) => store.getState().log)
    const forged: unknown[] = [
      null,
      'batch',
      [],
      { type: 'batch' },
      { type: 'batch', rows: 'all', serverNow: 0 },
      {
        type: 'batch',
        rows: [null, 'row', { _id: 'x' }, aDocument({ from: '3', content: '别人的' })],
        serverNow: null,
      },
      { type: 'failed', failures: NaN, failure: { kind: 'http', status: 401, retryAfter: null } },
      { type: 'failed', failures: 3, failure: { kind: 'sold out' } },
      { type: 'swept', began: 'now' },
      { type: 'acked', id: 7 },
      { type: 'leading' },
      { __proto__: { type: 'failed', failures: 3, failure: { kind: 'unreachable' } } },
    ]
    for (const message of forged) channel.post(message)
    await time.pass(100)
    expect(tabs.map(({ store }) => store.getState().log)).toEqual(before)
    for (const tab of tabs) expect(tab.link()).toMatchObject({ failures: 0, failure: null })
    browser.server.says(false, '四')
    await time.pass(5_000)
    for (const tab of tabs) expect(tab.texts()).toEqual(['一', '二', '三', '四'])
  })

  test('F22 each message is posted once, whichever tab it is written in', async () => {
    const browser = aBrowser()
    const { time, server } = browser
    const tabs = [browser.open(), browser.open(), browser.open({ visible: false })]
    await time.pass(5_000)
    tabs.forEach((tab, i) => {
      sendText(tab.chat, `来自 ${i}`)
      sendText(tab.chat, '嗯')
    })
    await time.pass(30_000)
    expect(asked(tabs, 'send')).toBe(6)
    expect(server.rows()).toHaveLength(9)
    for (const tab of tabs) {
      expect(tab.ids()).toEqual(idsOf(server))
      expect(tab.outbox()).toEqual([])
    }
  })

  test.each(['close', 'crash'] as const)(
    'F22 what a tab has not sent when it ends (%s) is sent by another one, once',
    async (how) => {
      const browser = aBrowser()
      const { time, server } = browser
      const leaving = browser.open()
      const staying = browser.open()
      await time.pass(5_000)
      leaving.setMood({ fails: UNREACHABLE })
      staying.setMood({ fails: UNREACHABLE })
      await time.pass(15_000)
      sendText(leaving.chat, '还没发')
      await time.pass(1_000)
      expect(leaving.outbox().map(({ state }) => state.phase)).toEqual(['queued'])
      leaving[how]()
      staying.setMood({ fails: null })
      // waiting tabs take over what they find when they begin
      const next = browser.open()
      await time.pass(60_000)
      expect(server.rows().filter(({ content }) => content === '还没发')).toHaveLength(1)
      for (const tab of [staying, next])
        expect(tab.texts().filter((text) => text === '还没发')).toHaveLength(1)
    },
  )

  test.each(['close', 'crash'] as const)(
    'F22 what a tab has not sent when it ends (%s) is sent by one that was there before it was written',
    async (how) => {
      const browser = aBrowser()
      const { time, server } = browser
      const tabs = [browser.open(), browser.open(), browser.open({ visible: false })] as const
      const [leaving, staying] = tabs
      await time.pass(5_000)
      for (const tab of tabs) tab.setMood({ fails: UNREACHABLE })
      await time.pass(15_000)
      sendText(leaving.chat, '还没发')
      await time.pass(10_000)
      leaving[how]()
      for (const tab of tabs) tab.setMood({ fails: null })
      await time.pass(40_000)
      expect(asked(tabs, 'send')).toBe(1)
      expect(server.rows().map(({ content }) => content)).toEqual(['一', '二', '三', '还没发'])
      expect(staying.ids()).toEqual(idsOf(server))
    },
  )

  test('F60 a tab that loads anew takes up again what it had, though others are there', async () => {
    const browser = aBrowser()
    const { time, server } = browser
    const others = [browser.open(), browser.open()]
    const first = browser.open()
    await time.pass(5_000)
    for (const tab of [first, ...others]) tab.setMood({ fails: UNREACHABLE })
    await time.pass(15_000)
    sendText(first.chat, '还没发')
    await time.pass(10_000)
    first.close()
    await time.pass(2_000)
    for (const tab of others) tab.setMood({ fails: null })
    const again = browser.open()
    await time.pass(60_000)
    expect(asked([again], 'send')).toBe(1)
    expect(asked([first, ...others], 'send')).toBe(0)
    expect(server.rows().filter(({ content }) => content === '还没发')).toHaveLength(1)
    for (const tab of [again, ...others]) expect(tab.outbox()).toEqual([])
  })

  test('F22 a page that comes back leaves alone what two others have found of it meanwhile', async () => {
    const browser = aBrowser()
    const { time, server } = browser
    const first = browser.open()
    await time.pass(5_000)
    first.setMood({ fails: UNREACHABLE })
    await time.pass(15_000)
    sendText(first.chat, '还没发')
    await time.pass(100)
    const others = [browser.open(), browser.open()]
    await time.pass(2_000)
    // into the back/forward cache, and out of it
    first.tell('frozen')
    await time.pass(10_000)
    first.setMood({ fails: null })
    first.tell('thawed')
    await time.pass(60_000)
    expect(asked([first, ...others], 'send')).toBe(1)
    expect(server.rows().filter(({ content }) => content === '还没发')).toHaveLength(1)
    for (const tab of [first, ...others]) {
      expect(tab.ids()).toEqual(idsOf(server))
      expect(tab.outbox()).toEqual([])
    }
  })

  test('F22 what waits in a tab that does not ask any more goes out all the same', async () => {
    const browser = aBrowser()
    const { time, server } = browser
    const tabs = [browser.open(), browser.open()]
    await time.pass(5_000)
    for (const tab of tabs) tab.setMood({ fails: UNREACHABLE })
    await time.pass(15_000)
    // each takes the lead as it is written in
    for (const [i, tab] of tabs.entries()) {
      sendText(tab.chat, `来自 ${i}`)
      await time.pass(1_000)
    }
    for (const tab of tabs) tab.setMood({ fails: null })
    await time.pass(60_000)
    const own = server.rows().filter(({ mine }) => mine)
    expect(own.map(({ content }) => content).sort()).toEqual(['来自 0', '来自 1'])
    for (const tab of tabs) expect(tab.outbox()).toEqual([])
  })
})
