import { useId } from 'react'
import { Field } from '~/qa/parts'
import type { Speaker } from '~/qa/facts'
import { useQa } from '~/qa/QaContext'

type Props = Readonly<{ speaker: Speaker; onSpeaker: (speaker: Speaker) => void }>

const ROLES = ['MEMBER', 'SALER'] as const

/** Which two talk, and which of them speaks; the world tells whom it knows. */
export function SpeakerChoice({ speaker, onSpeaker }: Props) {
  const { words, view } = useQa()
  const w = words.otherSide
  const id = useId()
  const pairs = view.world?.pairs ?? []
  return (
    <fieldset className="qa-row">
      <legend>{w.as}</legend>
      {ROLES.map((role) => {
        const side = role === 'MEMBER' ? 'member' : 'saler'
        const known = [...new Set(pairs.map((pair) => pair[side]))].slice(0, 500)
        return (
          <div key={role} className="qa-row">
            <label className="qa-radio">
              <input
                type="radio"
                name={id}
                checked={speaker.role === role}
                onChange={() => onSpeaker({ ...speaker, role })}
              />
              {w.roles[role]}
            </label>
            <Field label={`${w[side]} ID`} narrow>
              <input
                list={`${id}-${side}`}
                value={speaker[side]}
                onChange={(event) => onSpeaker({ ...speaker, [side]: event.target.value.trim() })}
              />
            </Field>
            <datalist id={`${id}-${side}`}>
              {known.map((one) => (
                <option key={one}>{one}</option>
              ))}
            </datalist>
          </div>
        )
      })}
    </fieldset>
  )
}
