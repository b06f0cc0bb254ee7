import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { VirtualizerHandle } from 'virtua'
import { listen } from '~/lib/listen'
import { after, afterFrame } from '~/lib/timer'
import { useChatPage, useChatState } from '~/view/ChatContext'
import { createKeeper, type Keeper } from './keeper'
import { newsSince, type Rows } from './rows'
import { AT_END, isAbove } from './scrolling'
import { isPageHidden, useAway } from './useAway'
import { useHeld } from './useHeld'

/** The scroll event that a moved focus causes comes with the next frames, ms. */
const FOCUS_SCROLLS_WITHIN = 150

type Options = Readonly<{
  rows: Rows
  scroller: RefObject<HTMLDivElement | null>
  engine: RefObject<VirtualizerHandle | null>
  /** Height of what stands above the rows, px. */
  margin: number
  onNearTop: () => void
}>

/** Keeps the list where the reader is: see `createKeeper`, which this tells of changes, sizes, hands and scrolling. */
export function useListScroll({ rows, scroller, engine, margin, onNearTop }: Options) {
  const { chat, device, desk } = useChatPage()
  const written = useChatState((state) => state.written)
  const memory = desk?.list
  const [position, setPosition] = useState(AT_END)
  const [unreadLine, setUnreadLine] = useState(() => memory?.unreadLine() ?? lineOf(rows, written))
  const [sizes] = useState(() => memory?.sizes(rows))
  const [writtenBefore] = useState(written)
  const [was] = useState(() => createBefore())
  const keeper = useRef<Keeper | null>(null)
  const focusMoved = useRef(false)
  const begun = useRef(false)
  const latest = useRef({ rows, margin, written, onNearTop, unreadLine, unseen: position.unseen })

  // also without a scroll event: a short conversation has nothing to scroll, and older messages would never be asked for
  const checkTop = useCallback(() => {
    if (latest.current.rows.count > 0) keeper.current?.checkTop()
  }, [])
  const release = useCallback(() => keeper.current?.released(), [])
  const isHeld = useHeld(scroller, release)
  const isAway = useAway(
    useCallback(() => chat.trueClock.now().at, [chat]),
    release,
  )

  useLayoutEffect(() => {
    latest.current = { rows, margin, written, onNearTop, unreadLine, unseen: position.unseen }
  })
  useLayoutEffect(() => {
    if (!scroller.current) return undefined
    const made = createKeeper({
      scroller: scroller.current,
      device,
      isHeld,
      isPageHidden,
      offsetOf: (key) =>
        latest.current.margin + (engine.current?.getItemOffset(latest.current.rows.indexOf(key)) ?? 0),
      below: (key, among) => latest.current.rows.below(key, among),
      report: setPosition,
      showsEnd: chat.store.setAtEnd,
      holds: was.hold,
      // moving the focus by keyboard scrolls too, and each older page would put itself in the way of the next step
      onNearTop: () => focusMoved.current || latest.current.onNearTop(),
    })
    keeper.current = made
    // before React renders a change: where the reader has scrolled must be known by then
    const stop = chat.store.subscribe(made.sync)
    const virtualizer = engine.current
    return () => {
      memory?.leave({ keeper: made, sizes: virtualizer?.cache, ...latest.current })
      stop()
      made.stop()
      chat.store.setAtEnd(false)
    }
  }, [chat, device, engine, isHeld, scroller, was, memory])

  useLayoutEffect(() => {
    const made = keeper.current
    if (!made) return
    const { opening, unreadFrom, unreadWas, arrived, away } = was.become(rows, isAway, made.isFollowing())
    const entered = opening ? memory?.enter(made, rows) : undefined
    if (entered !== undefined) was.answered()
    const line = entered !== undefined ? entered : away ? (arrived[0] ?? null) : unreadFrom
    if (line !== null) setUnreadLine({ key: line, written: latest.current.written })
    // unread ones that an older page brings move the beginning of a visit up with them, as long as the reader is led there
    if (entered === undefined && unreadFrom !== null && (opening || made.leadsTo(unreadWas)))
      made.lead(unreadFrom, rows.theirsAfter(unreadFrom))
    made.arrived(arrived, away)
    made.changed()
  }, [rows, margin, was, isAway, memory])
  useLayoutEffect(() => {
    if (written === writtenBefore) return
    was.answered()
    keeper.current?.toEnd()
  }, [written, writtenBefore, was])

  const onResize = useCallback(() => {
    keeper.current?.settle()
    if (begun.current) checkTop()
  }, [checkTop])
  // until the rows that a list begins with stand where they stay, they seem to be at its top
  useEffect(
    () =>
      afterFrame(() => {
        begun.current = true
        checkTop()
      }),
    [checkTop],
  )
  useHands(scroller, keeper)
  useEffect(() => {
    const element = scroller.current
    if (!element) return undefined
    const onFocus = ({ target }: FocusEvent) => {
      if (target === element) return
      focusMoved.current = true
      after(FOCUS_SCROLLS_WITHIN, () => (focusMoved.current = false))
    }
    return listen(element, { focusin: onFocus })
  }, [scroller])

  const line = unreadLine?.written === written ? unreadLine : null
  return {
    position,
    /** Above which row the unread ones begin; null for none: whoever answers has read them. */
    unreadLine: line?.key ?? null,
    /** What the engine had measured when this list was left. */
    sizes,
    /** The message that the view holds on to: its row must not leave the page while others come. */
    held: was.held(),
    /** Whether this render changes only what stands above the view: virtua measures from the end then. */
    shift: was.isAbove(rows),
    onResize,
    toEnd: useCallback(() => keeper.current?.toEnd(), []),
    lead: useCallback((key: string) => keeper.current?.lead(key), []),
    jump: useCallback((firstUnseen: string | null) => {
      const to = keeper.current?.jump(firstUnseen) ?? null
      if (to === null) keeper.current?.toEnd()
      else keeper.current?.lead(to)
    }, []),
  }
}

