import { memo, type MouseEvent } from 'react'
import { Ellipsis, Hourglass, Pin } from 'lucide-react'
import { spanOf, type Wait, waitOf } from '~/domain/desk/waiting'
import { cn } from '~/lib/cn'
import type { Lang } from '~/lib/lang'
import { Avatar } from '~/ui/Avatar'
import type { DeskWords } from '~/view/words.desk'
import { Marked } from './Marked'
import { RowLine } from './RowLine'
import type { DeskRow } from './rows'

/** Px of a row, where text has its usual size. */
export const ROW_HEIGHT = 68

export type RowProps = Readonly<{
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
  /** What is looked for, in small letters; '': nothing. */
  wanted: string
  isOpen: boolean
  /** Its menu is open: which row that is about must show. */
  hasMenu: boolean
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

const GROUNDS = {
  menu: '[--row-ground:var(--color-pressed)]',
  open: '[--row-ground:var(--color-selected)]',
  pinned:
    '[--row-ground:var(--color-hover)] hover:[--row-ground:var(--color-pressed)] active:[--row-ground:var(--color-selected)]',
  plain:
    '[--row-ground:var(--color-panel)] hover:[--row-ground:var(--color-hover)] active:[--row-ground:var(--color-pressed)]',
}

/** A conversation in the list: who it is with, what was said last, what is unread, and how long somebody has waited. */
export const Row = memo(function Row(props: RowProps) {
  const { row, name, avatar, words, wanted, isOpen, hasMenu, isTabStop, position, setSize } = props
  const { id, summary, pinned } = row
  const tabIndex = isTabStop ? 0 : -1
  const isOnline = summary.presence === 'online'
  return (
    <div
      role="listitem"
      aria-posinset={position}
      aria-setsize={setSize}
      className={cn(
        'group relative',
        GROUNDS[isOpen ? 'open' : hasMenu ? 'menu' : pinned ? 'pinned' : 'plain'],
      )}
    >
      <button
        type="button"
        data-member={id}
        aria-current={isOpen || undefined}
        tabIndex={tabIndex}
        onClick={() => props.onOpen(id)}
        onContextMenu={(event) => props.onMenu(event, id)}
        style={{ minHeight: ROW_HEIGHT }}
        className="on-row-ground flex w-full items-center gap-3 px-3 py-2 text-start focus-visible:-outline-offset-2"
      >
        <span className="relative shrink-0">
          <Avatar id={id} name={name} url={avatar} />
          {isOnline && (
            <span
              data-online
              title={words.row.online}
              className="absolute -right-1 -bottom-1 h-3 w-3 rounded-[50%] border-2 border-(--row-ground) bg-accent"
            />
          )}
        </span>
        <span className="flex min-w-0 flex-1 flex-col gap-1">
          <span className="flex items-center gap-1">
            {/* cut at its end in whichever direction it is written, and beside its picture */}
            <bdi className="min-w-0 flex-1 truncate text-left text-message text-text">
              <Marked text={name} wanted={wanted} />
            </bdi>
            {isOnline && <span className="sr-only">{words.row.online}</span>}
            {pinned && <Pin size={12} aria-label={words.row.pinned} className="shrink-0 text-secondary" />}
            <When {...props} />
          </span>
          <span className="flex min-h-5 items-center gap-2 group-focus-within:pe-9 group-hover:pe-9">
            <span dir="auto" className="min-w-0 flex-1 truncate text-left text-note text-secondary">
              <RowLine {...props} />
            </span>
            <Marks {...props} />
          </span>
        </span>
      </button>
      {isOpen && (
        <span
          aria-hidden
          className="pointer-events-none absolute inset-y-0 start-0 border-s-[3px] border-accent"
        />
      )}
      <button
        type="button"
        data-more
        tabIndex={tabIndex}
        aria-haspopup="menu"
        aria-expanded={hasMenu}
        aria-label={`${words.menu.more}: ${name}`}
        title={words.menu.more}
        onClick={(event) => props.onMenu(event, id)}
        className="pointer-events-none absolute end-1 bottom-0 flex h-11 w-11 items-center justify-center rounded-bubble text-text opacity-0 pc:end-2 pc:bottom-1 pc:h-8 pc:w-8 group-focus-within:pointer-events-auto group-focus-within:opacity-100 group-hover:pointer-events-auto group-hover:opacity-100 focus-visible:outline-offset-[-2px] hover:bg-selected active:brightness-90"
      >
        <Ellipsis size={20} aria-hidden />
      </button>
    </div>
  )
})

const MINUTE = 60_000

/** How long somebody has waited, else when the newest message was sent. */
function When({ row: { waitingSince }, words, time, minute }: RowProps) {
  if (waitingSince === null)
    return <span className="shrink-0 text-note text-secondary tabular-nums">{time}</span>
  const now = minute * MINUTE
  const wait = waitOf(waitingSince, now)
  const span = spanOf(now - waitingSince)
  return (
    <span data-wait={wait} className={`shrink-0 text-note tabular-nums ${WAITS[wait]}`}>
      <span aria-hidden>{words.row.waits(span)}</span>
      <span className="sr-only">{words.row.waiting(span)}</span>
    </span>
  )
}

/** What is unread, and a sign where the row is behind: words beside a hundred rows would be noise. */
function Marks({ row: { summary }, words, every }: RowProps) {
  const { unread } = summary
  return (
    <>
      {every !== null && (
        <span title={words.row.slower(every)} className="shrink-0 text-secondary">
          <Hourglass size={12} aria-hidden />
          <span className="sr-only">{words.row.slower(every)}</span>
        </span>
      )}
      {unread > 0 && (
        // its border shows where colours are forced, and grounds are not
        <span className="flex min-h-5 min-w-5 shrink-0 items-center justify-center rounded-[10px] border border-transparent bg-badge px-[3px] text-note leading-none text-on-badge tabular-nums">
          <span aria-hidden>{unread > 99 ? '99+' : unread}</span>
          <span className="sr-only">{words.row.unread(unread)}</span>
        </span>
      )}
    </>
  )
}
