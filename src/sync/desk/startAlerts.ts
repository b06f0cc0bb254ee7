import type { Pair } from '~/domain/identity'
import type { Clock } from '~/lib/clock'
import { createFavicon } from '~/lib/favicon'
import { createNotifications, type Notifications } from '~/lib/notifications'
import { createSound, type Sound } from '~/lib/sound'
import type { Storage } from '~/lib/storage'
import { type AlertSettingsStore, createAlertSettings } from '~/store/alertSettings'
import { type Alerting, type AlertingPorts, createAlerting } from './alerting'

/** The alerts of a desk, and what their settings are shown and changed by. */
export type Alerts = Readonly<{
  alerting: Alerting
  settings: AlertSettingsStore
  sound: Sound
  notifications: Notifications
  stop: () => void
}>

type Options = Readonly<{
  owner: Pick<Pair, 'appid' | 'me'>
  storage: Storage
  clock: Clock
  /** The title of the desk without a number. */
  title: () => string
}> &
  Pick<AlertingPorts, 'say' | 'open'>

/** Starts them over this browser. Until `alerting.setAlerts` says that this tab is the one, it only counts. */
export function startAlerts({ owner, storage, clock, title, say, open }: Options): Alerts {
  const settings = createAlertSettings(storage, owner)
  const sound = createSound()
  const notifications = createNotifications()
  const alerting = createAlerting({
    owner,
    settings,
    sound,
    notifications,
    favicon: createFavicon(),
    title: {
      base: title,
      show: (text) => {
        document.title = text
      },
    },
    clock,
    say,
    open,
  })
  return {
    alerting,
    settings,
    sound,
    notifications,
    stop() {
      for (const part of [alerting, sound, notifications, settings]) part.stop()
    },
  }
}
