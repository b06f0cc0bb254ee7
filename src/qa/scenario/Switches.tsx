import { SWITCHES, type Switch } from '~/mocks/switches'
import { Choose, Field } from '~/qa/parts'
import { useQa } from '~/qa/QaContext'
import type { QaWords } from '~/qa/words'
import type { Choice } from './choice'

type Props = Readonly<{ choice: Choice; onChoice: (choice: Choice) => void }>

/** Single switches of the mock, folded away: most situations have a name. */
export function Switches({ choice, onChoice }: Props) {
  const { words } = useQa()
  const w = words.scenario
  const set = (name: string, value: string) =>
    onChoice({ ...choice, switches: { ...choice.switches, [name]: value } })
  return (
    <details className="qa-group">
      <summary>{w.switches}</summary>
      <div className="qa-switches">
        {SWITCHES.map((one) => {
          const label = words.lang === 'en' ? one.name : `${one.title} ${one.name}`
          const value = choice.switches[one.name] ?? ''
          return (
            <Field key={one.name} label={label}>
              {one.kind === 'number' ? (
                <input
                  type="number"
                  min={one.min}
                  max={one.max}
                  step={one.step}
                  placeholder={w.unset}
                  value={value}
                  onChange={(event) => set(one.name, event.target.value)}
                />
              ) : (
                <Choose
                  label={label}
                  value={value}
                  options={[{ value: '', label: w.unset }, ...valuesOf(one, w)]}
                  onChoose={(value) => set(one.name, value)}
                />
              )}
            </Field>
          )
        })}
      </div>
    </details>
  )
}

function valuesOf(one: Switch, { yes, no }: QaWords['scenario']) {
  if (one.kind === 'number') return []
  if (one.kind === 'choice') return one.choices.map((value) => ({ value, label: value }))
  return [
    { value: 'true', label: yes },
    { value: 'false', label: no },
  ]
}
