import { hasSameItems } from '~/lib/hasSameItems'
import { anchorOf, lastInView, rowOf } from './anchor'
import { createGoal } from './goal'
import { createHold } from './hold'
import { extentOf, scrollTo } from './scroller'
import {
  AT_END,
  follows,
  hasMoved,
  isAtVeryEnd,
  isFar,
  isNearTop,
  jumpOf,
  landingOf,
  movesUp,
  type Position,
  quarterOf,
  reachesEnd,
  stillAtEnd,
} from './scrolling'

/** What the keeper asks the list. */
export type ListPort = Readonly<{
  scroller: HTMLElement
  device: 'phone' | 'pc'
  /** A menu, a selection, a finger or a viewer: the list must not move by itself. */
  isHeld: () => boolean
  isPageHidden: () => boolean
  /** Where the top of a row that is not mounted should be, px from the top of the content. */
  offsetOf: (key: string) => number
  /** Those of these rows that stand below a row, in order. */
  below: (key: string | null, among: readonly string[]) => readonly string[]
  report: (position: Position) => void
  /** Whether nothing is below what is in view. */
  showsEnd: (isShown: boolean) => void
  /** Which row the view holds on to from now on; null for none. */
  holds: (key: string | null) => void
  onNearTop: () => void
}>

export type Keeper = ReturnType<typeof createKeeper>

/**
 * Keeps the list where the reader is: at its end while they follow it, else with the first message in view where it was,
 * whatever is added, removed or resized. Call `sync` before the list changes, `changed` after it was laid out, `settle` when
 * sizes have changed.
 */
