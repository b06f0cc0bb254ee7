import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { filled, partlyFilled } from '~/domain/replyVariables'
import type { QuickReplyWords } from '~/view/words.quickReplies'
import { FIELDS, NAME, PREVIEW } from './styles'

/** A text that cannot be inserted yet. `names`: those of its variables that nobody knows; `values`: the others. */
export type Filling = Readonly<{
  text: string
  names: readonly string[]
  values: ReadonlyMap<string, string>
}>

type Props = Readonly<{
  filling: Filling
  words: QuickReplyWords['fill']
  /** All is filled. */
  onInsert: (text: string) => void
  onBack: () => void
}>

/** Asks for what a reply needs. Enter leads to what is still empty, then inserts; Escape leads back. */
export function FillVariables({ filling, words, onInsert, onBack }: Props) {
  const { text, names, values } = filling
  const [written, setWritten] = useState<ReadonlyMap<string, string>>(new Map())
  const root = useRef<HTMLDivElement>(null)
  const id = useId()
  useEffect(() => root.current?.querySelector('input')?.focus(), [])

  const all = new Map([...values, ...written])
  const result = filled(text, all)
  const insert = () => {
    if (result !== null) return onInsert(result)
    const at = names.findIndex((name) => (written.get(name) ?? '').trim() === '')
    root.current?.querySelectorAll('input')[at]?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return
    const isField = event.target instanceof HTMLInputElement
    if (event.key === 'Escape') onBack()
    else if (event.key !== 'Enter' || !isField) return
    // the key that chose the reply may still be held
    else if (!event.repeat) insert()
    // else it would send what stands in the composer, whose form this is in
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the keys of its fields; and a press in them may take the focus from the composer
    <div
      ref={root}
      onKeyDown={onKeyDown}
      onMouseDown={(event) => event.stopPropagation()}
      className="flex min-h-0 flex-col gap-2 px-3 py-3"
    >
      <p id={id} className="text-note text-secondary">
        {words.title}
      </p>
      <div
        role="group"
        aria-labelledby={id}
        style={FIELDS}
        className="flex min-h-0 flex-col gap-2 overflow-y-auto"
      >
        {names.map((name) => (
          <label key={name} className="flex flex-wrap items-center gap-2 text-message">
            <span style={NAME} className="shrink-0 break-anywhere text-secondary">
              {name}
            </span>
            <input
              type="text"
              autoComplete="off"
              required
              value={written.get(name) ?? ''}
              onChange={({ target }) => setWritten(new Map([...written, [name, target.value]]))}
              className="min-h-11 min-w-40 flex-1 rounded-bubble border border-hairline bg-field px-3 text-[max(16px,1rem)] pc:min-h-9"
            />
          </label>
        ))}
      </div>
      <p style={PREVIEW} className="overflow-y-auto text-message break-anywhere whitespace-pre-wrap">
        {result ?? partlyFilled(text, all)}
      </p>
      <div className="flex justify-end gap-2">
        <button
          type="button"
          onClick={onBack}
          className={`${BUTTON} text-link hover:bg-hover hover:text-text`}
        >
          {words.back}
        </button>
        <button
          type="button"
          onClick={insert}
          disabled={result === null}
          className={`${BUTTON} bg-accent font-bold text-on-accent hover:brightness-95 disabled:opacity-40`}
        >
          {words.insert}
        </button>
      </div>
    </div>
  )
}

const BUTTON = 'min-h-11 rounded-bubble px-4 text-message active:brightness-90 pc:min-h-9'
