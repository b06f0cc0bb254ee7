import { useRef } from 'react'

type Props = Readonly<{ label: string; onFile: (file: File) => void }>

/** A button that asks for a JSON file. */
export function FileButton({ label, onFile }: Props) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <button type="button" onClick={() => input.current?.click()}>
        {label}
      </button>
      <input
        ref={input}
        type="file"
        accept=".json,application/json"
        aria-label={label}
        hidden
        onChange={({ target }) => {
          const file = target.files?.[0]
          // the same file can be chosen again
          target.value = ''
          if (file) onFile(file)
        }}
      />
    </>
  )
}
