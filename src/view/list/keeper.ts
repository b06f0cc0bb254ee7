import { after } from '~/lib/timer'
import { lastInView, rowOf, topOf } from './anchor'
import { createHold } from './hold'
import { extentOf, scrollTo } from './scroller'
import {
  follows,
  hasMoved,
  isAtVeryEnd,
  isFar,
  isNearTop,
  jumpOf,
  landingOf,
  movesUp,
  quarterOf,
  stillAtEnd,
} from './scrolling'

/** Milliseconds for which a place that one was led to is held against images that come late. */
const HELD_FOR = 2_200

/** A message that the reader was led to, and how far below the top of the view it is to be, px. */
type Goal = Readonly<{ key: string; top: number }>

export type Position = Readonly<{
  /** The end is in view and is kept there. */
  following: boolean
  /** More than one and a half views away from it. */
  far: boolean
  /** Messages of the other side that came and were not in view yet, in order. */
  unseen: readonly string[]
}>

export const AT_END: Position = { following: true, far: false, unseen: [] }

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
  /** Which row the view holds on to from now on; null for none. */
  holds: (key: string | null) => void
  onNearTop: () => void
}>

const NOTHING = () => {}

export type Keeper = ReturnType<typeof createKeeper>

/**
 * Keeps the list where the reader is: at its end while they follow it, else with the first whole message where it was,
 * whatever is added, removed or resized. Call `sync` before the list changes, `settle` after it was laid out.
 */
export function createKeeper(port: ListPort) {
  const { scroller } = port
  const hold = createHold(port)
  let position = AT_END
  let following = true
  let extent = extentOf(scroller)
  /** At the very end, and not only near it: growth is followed too. */
  let stuck = true
  let goal: Goal | null = null
  let release = NOTHING
  let pushed = false
  let away = false
  let jumpedTo: string | null = null
  /** Messages of the other side that came since the end was last shown. */
  let fresh: readonly string[] = []
  /** Those that were not in view yet, wherever the view has been since. */
  let unseen: readonly string[] = []

  const note = () => {
    extent = extentOf(scroller)
    if (following && !goal) away = false
    unseen = unseenNow()
    const far = !following && isFar(extent)
    if (position.following === following && position.far === far && isSame(position.unseen, unseen)) return
    position = { following, far, unseen }
    port.report(position)
  }

  const unseenNow = () => {
    if (unseen.length === 0 || port.isPageHidden()) return unseen
    if (following && !port.isHeld() && stillAtEnd(extent)) return []
    return port.below(lastInView(scroller), unseen)
  }

  const bring = (key: string, top: number) => {
    const row = rowOf(scroller, key)
    const place = row ? scroller.scrollTop + topOf(row, scroller) : port.offsetOf(key)
    scrollTo(scroller, place - top)
  }

  const aim = (key: string, top: number) => {
    release()
    goal = { key, top }
    following = false
    release = after(HELD_FOR, () => {
      goal = null
      scrolled()
    })
  }

  /** Whether the view is where it was led: the message in its place, or as near to it as the end allows. */
  const isAtGoal = ({ key, top }: Goal) => {
    const row = rowOf(scroller, key)
    if (!row) return true
    const off = topOf(row, scroller) - top
    return Math.abs(off) <= 2 || (off > 0 && isAtVeryEnd(extentOf(scroller)))
  }

  const letGo = () => {
    release()
    goal = null
  }

  const showNews = () => {
    const { clientHeight } = scroller
    const tall = fresh.find(
      (key) => (rowOf(scroller, key)?.getBoundingClientRect().height ?? 0) > clientHeight,
    )
    const landing = landingOf({ away, tall: tall ?? null })
    if (landing === 'stay') {
      following = false
      hold.keep(extent)
    } else if (landing === 'end') {
      scrollTo(scroller, scroller.scrollHeight)
      stuck = true
      hold.choose()
    } else {
      fresh = []
      aim(landing.top, 0)
      bring(landing.top, 0)
    }
  }

  /** After a change was laid out: puts the view where it belongs, before anything is painted. */
  const settle = () => {
    if (away && !following && !port.isPageHidden() && stillAtEnd(extentOf(scroller))) {
      away = false
      following = true
    }
    if (goal) bring(goal.key, goal.top)
    else if (following && !port.isHeld() && (fresh.length > 0 || stuck)) showNews()
    // a little away from the end: rows that are measured further up must not throw the reader back to it
    else hold.keep(extent)
    note()
  }

  const scrolled = () => {
    // find-in-page and the keys of a screen reader scroll without any event of a hand
    if (goal && (!hasMoved(extent, extentOf(scroller)) || isAtGoal(goal))) return
    if (goal) letGo()
    const now = extentOf(scroller)
    following = follows(following, extent, now, pushed)
    stuck = isAtVeryEnd(now) || (stuck && !movesUp(extent, now, pushed))
    pushed = false
    if (following) {
      fresh = []
      jumpedTo = null
    }
    // the event that follows an own write tells nothing new
    hold.moved(scroller.scrollTop - extent.scrollTop)
    note()
    // before rows are measured they may seem fewer than they are
    if (hold.isOn() && isNearTop(extent)) port.onNearTop()
  }

  return {
    settle,
    /** After a change of the rows, which the next frame lays out. */
    changed: () => {
      hold.changed()
      settle()
    },
    scrolled,
    /** Before a change: takes note of where the reader has scrolled, if no event has told it yet. */
    sync: () => {
      if (scroller.scrollTop !== extent.scrollTop) scrolled()
    },
    /** The reader moves the view: what they were led to no longer holds them. */
    touched: (up: boolean) => {
      pushed = up
      away = false
      jumpedTo = null
      if (!goal) return
      letGo()
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
      letGo()
      away = false
      fresh = []
      following = true
      stuck = true
      scrollTo(scroller, scroller.scrollHeight)
      note()
    },
    /** Leads to a message: a quarter below the top of the view. */
    lead: (key: string) => {
      const top = quarterOf(scroller)
      aim(key, top)
      bring(key, top)
      note()
    },
    /** Where the button leads from here, null to the end: see `jumpOf`. */
    jump: (firstUnseen: string | null) => {
      jumpedTo = jumpOf(firstUnseen, jumpedTo)
      return jumpedTo
    },
    checkTop: () => {
      if (isNearTop(scroller)) port.onNearTop()
    },
    stop: () => {
      release()
      hold.stop()
    },
  }
}

const isSame = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((key, i) => key === b[i])
