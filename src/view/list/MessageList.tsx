import { type CSSProperties, type ReactNode, type Ref, useCallback, useRef } from 'react'
import { Virtualizer, type VirtualizerHandle } from 'virtua'
import type { Entry } from '~/domain/timeline'
import type { Shown } from '~/store/selectors'
import { loadOlder } from '~/sync/loadOlder'
import { useChatPage, useChatState, useWords } from '~/view/ChatContext'
import { fullTime, timeLabel } from '~/view/timeLabel'
import { Announcer } from './Announcer'
import { ListState } from './ListState'
import { MessageRow } from './MessageRow'
import { OlderMessages } from './OlderMessages'
import { Pill } from './Pill'
import { useLongPress } from './useLongPress'
import { useKeyboard } from './useKeyboard'
import { useListScroll } from './useListScroll'
import { useMounted } from './useMounted'
import { useActions, useAuthors, useReceipts } from './useRowProps'
import { useRows, useToday } from './useRows'
import { useSelected } from './useSelected'
import { useHeight } from './useHeight'

/** Px beyond the view for which rows are there already: a fling must not find blank ones. */
const BUFFER = 400
/** Px of what stands above the rows, where text has its usual size. */
const TOP = 48

/** The messages of the conversation: oldest on top, following its end, older ones loaded on the way up. */
export function MessageList({ onEdit }: Readonly<{ onEdit: (text: string) => void }>) {
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
    if (chat.store.getState().older === 'more') void loadOlder(chat)
  }, [chat])

  const scroller = useRef<HTMLDivElement>(null)
  const engine = useRef<VirtualizerHandle>(null)
  const [header, margin] = useHeight(TOP)
  const scroll = useListScroll({ rows, scroller, engine, margin, onNearTop })
  const keyboard = useKeyboard({ rows, scroller, engine, onEnd: scroll.toEnd, onTop: onNearTop })
  const onResize = () => {
    scroll.onResize()
    keyboard.focusWanted()
  }
  const keepMounted = useMounted(rows, [scroll.held, keyboard.active], useSelected(scroller))
  const pressed = useLongPress(scroller)
  const pressedItem = pressed && rows.entries[rows.indexOf(pressed.key)]?.item
  const actions = useActions(onEdit, keyboard.keepFocus)

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
          startMargin={margin}
          onScroll={scroll.onScroll}
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
      {pressedItem && (
        // what a mouse sees in the title; readers hear it in the message's name
        <p
          aria-hidden
          style={{ top: Math.max(8, pressed.top - 64) }}
          className="pointer-events-none absolute left-1/2 w-max max-w-full -translate-x-1/2 rounded-bubble border border-hairline bg-panel px-3 py-1 text-center text-note text-text tabular-nums"
        >
          {fullTime(pressedItem.at, words)}
        </p>
      )}
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
