import { useState } from 'react'
import { Bell, BellOff } from 'lucide-react'
import type { Lang } from '~/lib/lang'
import { alertWords } from '~/view/words.alerts'
import { AlertSettings } from './AlertSettings'
import { HEAD_BUTTON } from './headButton'
import { type AlertSources, useAlertSettings } from './useAlertSettings'

type Props = Readonly<{ alerts: AlertSources; lang: Lang }>

/** Opens the settings of the alerts; its sign is another one where no sound is wanted, or none can be heard. */
export function AlertsButton({ alerts, lang }: Props) {
  const words = alertWords(lang)
  const props = useAlertSettings(alerts, words)
  const [isOpen, setIsOpen] = useState(false)
  const isHeard = props.settings.sound !== 'off' && props.sound === 'ready'
  const Icon = isHeard ? Bell : BellOff
  return (
    <>
      <button
        type="button"
        aria-label={words.label}
        title={words.label}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onClick={() => setIsOpen(true)}
        className={HEAD_BUTTON}
      >
        <Icon size={20} aria-hidden />
      </button>
      {isOpen && <AlertSettings {...props} onClose={() => setIsOpen(false)} />}
    </>
  )
}

/** Says that sounds are wanted, but that the browser plays none until somebody touches the page. */
export function SoundLocked({ alerts, lang }: Props) {
  const { settings, sound } = useAlertSettings(alerts, alertWords(lang))
  const isLocked = sound === 'locked' && settings.sound !== 'off'
  return (
    <p role="status" className="text-note text-waiting">
      {/* browsers that know the page unlock it within a moment */}
      {isLocked && (
        <span className="block animate-soon border-t border-hairline px-3 py-2">
          {alertWords(lang).locked}
        </span>
      )}
    </p>
  )
}
