import { useId, type ReactNode } from 'react'
import { Play } from 'lucide-react'
import { type AlertSettings as Settings, NIGHT } from '~/domain/desk/alertSettings'
import { cn } from '~/lib/cn'
import type { Permission } from '~/lib/notifications'
import type { SoundState } from '~/lib/sound'
import { type SoundName, SOUNDS } from '~/lib/soundNotes'
import { Dialog } from '~/ui/Dialog'
import type { AlertWords } from '~/view/words.alerts'
import { AlertNotifications } from './AlertNotifications'
import { Check, CONTROL, Hint, INSET, PushButton, Section } from './settingsParts'
import { TimeField } from './TimeField'

export type AlertSettingsProps = Readonly<{
  settings: Settings
  sound: SoundState
  permission: Permission
  /** The browser is asking just now. */
  isAsking: boolean
  words: AlertWords
  onChange: (part: Partial<Settings>) => void
  /** Plays the sound, at the volume that is set. */
  onListen: (name: SoundName) => void
  /** Has the browser ask for leave to show notifications. */
  onAsk: () => void
  /** Shows a notification that says how they look. */
  onTryNote: () => void
  onClose: () => void
}>

const CHOICES = ['off', ...(Object.keys(SOUNDS) as SoundName[])] as const

/** How one is told of what members write. Each change holds at once. */
export function AlertSettings(props: AlertSettingsProps) {
  const { settings, words, onChange, onClose } = props
  return (
    <Dialog title={words.label} close={words.close} onClose={onClose}>
      <SoundChoice {...props} />
      <AlertNotifications {...props} />
      <Section title={words.quiet}>
        <Check
          label={words.quietOn}
          hint={words.quietHint}
          isOn={settings.quiet !== null}
          onChange={(isOn) => onChange({ quiet: isOn ? NIGHT : null })}
        />
        {settings.quiet && <QuietHours quiet={settings.quiet} words={words} onChange={onChange} />}
      </Section>
      <Hint>{words.kept}</Hint>
    </Dialog>
  )
}

function SoundChoice({ settings, sound, words, onChange, onListen }: AlertSettingsProps) {
  const name = useId()
  const { sound: chosen, volume } = settings
  const isOff = chosen === 'off'
  return (
    <Section title={words.sound}>
      <div role="radiogroup" aria-label={words.sound} className="flex flex-wrap gap-2">
        {CHOICES.map((choice) => (
          <Choice
            key={choice}
            name={name}
            label={words.sounds[choice]}
            isChosen={choice === chosen}
            onChoose={() => {
              onChange({ sound: choice })
              if (choice !== 'off') onListen(choice)
            }}
          />
        ))}
      </div>
      <div className="flex flex-wrap items-center gap-3 pt-3">
        <label className={cn('flex min-w-0 flex-1 basis-28 items-center gap-3', isOff && 'text-secondary')}>
          <span className="shrink-0">{words.volume}</span>
          <input
            type="range"
            min={0}
            max={100}
            step={5}
            value={Math.round(volume * 100)}
            aria-valuetext={words.percent(volume)}
            disabled={isOff}
            onChange={({ target }) => onChange({ volume: Number(target.value) / 100 })}
            style={CONTROL}
            className="min-h-11 min-w-0 flex-1 pc:min-h-9"
          />
          <span aria-hidden className="w-10 shrink-0 text-end text-note tabular-nums">
            {words.percent(volume)}
          </span>
        </label>
        <PushButton disabled={isOff} onClick={() => !isOff && onListen(chosen)}>
          <Play size={20} aria-hidden />
          {words.tryOut}
        </PushButton>
      </div>
      {/* always there, so that readers speak what comes into it; browsers that know the page unlock it within a moment */}
      <p role="status" className="text-note text-waiting">
        {!isOff && sound !== 'ready' && (
          <span className="animate-soon">{sound === 'locked' ? words.locked : words.soundless}</span>
        )}
      </p>
    </Section>
  )
}

type ChoiceProps = Readonly<{ name: string; label: string; isChosen: boolean; onChoose: () => void }>

/** One of several sounds. */
function Choice({ name, label, isChosen, onChoose }: ChoiceProps): ReactNode {
  return (
    <label className="flex min-h-11 items-center gap-2 rounded-bubble border border-hairline px-3 hover:bg-hairline pc:min-h-9">
      <input type="radio" name={name} checked={isChosen} onChange={onChoose} style={CONTROL} />
      {label}
    </label>
  )
}

type QuietProps = Readonly<{ quiet: NonNullable<Settings['quiet']> }> &
  Pick<AlertSettingsProps, 'words' | 'onChange'>

function QuietHours({ quiet, words, onChange }: QuietProps) {
  const { from, to } = quiet
  return (
    <>
      <div role="group" aria-label={words.quiet} style={INSET} className="flex flex-wrap gap-3 py-1">
        <TimeField
          label={words.from}
          minute={from}
          onChange={(from) => onChange({ quiet: { ...quiet, from } })}
        />
        <TimeField label={words.to} minute={to} onChange={(to) => onChange({ quiet: { ...quiet, to } })} />
      </div>
      <p role="status" style={INSET} className="text-note text-waiting">
        {from === to && words.never}
      </p>
    </>
  )
}
