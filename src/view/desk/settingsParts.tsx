import { type CSSProperties, type ReactNode, useId } from 'react'
import { cn } from '~/lib/cn'

/* Of these dialogs alone, and not in the styles that every page loads before it shows anything. */
/** What browsers draw themselves, in the colour of this page. */
export const CONTROL: CSSProperties = { accentColor: 'var(--color-accent)' }
const BOX: CSSProperties = { ...CONTROL, width: 16, height: 16 }
/** Under the words of a `Check`. */
export const INSET: CSSProperties = { marginLeft: 28 }

/** A part of a dialog of settings, under its heading. */
export function Section({ title, children }: Readonly<{ title: string; children: ReactNode }>) {
  return (
    <section className="border-b border-hairline py-3">
      <h3 className="mb-2 text-note text-secondary">{title}</h3>
      {children}
    </section>
  )
}

/** A sentence that explains, in small. */
export function Hint({ children }: Readonly<{ children: ReactNode }>) {
  return <p className="pt-3 text-note break-anywhere text-secondary">{children}</p>
}

type CheckProps = Readonly<{
  label: string
  hint?: string
  isOn: boolean
  onChange: (isOn: boolean) => void
}>

/** A yes or no. */
export function Check({ label, hint, isOn, onChange }: CheckProps) {
  const hintId = useId()
  return (
    <>
      <label className="flex min-h-11 items-center gap-3 pc:min-h-9">
        <input
          type="checkbox"
          checked={isOn}
          aria-describedby={hint === undefined ? undefined : hintId}
          onChange={({ target }) => onChange(target.checked)}
          style={BOX}
          className="shrink-0"
        />
        <span className="min-w-0 break-anywhere">{label}</span>
      </label>
      {hint !== undefined && (
        <p id={hintId} style={INSET} className="pb-1 text-note break-anywhere text-secondary">
          {hint}
        </p>
      )}
    </>
  )
}

type ButtonProps = Readonly<{ disabled?: boolean; onClick: () => void; children: ReactNode }>

/** A button with a sign and words. */
export function PushButton({ disabled = false, onClick, children }: ButtonProps) {
  return (
    <button
      type="button"
      disabled={disabled}
      onClick={onClick}
      className={cn(
        'flex min-h-11 items-center gap-2 rounded-bubble border border-hairline bg-field px-3 pc:min-h-9',
        disabled ? 'text-secondary' : 'text-text hover:bg-hairline active:brightness-90',
      )}
    >
      {children}
    </button>
  )
}
