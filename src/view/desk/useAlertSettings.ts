import { useState, useSyncExternalStore } from 'react'
import type { Notifications } from '~/lib/notifications'
import type { Sound, SoundState } from '~/lib/sound'
import type { AlertSettingsStore } from '~/store/alertSettings'
import type { AlertWords } from '~/view/words.alerts'
import type { AlertSettingsProps } from './AlertSettings'

type Sources = Readonly<{ settings: AlertSettingsStore; sound: Sound; notifications: Notifications }>

/** All that the dialog of alert settings needs but what closes it. */
export function useAlertSettings(
  { settings, sound, notifications }: Sources,
  words: AlertWords,
): Omit<AlertSettingsProps, 'onClose'> {
  const chosen = useSyncExternalStore(settings.subscribe, settings.get)
  const permission = useSyncExternalStore(notifications.subscribe, notifications.permission)
  const soundState = useSoundState(sound)
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

/** Whether sounds are heard: a desk tells where they are locked. */
export const useSoundState = ({ subscribe, state }: Sound): SoundState =>
  useSyncExternalStore(subscribe, state)
