import { expect, test, vi } from 'vitest'
import { ALERT_DEFAULTS } from '~/domain/desk/alertSettings'
import type { Storage } from '~/lib/storage'
import { alertsKey, createAlertSettings } from '~/store/alertSettings'
import { clearBrowser } from '~/store/keys'
import { T } from '~test/builders'

const SALER = { appid: 'JH', me: { id: '2', role: 'SALER' } } as const
const COLLEAGUE = { appid: 'JH', me: { id: '3', role: 'SALER' } } as const

/** What the tabs of one browser keep; a tab is told of what the others write, and not of its own. */
function aBrowser(kept: Record<string, unknown> = {}) {
  const all = new Map(Object.entries(kept))
  const tabs = new Set<{ prefix: string; changed: (key: string) => void; of: object }>()
  const tell = (key: string, by: object) => {
    for (const { prefix, changed, of } of tabs) if (of !== by && key.startsWith(prefix)) changed(key)
  }
  const state = { isFull: false }
  const tab = (): Storage => {
    const me = {}
    return {
      read: (key) => all.get(key) ?? null,
      write(key, value) {
        if (state.isFull) return false
        all.set(key, value)
        tell(key, me)
        return true
      },
      remove(key) {
        all.delete(key)
        tell(key, me)
      },
      keys: (prefix) => [...all.keys()].filter((key) => key.startsWith(prefix)),
      watch(prefix, changed) {
        const watcher = { prefix, changed, of: me }
        tabs.add(watcher)
        return () => void tabs.delete(watcher)
      },
    }
  }
  return { all, tab, state, watched: () => tabs.size }
}

test('what was chosen is there on the next visit, and of this salesperson alone', () => {
  const browser = aBrowser()
  createAlertSettings(browser.tab(), SALER).change({ sound: 'knock', quiet: { from: 0, to: 60 } })
  expect(createAlertSettings(browser.tab(), SALER).get()).toEqual({
    ...ALERT_DEFAULTS,
    sound: 'knock',
    quiet: { from: 0, to: 60 },
  })
  expect(createAlertSettings(browser.tab(), COLLEAGUE).get()).toEqual(ALERT_DEFAULTS)
})

test('other tabs hear of it, and add to it', () => {
  const browser = aBrowser()
  const [one, other] = [browser.tab(), browser.tab()].map((storage) => createAlertSettings(storage, SALER))
  const changed = vi.fn<() => void>()
  other?.subscribe(changed)
  one?.change({ volume: 0.2 })
  expect(changed).toHaveBeenCalledTimes(1)
  expect(other?.get().volume).toBe(0.2)
  other?.change({ content: true })
  expect(one?.get()).toMatchObject({ volume: 0.2, content: true })
})

test('the same again is nothing new', () => {
  const browser = aBrowser()
  const store = createAlertSettings(browser.tab(), SALER)
  const changed = vi.fn<() => void>()
  store.subscribe(changed)
  const before = store.get()
  store.change({ sound: before.sound })
  expect(store.get()).toBe(before)
  expect(changed).not.toHaveBeenCalled()
})

test('where nothing can be kept they hold for this visit', () => {
  const browser = aBrowser()
  browser.state.isFull = true
  const store = createAlertSettings(browser.tab(), SALER)
  store.change({ volume: 0.2 })
  store.change({ content: true })
  expect(store.get()).toMatchObject({ volume: 0.2, content: true })
})

test('a damaged entry starts clean', () => {
  const browser = aBrowser({ [alertsKey(SALER)]: ['x'] })
  expect(createAlertSettings(browser.tab(), SALER).get()).toEqual(ALERT_DEFAULTS)
})

test('clearing the browser takes them away, also from the tabs that are open', () => {
  const browser = aBrowser()
  const store = createAlertSettings(browser.tab(), SALER)
  store.change({ sound: 'off' })
  clearBrowser(browser.tab(), T)
  expect(browser.all.has(alertsKey(SALER))).toBe(false)
  expect(store.get()).toEqual(ALERT_DEFAULTS)
})

test('nobody hears of other tabs any more once it is stopped', () => {
  const browser = aBrowser()
  const store = createAlertSettings(browser.tab(), SALER)
  store.stop()
  expect(browser.watched()).toBe(0)
})
