import { Bell } from 'lucide-react'
import type { AlertSettingsProps } from './AlertSettings'
import { Check, INSET, PushButton, Section } from './settingsParts'

type Props = Pick<
  AlertSettingsProps,
  'settings' | 'permission' | 'isAsking' | 'words' | 'onChange' | 'onAsk' | 'onTryNote'
>

/** Notifications of the desktop: asked for by a click alone, and where the browser has none, why. */
export function AlertNotifications(props: Props) {
  const { permission, isAsking, words, onAsk } = props
  return (
    <Section title={words.notifications}>
      {permission === 'granted' && <Choices {...props} />}
      {permission === 'ask' && (
        <PushButton onClick={onAsk}>
          <Bell size={20} aria-hidden />
          {words.ask}
        </PushButton>
      )}
      {/* always there, so that readers speak what the browser has answered */}
      <p role="status" className="text-note break-anywhere text-secondary">
        {permission === 'ask'
          ? isAsking && words.asking
          : permission !== 'granted' && words.refused[permission]}
      </p>
    </Section>
  )
}

function Choices({ settings, words, onChange, onTryNote }: Props) {
  return (
    <>
      <Check
        label={words.show}
        isOn={settings.notifications}
        onChange={(notifications) => onChange({ notifications })}
      />
      {settings.notifications && (
        <>
          <Check
            label={words.content}
            hint={words.contentHint}
            isOn={settings.content}
            onChange={(content) => onChange({ content })}
          />
          <div style={INSET} className="py-1">
            <PushButton onClick={onTryNote}>
              <Bell size={20} aria-hidden />
              {words.tryNote}
            </PushButton>
          </div>
        </>
      )}
    </>
  )
}
