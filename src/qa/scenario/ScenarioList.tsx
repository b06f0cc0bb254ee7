import { useState } from 'react'
import { useQa } from '~/qa/QaContext'
import { type Choice, scenariosWith } from './choice'

type Props = Readonly<{ choice: Choice; onChoice: (choice: Choice) => void }>

/** The named scenarios, of which several can be chosen. */
export function ScenarioList({ choice, onChoice }: Props) {
  const { words } = useQa()
  const w = words.scenario
  const [search, setSearch] = useState('')
  const found = scenariosWith(search)
  const toggle = (name: string) =>
    onChoice({
      ...choice,
      names: choice.names.includes(name)
        ? choice.names.filter((one) => one !== name)
        : [...choice.names, name],
    })
  return (
    <fieldset className="qa-group">
      <legend>{w.list}</legend>
      <div className="qa-row">
        <input
          type="search"
          aria-label={w.search}
          placeholder={w.search}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
        {choice.names.length > 0 && (
          <>
            <span className="qa-note">{w.chosen(choice.names.length)}</span>
            <button type="button" onClick={() => onChoice({ ...choice, names: [] })}>
              {w.clear}
            </button>
          </>
        )}
      </div>
      <ul className="qa-scenarios">
        {found.map(({ name, title, note, description }) => (
          <li key={name}>
            <label>
              <input
                type="checkbox"
                checked={choice.names.includes(name)}
                onChange={() => toggle(name)}
                aria-label={`${title} ${name}`}
              />
              <span>
                {words.lang === 'en' ? name : title} <code>{words.lang === 'en' ? title : name}</code>
                <small>{words.lang === 'en' ? description : note}</small>
              </span>
            </label>
          </li>
        ))}
        {found.length === 0 && <li className="qa-note">{w.none}</li>}
      </ul>
    </fieldset>
  )
}
