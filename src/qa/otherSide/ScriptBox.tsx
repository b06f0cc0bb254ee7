import { useId, useState } from 'react'
import type { Line } from '~/qa/control'
import { Group, SaidLine, useSaid } from '~/qa/parts'
import { useQa } from '~/qa/QaContext'
import { kindTypes } from './samples'
import { readScript, type ScriptProblem } from './script'

const EXAMPLE = '你好，在吗？\n+2s image size-chart.svg\n+3s voice voice-4s.amr 4\n+1s x3 还有'

type Props = Readonly<{ onPlay: (lines: readonly Line[], done: string) => Promise<boolean> }>

/** What is said by a plan. The mock keeps it: it goes on while the page sleeps, and as its clock is stepped. */
export function ScriptBox({ onPlay }: Props) {
  const { words } = useQa()
  const w = words.otherSide
  const [script, setScript] = useState(EXAMPLE)
  const [problems, setProblems] = useState<readonly ScriptProblem[]>([])
  const hint = useId()
  const { said, bad } = useSaid()
  const play = () => {
    const { lines, problems } = readScript(script, kindTypes())
    setProblems(problems)
    // half of a plan is no plan
    if (problems.length > 0) return
    const last = lines[lines.length - 1]
    if (!last) return bad(w.empty)
    void onPlay(lines, w.planned(lines.length, Math.ceil((last.inMs ?? 0) / 1000)))
  }
  return (
    <Group title={w.script}>
      <textarea
        aria-label={w.script}
        aria-describedby={hint}
        aria-invalid={problems.length > 0}
        rows={4}
        spellCheck={false}
        value={script}
        onChange={(event) => setScript(event.target.value)}
      />
      <p id={hint} className="qa-note">
        {w.scriptHint}
      </p>
      {problems.length > 0 && (
        <ul role="alert" className="qa-refusal">
          {problems.slice(0, 5).map(({ line, reason, said }) => (
            <li key={line}>{w.line(line, w.problems[reason](said))}</li>
          ))}
        </ul>
      )}
      <div className="qa-row">
        <button type="button" onClick={play}>
          {w.play}
        </button>
        <SaidLine said={said} />
      </div>
    </Group>
  )
}
