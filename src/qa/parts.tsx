import { type ReactNode, useCallback, useId, useState } from 'react'
import { cn } from '~/lib/cn'
import { useQa } from './QaContext'

type GroupProps = Readonly<{ title: string; children: ReactNode }>

/** What belongs together in a section. */
export function Group({ title, children }: GroupProps) {
  const id = useId()
  return (
    <section className="qa-group" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  )
}

/** A label above its field. */
export function Field({
  label,
  narrow = false,
  children,
}: Readonly<{ label: string; narrow?: boolean; children: ReactNode }>) {
  return (
    // oxlint-disable-next-line jsx-a11y/label-has-associated-control -- the field stands in it
    <label className={cn('qa-field', narrow && 'qa-narrow')}>
      <span>{label}</span>
      {children}
    </label>
  )
}

/** A choice of one of a few. */
export function Choose<T extends string>({
  label,
  value,
  options,
  onChoose,
}: Readonly<{
  label: string
  value: T
  options: readonly Readonly<{ value: T; label: string }>[]
  onChoose: (value: T) => void
}>) {
  return (
    <select aria-label={label} value={value} onChange={(event) => onChoose(event.target.value as T)}>
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  )
}

export type Said = Readonly<{ text: string; tone: 'good' | 'bad' }> | null

/** What came of the last thing that was done here; readers hear it. */
export function SaidLine({ said }: Readonly<{ said: Said }>) {
  return (
    <p role="status" className={cn('qa-said', said?.tone === 'bad' && 'qa-bad')}>
      {said?.text}
    </p>
  )
}

/** What came of the last thing that was done, and what says it. */
export function useSaid() {
  const [said, setSaid] = useState<Said>(null)
  const good = useCallback((text: string) => setSaid({ text, tone: 'good' }), [])
  const bad = useCallback((text: string) => setSaid({ text, tone: 'bad' }), [])
  return { said, good, bad }
}

/** Says that the mock did not do what it was asked for. */
export function RefusalLine() {
  const { words, view } = useQa()
  const { refusal } = view
  if (!refusal) return null
  const { absent, unreachable, refused } = words.refusals
  return (
    <p role="alert" className="qa-refusal">
      {refusal.reason === 'refused'
        ? refused(refusal.message)
        : refusal.reason === 'absent'
          ? absent
          : unreachable}
    </p>
  )
}
