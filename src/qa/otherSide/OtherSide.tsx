import { type FormEvent, useState } from 'react'
import type { Line } from '~/qa/control'
import { Field, Group, RefusalLine, SaidLine, useSaid } from '~/qa/parts'
import { otherSideOf, type Speaker } from '~/qa/facts'
import { useQa } from '~/qa/QaContext'
import { burst, samplesByKind } from './samples'
import { ScriptBox } from './ScriptBox'
import { SpeakerChoice } from './SpeakerChoice'

const BURSTS = [100, 1_000] as const

const SAMPLES = samplesByKind()

/** Speaks as the other side: whatever there is to say. */
export function OtherSide() {
  const { words, view, facts } = useQa()
  const w = words.otherSide
  const [speaker, setSpeaker] = useState<Speaker>(() => otherSideOf(facts))
  const [text, setText] = useState('')
  const { said, good } = useSaid()

  const say = async (lines: readonly Line[], done: string) => {
    const isDone = await view.change({ says: lines.map((line) => ({ ...sidesOf(speaker), ...line })) })
    if (isDone) good(done)
    return isDone
  }
  const onSubmit = async (event: FormEvent) => {
    event.preventDefault()
    if (text.trim() === '') return
    if (await say([{ type: 'TEXT', content: text }], w.said(1))) setText('')
  }
  return (
    <>
      <RefusalLine />
      <SpeakerChoice speaker={speaker} onSpeaker={setSpeaker} />
      <form className="qa-row" onSubmit={(event) => void onSubmit(event)}>
        <Field label={w.text}>
          <input value={text} onChange={(event) => setText(event.target.value)} />
        </Field>
        <button type="submit" className="qa-main">
          {w.send}
        </button>
      </form>
      <SaidLine said={said} />
      <Group title={w.samples}>
        {SAMPLES.map(({ type, samples }) => (
          <div key={type} role="group" aria-label={type} className="qa-samples">
            <code>{type}</code>
            {samples.map(({ label, line }) => (
              <button key={JSON.stringify(line)} type="button" onClick={() => void say([line], w.said(1))}>
                {label}
              </button>
            ))}
          </div>
        ))}
      </Group>
      <ScriptBox onPlay={say} />
      <Group title={w.burst}>
        <div className="qa-row">
          {BURSTS.map((count) => (
            <button
              key={count}
              type="button"
              onClick={() => void say(burst(count, w.burstWord), w.said(count))}
            >
              {w.burstOf(count)}
            </button>
          ))}
        </div>
      </Group>
    </>
  )
}

function sidesOf({ appid, member, saler, role }: Speaker) {
  return role === 'MEMBER'
    ? { appid, from: member, fromrole: role, to: saler }
    : { appid, from: saler, fromrole: role, to: member }
}
