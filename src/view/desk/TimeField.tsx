import { useState } from 'react'

type Props = Readonly<{
  label: string
  /** Of the day, 0 to 1439. */
  minute: number
  onChange: (minute: number) => void
}>

/** A time of day. While it is being typed, what is not yet a time changes nothing. */
export function TimeField({ label, minute, onChange }: Props) {
  const [typed, setTyped] = useState<string | null>(null)
  return (
    <label className="flex items-center gap-2">
      <span>{label}</span>
      <input
        type="time"
        required
        value={typed ?? textOf(minute)}
        onChange={({ target: { value } }) => {
          const next = minuteOf(value)
          setTyped(next === null ? value : null)
          if (next !== null) onChange(next)
        }}
        onBlur={() => setTyped(null)}
        className="min-h-11 rounded-bubble border border-hairline bg-field px-2 text-[max(16px,1rem)] tabular-nums pc:min-h-9"
      />
    </label>
  )
}

const textOf = (minute: number) => [Math.floor(minute / 60), minute % 60].map(twoDigits).join(':')

const twoDigits = (n: number) => String(n).padStart(2, '0')

/** Old Safari has a box for text in place of the field for times. */
function minuteOf(text: string): number | null {
  const [, hour, minute] = /^(\d{1,2})[:：](\d{2})$/.exec(text.trim()) ?? []
  const [hours, minutes] = [Number(hour), Number(minute)]
  return hours < 24 && minutes < 60 ? hours * 60 + minutes : null
}
