import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createNotifications, type Notifications } from '~/lib/notifications'

type Made = EventTarget & { title: string; options: Record<string, unknown>; isOpen: boolean }

/** The notifications of a browser, whose person answers so when asked. */
function aBrowser({ permission = 'granted', answer = 'granted', isOld = false, isPhone = false } = {}) {
  const made: Made[] = []
  const asked = vi.fn<() => void>()
  class Fake extends EventTarget {
    static permission = permission
    static requestPermission(called?: (permission: string) => void) {
      asked()
      const answered = Promise.resolve().then(() => (Fake.permission = answer))
      if (!isOld) return answered
      void answered.then(called)
      return undefined
    }
    isOpen = true
    title: string
    options: Record<string, unknown>
    constructor(title: string, options: Record<string, unknown>) {
      super()
      this.title = title
      this.options = options
      if (isPhone) throw new TypeError('Illegal constructor')
      made.push(this)
    }
    close() {
      this.isOpen = false
      this.dispatchEvent(new Event('close'))
    }
  }
  return {
    made,
    asked,
    decides: (permission: string) => (Fake.permission = permission),
    api: Fake as unknown as typeof Notification,
  }
}

let notifications: Notifications
const focus = vi.fn<() => void>()
beforeEach(() => {
  vi.stubGlobal('isSecureContext', true)
  vi.stubGlobal('focus', focus)
  focus.mockClear()
})
afterEach(() => {
  notifications.stop()
  vi.unstubAllGlobals()
})

const note = (tag: string) => ({ tag, title: '王女士', body: '1 条新消息' })
const NOTHING = () => {}

test('one is shown, silently, and a newer one of its tag calls again', () => {
  const browser = aBrowser()
  notifications = createNotifications(browser.api)
  expect(notifications.show(note('a'), NOTHING)).toBe(true)
  expect(browser.made.map(({ title, options }) => [title, options])).toEqual([
    ['王女士', { tag: 'a', body: '1 条新消息', silent: true, renotify: true }],
  ])
})

test('a click brings the window to the front, calls back, and the notification goes', () => {
  const browser = aBrowser()
  notifications = createNotifications(browser.api)
  const clicked = vi.fn<() => void>()
  notifications.show(note('a'), clicked)
  const click = new Event('click', { cancelable: true })
  browser.made[0]?.dispatchEvent(click)
  expect([clicked, focus].map((one) => one.mock.calls.length)).toEqual([1, 1])
  expect([browser.made[0]?.isOpen, click.defaultPrevented]).toEqual([false, true])
})

test('the newest of a tag is closed by it, and no other', () => {
  const browser = aBrowser()
  notifications = createNotifications(browser.api)
  for (const tag of ['a', 'b', 'a']) notifications.show(note(tag), NOTHING)
  // the browser puts away the one whose place was taken
  browser.made[0]?.dispatchEvent(new Event('close'))
  notifications.close('a')
  expect(browser.made.map(({ isOpen }) => isOpen)).toEqual([true, true, false])
})

test.each([
  ['the page goes', () => window.dispatchEvent(new Event('pagehide'))],
  ['it is stopped', () => notifications.stop()],
])('all of them go when %s', (_, goes) => {
  const browser = aBrowser()
  notifications = createNotifications(browser.api)
  for (const tag of ['a', 'b']) notifications.show(note(tag), NOTHING)
  goes()
  expect(browser.made.map(({ isOpen }) => isOpen)).toEqual([false, false])
})

test.each([
  ['today', false],
  ['of old, which calls back', true],
])('somebody is asked by a browser %s, once', async (_, isOld) => {
  const browser = aBrowser({ permission: 'default', isOld })
  notifications = createNotifications(browser.api)
  const changed = vi.fn<() => void>()
  notifications.subscribe(changed)
  expect(notifications.permission()).toBe('ask')
  expect(notifications.show(note('a'), NOTHING)).toBe(false)
  expect(browser.asked).not.toHaveBeenCalled()
  expect(await notifications.ask()).toBe('granted')
  expect(changed).toHaveBeenCalled()
  await notifications.ask()
  expect(browser.asked).toHaveBeenCalledTimes(1)
})

test('who says no is not asked again, and is shown nothing', async () => {
  const browser = aBrowser({ permission: 'default', answer: 'denied' })
  notifications = createNotifications(browser.api)
  expect(await notifications.ask()).toBe('denied')
  expect(notifications.show(note('a'), NOTHING)).toBe(false)
})

test('somebody who changed their mind in the settings of the browser is seen to have as they come back', () => {
  const browser = aBrowser({ permission: 'denied' })
  notifications = createNotifications(browser.api)
  const seen: string[] = []
  notifications.subscribe(() => seen.push(notifications.permission()))
  browser.decides('granted')
  window.dispatchEvent(new Event('focus'))
  expect(seen).toEqual(['granted'])
})

test('a browser that tells of the change at once is heard', async () => {
  const status = new EventTarget()
  vi.stubGlobal('navigator', { permissions: { query: async () => status } })
  notifications = createNotifications(aBrowser().api)
  const changed = vi.fn<() => void>()
  notifications.subscribe(changed)
  await Promise.resolve()
  status.dispatchEvent(new Event('change'))
  expect(changed).toHaveBeenCalledTimes(1)
})

test('a browser without, one that only has the name, and a page by plain http have none', async () => {
  notifications = createNotifications(undefined)
  expect([notifications.permission(), await notifications.ask()]).toEqual(['absent', 'absent'])
  const phone = createNotifications(aBrowser({ isPhone: true }).api)
  const changed = vi.fn<() => void>()
  phone.subscribe(changed)
  expect(phone.show(note('a'), NOTHING)).toBe(false)
  expect([phone.permission(), changed.mock.calls.length]).toEqual(['absent', 1])
  phone.stop()
  vi.stubGlobal('isSecureContext', false)
  const plain = createNotifications(aBrowser().api)
  expect(plain.permission()).toBe('insecure')
  plain.stop()
})

test('the browser is asked what it allows once, however often that is drawn', () => {
  const { api } = aBrowser()
  const read = vi.fn<() => NotificationPermission>(() => 'granted')
  Object.defineProperty(api, 'permission', { get: read })
  notifications = createNotifications(api)
  const before = read.mock.calls.length
  expect([notifications.permission(), notifications.permission()]).toEqual(['granted', 'granted'])
  expect(read.mock.calls.length).toBe(before)
})
