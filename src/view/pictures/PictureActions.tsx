import { LoaderCircle } from 'lucide-react'
import type { PictureWords } from '~/view/words.pictures'
import type { Picture } from './usePrepared'

type Props = Readonly<{
  words: PictureWords
  pictures: readonly Picture[]
  original: boolean
  onOriginal: (original: boolean) => void
  /** How many it waits for to be sent; null: it does not. */
  waitsFor: number | null
  onStop: () => void
  /** How many it would cost to close it; null: that is not asked. */
  asksFor: number | null
  onKeep: () => void
  onCancel: () => void
  onSend: () => void
}>

const PLAIN = 'min-h-11 rounded-bubble px-3 text-message hover:bg-hover active:brightness-90 pc:min-h-9'
const ACCENT =
  'min-h-11 rounded-bubble bg-accent px-3 text-message font-bold text-on-accent hover:brightness-95 active:brightness-90 disabled:pointer-events-none disabled:opacity-40 pc:min-h-9'

const CHECKBOX = { width: 20, height: 20, accentColor: 'var(--color-accent)' }

/** What one does with the pictures: whether in full size, and whether at all. */
export function PictureActions(props: Props) {
  const { words, pictures, original, onOriginal, waitsFor, asksFor } = props
  const sendable = pictures.filter(({ refused }) => refused === null)
  if (waitsFor !== null) {
    return (
      <div className="flex items-center justify-end gap-2">
        <LoaderCircle
          size={16}
          aria-hidden
          className="animate-spin text-secondary motion-reduce:animate-none"
        />
        <p role="status" className="flex-1 text-note text-secondary">
          {words.waiting(waitsFor)}
        </p>
        <button type="button" onClick={props.onStop} className={PLAIN}>
          {words.stop}
        </button>
      </div>
    )
  }
  if (asksFor !== null) {
    return (
      <div className="flex flex-wrap items-center justify-end gap-2">
        <p role="alert" className="flex-1 text-message">
          {words.discard.question(asksFor)}
        </p>
        <button type="button" onClick={props.onKeep} className={PLAIN}>
          {words.discard.no}
        </button>
        <button type="button" onClick={props.onCancel} className={`${PLAIN} text-danger`}>
          {words.discard.yes}
        </button>
      </div>
    )
  }
  return (
    <div className="flex flex-wrap items-center justify-end gap-2">
      <label className="flex min-h-11 flex-1 items-center gap-2 text-note whitespace-nowrap text-secondary pc:min-h-9">
        <input
          type="checkbox"
          checked={original}
          onChange={({ target }) => onOriginal(target.checked)}
          style={CHECKBOX}
        />
        {words.original(sendable.reduce((sum, picture) => sum + fullSize(picture, original), 0))}
      </label>
      <button type="button" onClick={props.onCancel} className={PLAIN}>
        {words.cancel}
      </button>
      <button type="button" disabled={sendable.length === 0} onClick={props.onSend} className={ACCENT}>
        {words.send(sendable.length)}
      </button>
    </div>
  )
}

/** Bytes in full size; as long as that is not prepared, those of the file, which are a little more. */
const fullSize = ({ file, ready }: Picture, original: boolean) =>
  original && ready ? ready.file.size : file.size
