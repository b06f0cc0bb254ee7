import { type FormEvent, useCallback, useState } from 'react'
import { deviceClock } from '~/lib/clock'
import { Choose, Field, Group, RefusalLine, SaidLine, useSaid } from './parts'
import { useQa } from './QaContext'
import { useLive } from './useLive'
import type { QaWords } from './words'

const UNITS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const
type Unit = keyof typeof UNITS

/** At once: the mock takes no more. */
const FURTHEST = 366 * UNITS.d

const STEPS: readonly Readonly<{ count: number; unit: Unit }>[] = [
  { count: 1, unit: 'm' },
  { count: 5, unit: 'm' },
  { count: 1, unit: 'h' },
]

/** Steps the clock of the mock. */
export function Clock() {
  const { words, view } = useQa()
  const { world, seenAt, change } = view
  const [count, setCount] = useState('30')
  const [unit, setUnit] = useState<Unit>('m')
  const { said, good, bad } = useSaid()
  const since = useLive(useCallback(() => deviceClock.elapsed() - seenAt, [seenAt]))
  const step = async (stepMs: number) => {
    if (await change({ stepMs })) good(words.done)
  }
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    const ms = Math.round(Number(count) * UNITS[unit])
    if (!(ms > 0 && ms <= FURTHEST)) return bad(words.clock.bad)
    void step(ms)
  }
  return (
    <>
      <RefusalLine />
      {world && (
        <dl className="qa-facts">
          <dt>{words.clock.world}</dt>
          <dd>{new Date(world.now + since).toLocaleString(words.lang)}</dd>
          <dt>{words.clock.ahead}</dt>
          <dd>{aheadText(world.aheadMs, words.clock)}</dd>
        </dl>
      )}
      <Group title={words.clock.steps}>
        <div className="qa-row">
          {STEPS.map(({ count, unit }) => (
            <button key={`${count}${unit}`} type="button" onClick={() => void step(count * UNITS[unit])}>
              +{count} {words.clock.units[unit]}
            </button>
          ))}
          <button type="button" onClick={() => void step(UNITS.d)}>
            {words.clock.tomorrow}
          </button>
        </div>
        <form className="qa-row" onSubmit={onSubmit}>
          <Field label={words.clock.by} narrow>
            <input inputMode="decimal" value={count} onChange={(event) => setCount(event.target.value)} />
          </Field>
          <Field label={words.clock.unit}>
            <Choose
              label={words.clock.unit}
              value={unit}
              options={(Object.keys(UNITS) as Unit[]).map((value) => ({
                value,
                label: words.clock.units[value],
              }))}
              onChoose={setUnit}
            />
          </Field>
          <button type="submit">{words.clock.step}</button>
        </form>
      </Group>
      <SaidLine said={said} />
      <p className="qa-note">{words.clock.hint}</p>
    </>
  )
}

/** A world that was loaded from a file may be behind. */
function aheadText(ms: number, { onTime, units, behind }: QaWords['clock']): string {
  if (Math.abs(ms) < UNITS.s) return onTime
  const length = lengthOf(Math.abs(ms), units)
  return ms < 0 ? behind(length) : length
}

/** `1 天 2 小时 5 分钟`. */
function lengthOf(ms: number, words: Readonly<Record<Unit, string>>): string {
  let rest = ms
  return (['d', 'h', 'm', 's'] as const)
    .flatMap((unit) => {
      const count = Math.floor(rest / UNITS[unit])
      rest -= count * UNITS[unit]
      return count > 0 ? [`${count} ${words[unit]}`] : []
    })
    .join(' ')
}
