import { type CSSProperties, type ReactNode, type Ref, useCallback, useLayoutEffect, useRef } from 'react'
import { Virtualizer, type VirtualizerHandle } from 'virtua'
import type { Entry } from '~/domain/timeline'
import type { Shown } from '~/store/selectors'
import { loadOlder } from '~/sync/loadOlder'
import { endStill } from '~/ui/still'
import { useChatPage, useChatState, useWords } from '~/view/ChatContext'
import { timeLabel } from '~/view/timeLabel'
import { Announcer } from './Announcer'
import { ListState } from './ListState'
import { MessageRow } from './MessageRow'
import { OlderMessages } from './OlderMessages'
import { Pill } from './Pill'
import { useMessageMenu } from './useMessageMenu'
import { useKeyboard } from './useKeyboard'
import { useListScroll } from './useListScroll'
import { useMounted } from './useMounted'
import { useActions, useAuthors, useReceipts } from './useRowProps'
import { useRows, useToday } from './useRows'
import { useSelected } from './useSelected'
import { useHeight } from '~/view/useHeight'
import { type MessageListHandle, useShow } from './useShow'

/** Px beyond the view for which rows are there already: a fling must not find blank ones. */
const BUFFER = 400
/** Px of what stands above the rows, where text has its usual size. */
const TOP = 48

type Props = Readonly<{
  ref?: Ref<MessageListHandle>
  /** A message is to be written anew. */
  onEdit: (text: string) => void
  /** A quotation is to stand before what is written. */
  onQuote: (text: string) => void
}>

/** The messages of the conversation: oldest on top, following its end, older ones loaded on the way up. */
export function MessageList({ ref, onEdit, onQuote }: Props) {
  const { chat } = useChatPage()
  const words = useWords()
  const complete = useChatState((state) => state.older === 'end' || state.older === 'absent')
  const receiptOf = useReceipts()
  const authors = useAuthors()
  const { today, zone } = useToday(
    useCallback(() => chat.trueClock.now().at, [chat]),
    useChatState((state) => state.opened),
  )
  const rows = useRows(zone)
  const onNearTop = useCallback(() => {
    const { older, opened } = chat.store.getState()
    if (older === 'more' && opened) void loadOlder(chat)
  }, [chat])

  const scroller = useRef<HTMLDivElement>(null)
  const engine = useRef<VirtualizerHandle>(null)
  const [header, margin] = useHeight(TOP)
  const scroll = useListScroll({ rows, scroller, engine, margin, onNearTop })
  const keyboard = useKeyboard({ rows, scroller, engine, onEnd: scroll.toEnd, onTop: onNearTop })
  const shown = useShow(ref, { rows, lead: scroll.lead, focusOn: keyboard.focusOn })
  const onResize = () => {
    scroll.onResize()
    keyboard.focusWanted()
  }
  const keepMounted = useMounted(rows, [scroll.held, keyboard.active], useSelected(scroller))
  const actions = useActions(onEdit, keyboard.keepFocus)
  const { menu, onContextMenu } = useMessageMenu({ scroller, rows, authors, actions, onQuote })

  const isKnown = rows.count > 0 || rows.opened
  useLayoutEffect(() => {
    if (isKnown) endStill()
  }, [isKnown])

  const { unreadLine } = scroll
  const { far, unseen } = scroll.position
  const row = (entry: Entry<Shown>, index: number) => {
    const rowKey = rows.keyAt(index) ?? ''
    const { item } = entry
    return (
      <MessageRow
        key={rowKey}
        entry={entry}
        rowKey={rowKey}
        time={entry.showsTime ? timeLabel(item.at, today, words) : null}
        unreadLine={rowKey === unreadLine}
        author={item.mine ? authors.mine : authors.theirs}
        receipt={receiptOf(item)}
        words={words}
        actions={actions}
        position={index + 1}
        setSize={complete ? rows.count : -1}
        isTabStop={rowKey === keyboard.active}
        isMarked={rowKey === shown}
      />
    )
  }

  return (
    <div className="relative min-h-0 flex-1">
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- keys move from message to message, as in ARIA's feed */}
      <div
        ref={scroller}
        role="log"
        aria-live="off"
        aria-label={words.list}
        // a scrolled region must be reachable by keyboard; once a message has the focus, that one is
        tabIndex={keyboard.active === null ? 0 : -1}
        onContextMenu={onContextMenu}
        onKeyDown={keyboard.onKeyDown}
        onFocus={keyboard.onFocus}
        onBlur={keyboard.onBlur}
        className="no-anchoring h-full overflow-x-hidden overflow-y-auto overscroll-contain bg-surface focus-visible:-outline-offset-2"
      >
        <div ref={header}>
          <OlderMessages none={rows.count === 0} />
        </div>
        <Virtualizer
          ref={engine}
          as={RowsElement}
          data={rows.entries}
          bufferSize={BUFFER}
          keepMounted={keepMounted}
          shift={scroll.shift}
          {...(scroll.sizes && { cache: scroll.sizes })}
          startMargin={margin}
          onResize={onResize}
        >
          {row}
        </Virtualizer>
        {rows.count > 0 && <div className="h-4" />}
        {rows.count === 0 && <ListState />}
      </div>
      {(unseen.length > 0 || far) && (
        <Pill
          unseen={unseen.length}
          words={words}
          onClick={() => {
            scroll.jump(unseen[0] ?? null)
            keyboard.keepFocus()
          }}
        />
      )}
      {menu}
      <Announcer rows={rows} name={authors.theirs.name} />
    </div>
  )
}

type RowsElementProps = Readonly<{ ref?: Ref<HTMLDivElement>; style: CSSProperties; children: ReactNode }>

/** What the rows stand in, named so that it is found. The engine would take no taps while it scrolls: a fling may be tapped. */
const RowsElement = ({ ref, style, children }: RowsElementProps) => (
  <div data-rows ref={ref} style={{ ...style, pointerEvents: 'auto' }}>
    {children}
  </div>
)
