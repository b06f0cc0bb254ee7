import { memo, type MouseEvent } from 'react'
import { Pin } from 'lucide-react'
import { spanOf, type Wait, waitOf } from '~/domain/desk/waiting'
import type { Lang } from '~/lib/lang'
import { Avatar } from '~/ui/Avatar'
import type { DeskWords } from '~/view/words.desk'
import { type DeskRow, lineOf } from './rows'

/** Px of a row, where text has its usual size. */
export const ROW_HEIGHT = 68

type RowProps = Readonly<{
  row: DeskRow
  name: string
  avatar: string | null
  lang: Lang
  words: DeskWords
  /** When its newest message was sent. */
  time: string
  /** Minutes of the true time: whoever waits is drawn anew with them. */
  minute: number
  /** Seconds between two looks at it, where that is longer than it should be; null: it is not. */
  every: number | null
  isOpen: boolean
  isTabStop: boolean
  position: number
  setSize: number
  onOpen: (id: string) => void
  onMenu: (event: MouseEvent<HTMLElement>, id: string) => void
}>

const WAITS: Readonly<Record<Wait, string>> = {
  none: 'text-secondary',
  short: 'text-secondary',
  soon: 'font-bold text-waiting',
  late: 'font-bold text-danger',
}

/** A conversation in the list: who it is with, what was said last, what is unread, and how long somebody has waited. */
export const Row = memo(function Row(props: RowProps) {
  const { row, name, avatar, words, time, minute, every, isOpen, isTabStop, position, setSize } = props
  const { id, summary, waitingSince, pinned } = row
  const now = minute * MINUTE
  const wait = waitOf(waitingSince, now)
  const span = waitingSince === null ? null : spanOf(now - waitingSince)
  const isOnline = summary.presence === 'online'
  return (
    <div role="listitem" aria-posinset={position} aria-setsize={setSize}>
      <button
        type="button"
        data-member={id}
        aria-current={isOpen || undefined}
        tabIndex={isTabStop ? 0 : -1}
        onClick={() => props.onOpen(id)}
        onContextMenu={(event) => props.onMenu(event, id)}
        style={{ minHeight: ROW_HEIGHT }}
        className={`flex w-full items-center gap-3 px-3 py-2 text-start focus-visible:-outline-offset-2 active:brightness-95 ${isOpen ? 'bg-hairline' : pinned ? 'bg-surface hover:brightness-95' : 'bg-panel hover:bg-surface'}`}
      >
        <span className="relative shrink-0">
          <Avatar id={id} name={name} url={avatar} />
          {isOnline && (
            <span
              data-online
              title={words.row.online}
              className="absolute -right-1 -bottom-1 h-3 w-3 rounded-[50%] border-2 border-panel bg-accent"
            />
          )}
        </span>
        <span className="flex min-w-0 flex-1 flex-col gap-1">
          <span className="flex items-center gap-1">
            <bdi className="min-w-0 flex-1 truncate text-message text-text">{name}</bdi>
            {isOnline && <span className="sr-only">{words.row.online}</span>}
            {pinned && <Pin size={12} aria-label={words.row.pinned} className="shrink-0 text-secondary" />}
            {span ? (
              <span data-wait={wait} className={`shrink-0 text-note tabular-nums ${WAITS[wait]}`}>
                <span aria-hidden>{words.row.waits(span)}</span>
                <span className="sr-only">{words.row.waiting(span)}</span>
              </span>
            ) : (
              <span className="shrink-0 text-note text-secondary tabular-nums">{time}</span>
            )}
          </span>
          <span className="flex items-center gap-2">
            <span className="min-w-0 flex-1 truncate text-note text-secondary">
              <Line {...props} />
            </span>
            {every !== null && (
              <span className="shrink-0 text-note text-waiting tabular-nums">{words.row.slower(every)}</span>
            )}
            {summary.unread > 0 && (
              <span className="flex h-5 min-w-5 shrink-0 items-center justify-center rounded-[10px] bg-badge px-1 text-note text-on-badge tabular-nums">
                <span aria-hidden>{summary.unread > 99 ? '99+' : summary.unread}</span>
                <span className="sr-only">{words.row.unread(summary.unread)}</span>
              </span>
            )}
          </span>
        </span>
      </button>
    </div>
  )
})

const MINUTE = 60_000

/** What is being written goes before what was said; what was not sent before both. */
function Line({ row: { summary, draft }, isOpen, lang, words }: RowProps) {
  const { newest, trouble, loaded } = summary
  if (trouble) return <span className="text-danger">{words.row.failed}</span>
  if (draft !== '' && !isOpen)
    return (
      <>
        <span className="text-danger">{words.row.draft}</span> <bdi>{draft.slice(0, 200)}</bdi>
      </>
    )
  if (!newest) return loaded ? words.row.none : words.row.loading
  const line = lineOf(newest.content, lang) || words.row.unsupported
  return (
    <>
      {newest.mine && words.row.mine}
      <bdi>{line}</bdi>
    </>
  )
}
