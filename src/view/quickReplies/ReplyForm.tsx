import { type FormEvent, useCallback, useEffect, useId, useRef, useState } from 'react'
import { cleaned, LONGEST_TEXT, LONGEST_TITLE, MOST_PICTURES, type QuickReply } from '~/domain/quickReplies'
import type { Prepare } from '~/lib/pictures/prepare'
import type { QuickReplyWords } from '~/view/words.quickReplies'
import { ReplyTiles } from './ReplyTiles'
import type { Replies } from './shelf'
import { FIELD, MAIN, PLAIN, RESIZED } from './styles'
import { type TellEscape, useEscape } from './useModal'

type Props = Readonly<{
  /** null: a new one. */
  reply: QuickReply | null
  replies: Replies
  words: QuickReplyWords['form']
  prepare: Prepare
  onDone: () => void
  onEscape: TellEscape
}>

/** A picture of the form: one that is kept, by name, or one that was chosen here. */
export type Tile = string | Blob

/** Where one reply is written. Escape leaves it, and asks first where that would cost what was written. */
export function ReplyForm({ reply, replies, words, prepare, onDone, onEscape }: Props) {
  const { shelf, pictures } = replies
  const [title, setTitle] = useState(reply?.title ?? '')
  const [text, setText] = useState(reply?.text ?? '')
  const [tiles, setTiles] = useState<readonly Tile[]>(reply?.pictures ?? [])
  const [asks, setAsks] = useState(false)
  const [isSaving, setIsSaving] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const hint = useId()
  const find = useCallback((name: string) => pictures.find(name), [pictures])
  useEffect(() => field.current?.focus(), [])

  const isChanged =
    title !== (reply?.title ?? '') || text !== (reply?.text ?? '') || !isSame(tiles, reply?.pictures ?? [])
  const over = Array.from(cleaned(text)).length - LONGEST_TEXT
  const isEmpty = cleaned(text) === '' && tiles.length === 0
  const leave = () => (isChanged && !asks ? setAsks(true) : onDone())

  const save = async (event: FormEvent) => {
    event.preventDefault()
    if (isEmpty || over > 0 || isSaving) return
    setIsSaving(true)
    const names = await Promise.all(
      tiles.map(async (tile) => (typeof tile === 'string' ? tile : (await pictures.add(tile)).name)),
    )
    const content = { title: Array.from(title).slice(0, LONGEST_TITLE).join(''), text, pictures: names }
    if (reply) shelf.edit(reply.id, content)
    else shelf.add(content)
    void pictures.remove((reply?.pictures ?? []).filter((name) => !names.includes(name)))
    onDone()
  }
  useEscape(onEscape, asks ? () => setAsks(false) : leave)
  return (
    <form
      onSubmit={(event) => void save(event)}
      className="flex min-h-0 flex-col gap-3 overflow-y-auto px-4 py-3"
    >
      <label className="flex flex-col gap-1 text-note text-secondary">
        {words.title}
        <input
          ref={field}
          type="text"
          autoComplete="off"
          maxLength={2 * LONGEST_TITLE}
          value={title}
          onChange={({ target }) => setTitle(Array.from(target.value).slice(0, LONGEST_TITLE).join(''))}
          className={`${FIELD} min-h-11 text-text pc:min-h-9`}
        />
      </label>
      <label className="flex flex-col gap-1 text-note text-secondary">
        {words.text}
        <textarea
          rows={5}
          value={text}
          aria-describedby={hint}
          style={RESIZED}
          onChange={({ target }) => setText(target.value)}
          className={`${FIELD} py-2 leading-[1.375] text-text`}
        />
      </label>
      <p id={hint} className="text-note text-secondary">
        {words.hint}
      </p>
      <ReplyTiles
        tiles={tiles}
        onChange={(change) => setTiles((now) => change(now).slice(0, MOST_PICTURES))}
        find={find}
        words={words}
        prepare={prepare}
      />
      <p role="status" className="text-note text-danger">
        {over > 0 ? words.over(over) : isChanged && isEmpty ? words.nothing : ''}
      </p>
      {asks ? (
        <div className="flex flex-wrap items-center justify-end gap-2">
          <p role="alert" className="text-message">
            {words.discard.question}
          </p>
          <button type="button" onClick={onDone} className={PLAIN}>
            {words.discard.yes}
          </button>
          <button type="button" onClick={() => setAsks(false)} className={MAIN}>
            {words.discard.no}
          </button>
        </div>
      ) : (
        <div className="flex justify-end gap-2">
          <button type="button" onClick={leave} className={PLAIN}>
            {words.cancel}
          </button>
          <button type="submit" disabled={isEmpty || over > 0} className={MAIN}>
            {words.save}
          </button>
        </div>
      )}
    </form>
  )
}

const isSame = (one: readonly Tile[], other: readonly Tile[]) =>
  one.length === other.length && one.every((tile, i) => tile === other[i])