/** Above which row the unread ones begin where a list begins with messages; null for none. */
function lineOf(rows: Rows, written: number) {
  const key = rows.opened ? rows.firstUnread() : null
  return key === null ? null : { key, written }
}

/** Tells the keeper where the view goes, and when the reader moves it by their own hand. */
function useHands(scroller: RefObject<HTMLElement | null>, keeper: RefObject<Keeper | null>): void {
  useEffect(() => {
    const element = scroller.current
    if (!element) return undefined
    const touched = (up: boolean) => keeper.current?.touched(up)
    return listen(element, {
      // not the engine's own: it tells nothing where a view that was moved is thrown back before the next frame
      scroll: () => keeper.current?.scrolled(),
      wheel: ({ deltaY }) => touched(deltaY < 0),
      touchmove: () => touched(true),
      pointerdown: () => touched(false),
      keydown: ({ key }) => touched(/^(ArrowUp|PageUp|Home)$/.test(key)),
    })
  }, [scroller, keeper])
}

/** The rows of the last commit, and the one that is held: as it is now, scrolling holds on to others without any commit. */
function createBefore() {
  let before: Rows | null = null
  let held: string | null = null
  /** The first unread message of the visit; null where none was, or none is any more. */
  let unread: string | null = null
  const place = (rows: Rows) => ({ at: rows.indexOf(held), count: rows.count })
  const unreadIn = (rows: Rows, opening: boolean) => {
    const first = opening ? rows.firstUnread() : unread === null ? null : rows.unreadAbove(unread)
    unread = first ?? unread
    return first
  }
  return {
    held: () => held,
    hold: (key: string | null) => {
      held = key
    },
    /** Whoever writes has read all: what older pages bring is not new. */
    answered: () => {
      unread = null
    },
    isAbove: (rows: Rows) => before !== null && before !== rows && isAbove(place(before), place(rows)),
    /** `isFollowing`: the end is followed. `unreadFrom`: where the unread messages of the visit begin, if that is new; `unreadWas`: where they began. */
    become: (rows: Rows, isAway: (at: number) => boolean, isFollowing: boolean) => {
      // who has begun to read what the last visit has left is not led away from it
      const isReading = before !== null && before.count > 0 && !isFollowing
      const opening = rows.opened && before?.opened !== true && !isReading
      const arrived = before && !opening && before !== rows ? newsSince(before, rows) : []
      before = rows
      const away = arrived.length > 0 && arrived.every(([, at]) => isAway(at))
      if (away) unread = null
      const unreadWas = unread
      const unreadFrom = unreadIn(rows, opening)
      return { opening, unreadFrom, unreadWas, arrived: arrived.map(([name]) => name), away }
    },
  }
}
