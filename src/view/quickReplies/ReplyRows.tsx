import { useState } from 'react'
import { Pencil, Trash2 } from 'lucide-react'
import { MOST_REPLIES, type QuickReply, ranked } from '~/domain/quickReplies'
import { cn } from '~/lib/cn'
import type { Prepare } from '~/lib/pictures/prepare'
import type { QuickReplyWords } from '~/view/words.quickReplies'
import { ReplyFiles } from './ReplyFiles'
import type { Replies } from './shelf'
import { DANGER, EDGE, ICON, PLAIN } from './styles'
import { type TellEscape, useEscape } from './useModal'

type Props = Readonly<{
  list: readonly QuickReply[]
  replies: Replies
  words: QuickReplyWords
  newFileName: () => string
  prepare: Prepare
  onEdit: (reply: QuickReply | 'new') => void
  onEscape: TellEscape
}>

/** All replies, the most used first, each with what can be done to it. */
export function ReplyRows({ list, replies, words, newFileName, prepare, onEdit, onEscape }: Props) {
  const { manager } = words
  const [asked, setAsked] = useState<string | null>(null)

  const remove = ({ id, pictures }: QuickReply) => {
    setAsked(null)
    replies.shelf.remove(id)
    void replies.pictures.remove(pictures)
  }
  useEscape(onEscape, asked === null ? null : () => setAsked(null))
  return (
    <>
      <ReplyFiles
        replies={replies}
        words={words}
        newFileName={newFileName}
        prepare={prepare}
        onAdd={list.length < MOST_REPLIES ? () => onEdit('new') : null}
      />
      {list.length === 0 ? (
        <p className="px-4 py-3 text-center text-message text-secondary">{words.empty}</p>
      ) : (
        <ul aria-label={words.label} className="min-h-0 flex-1 overflow-y-auto overscroll-contain">
          {ranked(list).map((reply, i) => (
            <li
              key={reply.id}
              style={EDGE}
              className={cn(
                'flex min-h-14 flex-wrap items-center gap-x-2 border-hairline py-1 pr-1',
                // the last one ends with the dialog
                i + 1 < list.length && 'border-b',
              )}
            >
              <div className="min-w-0 flex-1 py-1">
                <p title={nameOf(reply, words)} className="truncate text-message font-bold">
                  {nameOf(reply, words)}
                </p>
                <p title={noteOf(reply, words)} className="truncate text-note text-secondary">
                  {noteOf(reply, words, SHOWN)}
                </p>
              </div>
              {asked === reply.id ? (
                <span className="flex flex-wrap items-center justify-end gap-1">
                  <span role="alert" className="text-note break-anywhere">
                    {manager.question(nameOf(reply, words))}
                  </span>
                  <button type="button" onClick={() => remove(reply)} className={DANGER}>
                    {manager.yes}
                  </button>
                  {/* where the first press was: a double one deletes nothing */}
                  <button type="button" onClick={() => setAsked(null)} className={PLAIN}>
                    {manager.no}
                  </button>
                </span>
              ) : (
                <>
                  <button
                    type="button"
                    aria-label={manager.edit(nameOf(reply, words))}
                    onClick={() => onEdit(reply)}
                    className={ICON}
                  >
                    <Pencil size={20} aria-hidden />
                  </button>
                  <button
                    type="button"
                    aria-label={manager.remove(nameOf(reply, words))}
                    onClick={() => setAsked(reply.id)}
                    className={ICON}
                  >
                    <Trash2 size={20} aria-hidden />
                  </button>
                </>
              )}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

/** UTF-16 units that a name made of the text has. */
const NAME = 20

const nameOf = ({ title, text, pictures }: QuickReply, words: QuickReplyWords) =>
  title || text.slice(0, NAME) || words.pictures(pictures.length)

/** UTF-16 units of a text that its line can show. */
const SHOWN = 200

const noteOf = ({ text, pictures, used }: QuickReply, words: QuickReplyWords, most = text.length) =>
  [
    ...(used > 0 ? [words.manager.used(used)] : []),
    ...(pictures.length > 0 ? [words.pictures(pictures.length)] : []),
    text.slice(0, most),
  ].join(' · ')
