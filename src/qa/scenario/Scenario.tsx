import { useState } from 'react'
import { copyText } from '~/lib/copyText'
import { chosenOptions } from '~/mocks/chosenOptions'
import { worldNames } from '~/qa/facts'
import { Field, Group, RefusalLine, SaidLine, useSaid } from '~/qa/parts'
import { useQa } from '~/qa/QaContext'
import { addressWith, type Choice, choiceIn, choiceText } from './choice'
import { ScenarioList } from './ScenarioList'
import { Switches } from './Switches'
import { WorldFile } from './WorldFile'

/** The largest seed that an address may name. */
const LARGEST_SEED = 999_999_999

/** Chooses and combines what the mock does, and makes a link of it. */
export function Scenario() {
  const { words, view, address } = useQa()
  const w = words.scenario
  const { world } = view
  const params = new URL(location.href).searchParams
  const [choice, setChoice] = useState<Choice>(() => choiceIn(params.get('scenario') ?? ''))
  const [seed, setSeed] = useState(() => params.get('seed') ?? '1')
  const { said, good, bad } = useSaid()

  const text = choiceText(choice)
  const number = /^\d{1,9}$/.test(seed.trim()) ? Number(seed) : null
  const chosen = chosenOptions(text)
  const link = addressWith(location.href, text, number ?? 1)
  const copy = async () => ((await copyText(link)) ? good(w.copied) : bad(w.notCopied))
  return (
    <>
      <RefusalLine />
      {world && address !== null && <p className="qa-note">{w.now(worldNames(address), world.rows)}</p>}
      <ScenarioList choice={choice} onChoice={setChoice} />
      <Switches choice={choice} onChoice={setChoice} />
      <Group title={w.link}>
        {!chosen.ok && (
          <p role="alert" className="qa-refusal">
            {chosen.said[words.lang]}
          </p>
        )}
        <div className="qa-row">
          <Field label={w.seed} narrow>
            <input
              inputMode="numeric"
              value={seed}
              aria-invalid={number === null || number > LARGEST_SEED}
              onChange={(event) => setSeed(event.target.value)}
            />
          </Field>
          <Field label={w.link}>
            <input readOnly value={link} onFocus={(event) => event.target.select()} />
          </Field>
        </div>
        <div className="qa-row">
          <button type="button" onClick={() => void copy()}>
            {w.copy}
          </button>
          <a className="qa-main" href={link}>
            {w.go}
          </a>
          <SaidLine said={said} />
        </div>
      </Group>
      <WorldFile />
    </>
  )
}
