import {
  type CSSProperties,
  type ReactNode,
  type Ref,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { Virtualizer, type VirtualizerHandle } from 'virtua'
import type { Contact } from '~/domain/desk/contacts'
import { useLongPress } from '~/view/list/useLongPress'
import { timeLabel } from '~/view/timeLabel'
import { useContacts, useDesk, useDeskState, useDeskWords } from './DeskContext'
import { ListFoot } from './ListFoot'
import { ListHead } from './ListHead'
import { Row, ROW_HEIGHT } from './Row'
import { chosen, type DeskRow, type Filter, rememberingRows, wantedIn } from './rows'
import { useHeldOrder } from './useHeldOrder'
import { useMinute } from './useMinute'
import { memberAt, useRowKeys } from './useRowKeys'
import { useRowMenu } from './useRowMenu'

const MINUTE = 60_000

type Props = Readonly<{
  /** Told which rows stand in the list, and which there are. */
  onShown: (rows: readonly DeskRow[], all: readonly DeskRow[]) => void
  /** Takes the focus to where one writes to the one in front. */
  onWrite: () => void
  /** Somebody wants to know the keys. */
  onSheet: () => void
}>

/** All conversations of the salesperson: who has waited longest on top, whom one looks for found by name, number or words. */
export function DeskList({ onShown, onWrite, onSheet }: Props) {
  const { lang, words: chatWords, picture, now, store, open } = useDesk()
  const words = useDeskWords()
  const contacts = useContacts()
  const summaries = useDeskState((state) => state.summaries)
  const drafts = useDeskState((state) => state.drafts)
  const skew = useDeskState((state) => state.skew)
  const front = useDeskState((state) => state.open)
  const slower = useDeskState((state) => state.slower)
  const [filter, setFilter] = useState<Filter>('all')
  const [query, setQuery] = useState('')
  const [remember] = useState(rememberingRows)
  const minute = useMinute(now)
  const wanted = wantedIn(query)

  const nameOf = useCallback(({ id, nickname }: Contact) => nickname || words.member(id), [words])
  const all = useMemo(
    () => remember(contacts, { summaries, drafts, skew }),
    [remember, contacts, summaries, drafts, skew],
  )
  const found = useMemo(
    () => chosen(all, filter, query, { lang, nameOf }),
    [all, filter, query, lang, nameOf],
  )
  const { rows, hold, letGo } = useHeldOrder(found, all, `${filter} ${query}`)
  useLayoutEffect(() => onShown(rows, all), [onShown, rows, all])

  const scroller = useRef<HTMLDivElement>(null)
  const engine = useRef<VirtualizerHandle>(null)
  const keys = useRowKeys({ rows, front, scroller, engine, onWrite })
  const { menu, openFor, onMenu, onPress, removed } = useRowMenu({
    contacts,
    nameOf,
    slower,
    onBack: keys.focus,
  })
  useLongPress(scroller, onPress, memberAt)

  const show = useCallback(
    (id: string) => {
      // one that is in front already: what one wants is to write
      if (store.getState().open === id) onWrite()
      else open(id)
    },
    [store, open, onWrite],
  )
  // the head is not drawn anew with each of them
  const latest = useRef({ first: rows[0], enter: keys.enter })
  useEffect(() => {
    latest.current = { first: rows[0], enter: keys.enter }
  })
  const enter = useCallback(() => latest.current.enter(), [])
  const showFirst = useCallback(() => {
    const { first } = latest.current
    if (!first) return
    setQuery('')
    show(first.id)
  }, [show])

  const row = (row: DeskRow, index: number) => {
    const { id, contact, newestAt } = row
    return (
      <Row
        key={id}
        row={row}
        name={nameOf(contact)}
        avatar={picture(contact.avatar)}
        lang={lang}
        words={words}
        time={newestAt === null ? '' : timeLabel(newestAt, minute * MINUTE, chatWords)}
        minute={minute}
        every={slower.get(id) ?? null}
        wanted={wanted}
        isOpen={id === front}
        hasMenu={id === openFor}
        isTabStop={id === keys.tabStop}
        position={index + 1}
        setSize={rows.length}
        onOpen={show}
        onMenu={onMenu}
      />
    )
  }

  return (
    <div className="flex h-full min-h-0 flex-col bg-panel">
      <ListHead
        filter={filter}
        onFilter={setFilter}
        query={query}
        onQuery={setQuery}
        rows={all}
        onFirst={showFirst}
        onDown={enter}
        onWrite={onWrite}
        onSheet={onSheet}
      />
      <div className="relative min-h-0 flex-1">
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- arrows move from row to row, and a pointer keeps them where they are */}
        <div
          ref={scroller}
          role="list"
          aria-label={words.list}
          onPointerEnter={({ pointerType }) => pointerType === 'mouse' && hold()}
          onPointerLeave={letGo}
          onKeyDown={keys.onKeyDown}
          onFocus={keys.onFocus}
          className="no-anchoring h-full overflow-x-hidden overflow-y-auto overscroll-contain"
        >
          <Virtualizer
            ref={engine}
            as={RowsElement}
            data={rows}
            itemSize={ROW_HEIGHT}
            keepMounted={keys.keepMounted}
          >
            {row}
          </Virtualizer>
        </div>
        {/* beside the list: nothing but its rows belongs into it */}
        {rows.length === 0 && (
          <p className="pointer-events-none absolute inset-x-0 top-0 px-6 py-8 text-center text-note [text-wrap:balance] text-secondary">
            {wanted === '' ? words.empty[filter] : words.search.none}
          </p>
        )}
      </div>
      {removed}
      <ListFoot />
      {menu}
    </div>
  )
}

type RowsElementProps = Readonly<{ ref?: Ref<HTMLDivElement>; style: CSSProperties; children: ReactNode }>

/** The engine would take no presses while it scrolls. */
const RowsElement = ({ ref, style, children }: RowsElementProps) => (
  <div ref={ref} style={{ ...style, pointerEvents: 'auto' }}>
    {children}
  </div>
)
