import { expect, test } from 'vitest'
import { ALERT_DEFAULTS, type AlertSettings } from '~/domain/desk/alertSettings'
import { type AlertNews, createAlerting } from '~/sync/desk/alerting'
import { T } from '~test/builders'

/** A desk that leads, unless it is told otherwise, with notifications on: what was heard, what is shown, the title and the icon. */
function aDesk(settings: Partial<AlertSettings> = {}, leads = true) {
  const state = { elapsed: 0, wall: new Date(2026, 2, 2, 12, 0).getTime(), canPlay: true, canShow: true }
  const heard: string[] = []
  const shown = new Map<string, { title: string; body: string; click: () => void }>()
  const opened: string[] = []
  const page = { title: '客服会话', dot: false }
  let count = 0
  const alerting = createAlerting({
    owner: { appid: 'JH', me: { id: '2', role: 'SALER' } },
    settings: { get: () => ({ ...ALERT_DEFAULTS, notifications: true, ...settings }) },
    sound: {
      play(name, volume) {
        if (state.canPlay) heard.push(`${name} ${volume}`)
        return state.canPlay
      },
    },
    notifications: {
      show({ tag, title, body }, click) {
        if (!state.canShow) return false
        count += 1
        shown.set(tag, { title, body, click })
        return true
      },
      close: (tag) => void shown.delete(tag),
    },
    favicon: { dot: (isOn) => (page.dot = isOn) },
    title: { base: () => '客服会话', show: (title) => (page.title = title) },
    clock: { elapsed: () => state.elapsed, wall: () => state.wall },
    say: (n, summary) => `${n} ${summary ?? '条新消息'}`,
    open: (id) => opened.push(id),
  })
  if (leads) alerting.setAlerts(true)
  const news = (news: Partial<AlertNews> = {}) =>
    alerting.news({
      id: '200',
      count: 1,
      at: T,
      first: false,
      isLooking: false,
      isMuted: false,
      name: '王女士',
      summary: '在吗',
      ...news,
    })
  const texts = () => [...shown.values()].map(({ title, body }) => `${title}: ${body}`)
  return { alerting, news, state, heard, shown, texts, opened, page, notified: () => count }
}

test('a message is heard and shown, with nothing of what it says', () => {
  const desk = aDesk({ sound: 'drop', volume: 0.4 })
  desk.news()
  expect(desk.heard).toEqual(['drop 0.4'])
  expect(desk.texts()).toEqual(['王女士: 1 条新消息'])
})

test('what it says is shown where that is allowed', () => {
  const desk = aDesk({ content: true })
  desk.news()
  desk.news({ id: '201', name: '李先生', summary: null })
  expect(desk.texts()).toEqual(['王女士: 1 在吗', '李先生: 1 条新消息'])
})

test('three members within 3 s are heard once, and each is shown', () => {
  const desk = aDesk()
  for (const id of ['200', '201', '202']) {
    desk.news({ id })
    desk.state.elapsed += 1_499
  }
  expect([desk.heard.length, desk.shown.size]).toEqual([1, 3])
  desk.news({ id: '203' })
  expect(desk.heard.length).toBe(2)
})

test('a sound that the browser does not play is none: the next one need not wait', () => {
  const desk = aDesk()
  desk.state.canPlay = false
  desk.news()
  desk.state.canPlay = true
  desk.news({ id: '201' })
  expect(desk.heard.length).toBe(1)
})

test('a member has one notification, however often they write', () => {
  const desk = aDesk()
  desk.news()
  desk.news({ at: T + 1, count: 2 })
  expect(desk.texts()).toEqual(['王女士: 2 条新消息'])
})

test('the same news twice are told once', () => {
  const desk = aDesk()
  desk.news()
  desk.state.elapsed += 10_000
  desk.news()
  expect([desk.heard.length, desk.notified()]).toEqual([1, 1])
})

test('news of a late message leave those of a newer one told', () => {
  const desk = aDesk()
  desk.news()
  desk.news({ at: T - 60_000, count: 2 })
  desk.news({ count: 2 })
  expect(desk.notified()).toBe(2)
})

test('a tab that was not told to alert makes no noise', () => {
  const desk = aDesk({}, false)
  desk.news()
  expect([desk.heard.length, desk.notified()]).toEqual([0, 0])
})

test('what came while another tab alerted is not told of when this one takes over, what comes then is', () => {
  const desk = aDesk()
  desk.alerting.setAlerts(false)
  desk.news()
  expect(desk.heard).toEqual([])
  desk.alerting.setAlerts(true)
  desk.news()
  expect(desk.heard).toEqual([])
  desk.news({ count: 2, at: T + 1 })
  expect(desk.heard.length).toBe(1)
})

test('what was loaded first is not told of afterwards', () => {
  const desk = aDesk()
  desk.news({ first: true, count: 7 })
  desk.news({ count: 7 })
  expect([desk.heard.length, desk.notified()]).toEqual([0, 0])
})

test('a message that comes late is told of although a newer one was, also after somebody looked', () => {
  const desk = aDesk()
  desk.news()
  desk.alerting.looked('200')
  desk.state.elapsed += 10_000
  desk.news({ at: T - 60_000 })
  expect([desk.heard.length, desk.notified()]).toEqual([2, 2])
})

test('in the quiet hours of the device it is quiet, and what came then stays so', () => {
  const desk = aDesk({ quiet: { from: 22 * 60, to: 8 * 60 } })
  desk.state.wall = new Date(2026, 2, 3, 7, 59).getTime()
  desk.news()
  desk.state.wall = new Date(2026, 2, 3, 8, 0).getTime()
  desk.news()
  expect([desk.heard.length, desk.notified()]).toEqual([0, 0])
  desk.news({ id: '201' })
  expect([desk.heard.length, desk.notified()]).toEqual([1, 1])
})

test('a notification goes when the conversation is looked at, or news come to it there', () => {
  const desk = aDesk()
  desk.news()
  desk.news({ id: '201' })
  desk.alerting.looked('200')
  expect(desk.shown.size).toBe(1)
  desk.news({ id: '201', count: 2, at: T + 1, isLooking: true })
  expect(desk.shown.size).toBe(0)
})

test('a click on a notification opens its conversation', () => {
  const desk = aDesk()
  desk.news()
  for (const { click } of desk.shown.values()) click()
  expect(desk.opened).toEqual(['200'])
})

test('the title counts and the icon has a dot as long as something is unread, in every tab', () => {
  const desk = aDesk()
  desk.alerting.setAlerts(false)
  desk.alerting.unread(3)
  expect(desk.page).toEqual({ title: '(3) 客服会话', dot: true })
  desk.alerting.unread(0)
  expect(desk.page).toEqual({ title: '客服会话', dot: false })
})

test('stopped, it leaves nothing behind and tells of nothing', () => {
  const desk = aDesk()
  desk.news()
  desk.alerting.unread(1)
  desk.alerting.stop()
  desk.alerting.unread(2)
  desk.news({ id: '201' })
  expect(desk.shown.size).toBe(0)
  expect(desk.page).toEqual({ title: '客服会话', dot: false })
  expect(desk.heard.length).toBe(1)
})
