import { useState, useSyncExternalStore } from 'react'
import type { Notifications } from '~/lib/notifications'
import type { Sound } from '~/lib/sound'
import type { AlertSettingsStore } from '~/store/alertSettings'
import type { AlertWords } from '~/view/words.alerts'
import type { AlertSettingsProps } from './AlertSettings'

/** What the alerts of a desk are made of (`startAlerts`). */
export type AlertSources = Readonly<{
  settings: AlertSettingsStore
  sound: Sound
  notifications: Notifications
}>

/** All that the dialog of alert settings needs but what closes it. */
export function useAlertSettings(
  { settings, sound, notifications }: AlertSources,
  words: AlertWords,
): Omit<AlertSettingsProps, 'onClose'> {
  const chosen = useSyncExternalStore(settings.subscribe, settings.get)
  const permission = useSyncExternalStore(notifications.subscribe, notifications.permission)
  const soundState = useSyncExternalStore(sound.subscribe, sound.state)
  const [isAsking, setIsAsking] = useState(false)

  const ask = async () => {
    setIsAsking(true)
    // who has just allowed them wants them
    if ((await notifications.ask()) === 'granted') settings.change({ notifications: true })
    setIsAsking(false)
  }
  return {
    settings: chosen,
    sound: soundState,
    permission,
    isAsking,
    words,
    onChange: settings.change,
    onListen: (name) => sound.tryOut(name, settings.get().volume),
    onAsk: () => void ask(),
    onTryNote: () =>
      void notifications.show({ tag: 'jh-im:trial', title: words.label, body: words.trial }, () => {}),
  }
}