export function createKeeper(port: ListPort) {
  const { scroller } = port
  let position = AT_END
  let following = true
  let extent = extentOf(scroller)
  /** At the very end, and not only near it: growth is followed too. */
  let stuck = true
  let pushed = false
  let away = false
  let jumpedTo: string | null = null
  /** Messages of the other side that came since the end was last shown. */
  let fresh: readonly string[] = []
  /** Those that were not in view yet, wherever the view has been since. */
  let unseen: readonly string[] = []

  const goal = createGoal({
    ...port,
    ended: () => {
      hold.choose()
      scrolled()
    },
  })
  const hold = createHold({
    ...port,
    laidOut: () => {
      if (isShowingEnd()) fresh = []
      note()
    },
  })

  /** Whether the end is followed, and nobody is led elsewhere: the reader is at it, or a little above it. */
  const isFollowing = () => following && !goal.isOn()
  /** Whether the end is followed and in view, and nothing keeps the list from following on. */
  const isShowingEnd = () => isFollowing() && !port.isHeld() && stillAtEnd(extentOf(scroller))

  const note = () => {
    extent = extentOf(scroller)
    port.showsEnd(isAtVeryEnd(extent))
    if (isFollowing()) away = false
    // whoever was near the end and no longer is, by larger text or a narrower window, does not follow it
    const isLost = !stuck && !stillAtEnd(extent) && !hold.isLaying()
    if (following && isLost && !goal.isOn() && !port.isHeld()) following = false
    const left = unseenNow()
    // before all is laid out, and while the reader is led, more may be in view for a moment than they get to see
    if (!goal.isOn() && !hold.isLaying()) unseen = left
    const far = !following && isFar(extent)
    if (position.far === far && hasSameItems(position.unseen, left)) return
    position = { far, unseen: left }
    port.report(position)
  }

  const unseenNow = () => {
    if (unseen.length === 0 || port.isPageHidden()) return unseen
    return isShowingEnd() ? [] : port.below(lastInView(scroller), unseen)
  }

  const leadTo = (key: string, top: number) => {
    following = false
    stuck = false
    goal.lead(key, top)
    hold.choose()
  }

  const showNews = () => {
    const { clientHeight } = scroller
    const tall = fresh.find(
      (key) => (rowOf(scroller, key)?.getBoundingClientRect().height ?? 0) > clientHeight,
    )
    const landing = landingOf({ away, tall: tall ?? null })
    if (landing === 'stay') {
      following = false
      stuck = false
      hold.keep(extent)
    } else if (landing === 'end') {
      scrollTo(scroller, scroller.scrollHeight)
      stuck = true
      hold.choose()
    } else {
      fresh = []
      leadTo(landing.top, 0)
    }
  }

  /** After sizes have changed: puts the view where it belongs, before anything is painted. */
  const settle = () => {
    if (away && !following && !port.isPageHidden() && stillAtEnd(extentOf(scroller))) {
      away = false
      following = true
    }
    if (goal.isOn()) {
      goal.bring()
      hold.choose()
    } else if (following && !port.isHeld() && (fresh.length > 0 || stuck)) showNews()
    // a little away from the end: rows that are measured further up must not throw the reader back to it
    else hold.keep(extent)
    note()
  }

  const scrolled = () => {
    const now = extentOf(scroller)
    // find-in-page and the keys of a screen reader scroll without any event of a hand
    if (goal.isOn() && (!hasMoved(extent, now) || goal.isReached())) return
    goal.drop()
    following = follows(following, extent, now, pushed)
    stuck = reachesEnd(extent, now) || (stuck && !movesUp(extent, now, pushed))
    pushed = false
    if (following && stillAtEnd(now)) {
      fresh = []
      jumpedTo = null
    }
    // the event that follows an own write tells nothing new
    hold.moved(now.scrollTop - extent.scrollTop)
    note()
    // before rows are measured they may seem fewer than they are
    if (hold.isOn() && isNearTop(extent)) port.onNearTop()
  }

  /** Before a change: takes note of where the reader has scrolled, if no event has told it yet, and of who is at the end. */
  const sync = () => {
    if (scroller.scrollTop !== extent.scrollTop) {
      // nobody has seen yet what this brings into view: what was seen is kept, and not a row that comes with the change
      hold.changed()
      scrolled()
    }
    // a larger view or smaller text brings the end into view without any scrolling
    if (following || goal.isOn() || !isAtVeryEnd(extentOf(scroller))) return
    following = true
    stuck = true
    note()
  }

  return {
    settle,
    /** After a change of the rows, which the next frame lays out. */
    changed: () => {
      hold.changed()
      settle()
    },
    scrolled,
    sync,
    /** Nothing holds the list any more, or the page is shown again: it may move. */
    released: () => {
      sync()
      settle()
    },
    /** The reader moves the view: what they were led to no longer holds them. */
    touched: (up: boolean) => {
      pushed = up
      away = false
      jumpedTo = null
      if (!goal.isOn()) return
      goal.drop()
      hold.choose()
      note()
    },
    /** Messages of the other side came at the end; `whileAway` as `landingOf` says. */
    arrived: (keys: readonly string[], whileAway: boolean) => {
      if (keys.length === 0) return
      jumpedTo = null
      unseen = [...unseen, ...keys]
      if (!following) return
      fresh = [...fresh, ...keys]
      away = away || whileAway
    },
    toEnd: () => {
      goal.drop()
      away = false
      fresh = []
      following = true
      stuck = true
      scrollTo(scroller, scroller.scrollHeight)
      hold.choose()
      note()
    },
    /** Leads to a message, `top` px below the top of the view; `below` (in order) were not seen yet. */
    lead: (key: string, below: readonly string[] = position.unseen, top = quarterOf(scroller)) => {
      unseen = below
      leadTo(key, top)
      note()
    },
    leadsTo: goal.leadsTo,
    /** Where the view is: the first message in view; null at the very end. */
    place: () => (isFollowing() && stuck ? null : anchorOf(scroller)),
    isFollowing,
    /** Where the button leads from here, null to the end: see `jumpOf`. */
    jump: (firstUnseen: string | null) => {
      jumpedTo = jumpOf(firstUnseen, jumpedTo)
      return jumpedTo
    },
    checkTop: () => isNearTop(scroller) && port.onNearTop(),
    stop: () => {
      goal.drop()
      hold.stop()
    },
  }
}
