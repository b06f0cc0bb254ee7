import { type AlertSettings, alertSettingsOf } from '~/domain/desk/alertSettings'
import type { Pair } from '~/domain/identity'
import type { Storage } from '~/lib/storage'

/** The settings of one salesperson in this browser, the same in all of its tabs. */
export type AlertSettingsStore = Readonly<{
  get: () => AlertSettings
  /** Changes some of them; where they cannot be kept they hold for this visit. */
  change: (part: Partial<AlertSettings>) => void
  /** Calls back when they are others, also by another tab; returns what ends it. */
  subscribe: (changed: () => void) => () => void
  /** Hears no more of other tabs. */
  stop: () => void
}>

/** Where they are kept: JSON, so that no id can pass for two. */
export const alertsKey = ({ appid, me }: Pick<Pair, 'appid' | 'me'>): string =>
  `jh-im:alerts:${JSON.stringify([appid, me.role, me.id])}:`

export function createAlertSettings(
  storage: Pick<Storage, 'read' | 'write' | 'watch'>,
  owner: Pick<Pair, 'appid' | 'me'>,
): AlertSettingsStore {
  const key = alertsKey(owner)
  const listeners = new Set<() => void>()
  let settings = alertSettingsOf(storage.read(key))
  const take = (next: AlertSettings) => {
    // the same reference where nothing changed: nothing renders
    if (JSON.stringify(next) === JSON.stringify(settings)) return
    settings = next
    for (const listener of listeners) listener()
  }
  const unwatch = storage.watch(key, () => take(alertSettingsOf(storage.read(key))))
  return {
    get: () => settings,
    change(part) {
      const next = { ...settings, ...part }
      storage.write(key, next)
      take(next)
    },
    subscribe(changed) {
      listeners.add(changed)
      return () => void listeners.delete(changed)
    },
    stop: unwatch,
  }
}
