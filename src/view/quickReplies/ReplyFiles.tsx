import { type ChangeEvent, useRef, useState } from 'react'
import { Download, Plus, Upload } from 'lucide-react'
import { MOST_REPLIES } from '~/domain/quickReplies'
import type { Prepare } from '~/lib/pictures/prepare'
import { saveFile } from '~/lib/saveFile'
import type { QuickReplyWords } from '~/view/words.quickReplies'
import type { Replies } from './shelf'
import { BUTTONS_EDGE, PLAIN } from './styles'
import { exportReplies, type Imported, importReplies } from './transfer'

type Props = Readonly<{
  replies: Replies
  words: QuickReplyWords
  newFileName: () => string
  prepare: Prepare
  /** null: there is no room for more. */
  onAdd: (() => void) | null
}>

/** New ones by hand and from a file, all of them into one; and what became of that. */
export function ReplyFiles({ replies, words, newFileName, prepare, onAdd }: Props) {
  const { manager, file } = words
  const input = useRef<HTMLInputElement>(null)
  const [said, setSaid] = useState<Readonly<{ text: string; isBad: boolean }> | null>(null)
  const [isBusy, setIsBusy] = useState(false)

  const importFrom = async ({ currentTarget }: ChangeEvent<HTMLInputElement>) => {
    const chosen = currentTarget.files?.[0]
    if (!chosen || isBusy) return
    setIsBusy(true)
    setSaid({ text: file.reading, isBad: false })
    const result = await importReplies(chosen, replies, prepare)
    // not before it is read: else the same file, put right and chosen again, would be no change
    if (input.current) input.current.value = ''
    setIsBusy(false)
    setSaid({ text: toldOf(result, file), isBad: !('added' in result) })
  }
  const exportAll = async () => {
    const { file: made, count, lost } = await exportReplies(replies)
    saveFile(made, newFileName())
    setSaid({ text: file.saved(count, lost), isBad: lost > 0 })
  }
  return (
    <>
      <div style={BUTTONS_EDGE} className="flex shrink-0 flex-wrap gap-1 border-b border-hairline py-1">
        <button type="button" onClick={onAdd ?? undefined} disabled={!onAdd} className={ACTION}>
          <Plus size={16} aria-hidden />
          {manager.add}
        </button>
        <button
          type="button"
          aria-busy={isBusy}
          onClick={() => !isBusy && input.current?.click()}
          className={ACTION}
        >
          <Upload size={16} aria-hidden />
          {manager.import}
        </button>
        <button type="button" onClick={() => void exportAll()} className={ACTION}>
          <Download size={16} aria-hidden />
          {manager.export}
        </button>
        <input
          ref={input}
          type="file"
          accept=".json,application/json"
          aria-label={manager.import}
          tabIndex={-1}
          onChange={(event) => void importFrom(event)}
          className="hidden"
        />
      </div>
      <p role="status" className={`px-4 text-note ${said?.isBad ? 'text-danger' : 'text-secondary'}`}>
        {(said || !onAdd) && <span className="block py-2">{said?.text ?? manager.full(MOST_REPLIES)}</span>}
      </p>
    </>
  )
}

const ACTION = `${PLAIN} flex items-center gap-1 disabled:opacity-40`

function toldOf(result: Imported, words: QuickReplyWords['file']): string {
  if ('added' in result) return words.done(result.added, result.same)
  return 'refused' in result ? words.refused[result.refused] : words.bad(result.line, result.fault)
}
