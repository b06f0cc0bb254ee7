import { after } from '~/lib/timer'
import { rowOf, topOf } from './anchor'
import { extentOf, scrollTo } from './scroller'
import { isAtVeryEnd } from './scrolling'

/** Milliseconds for which a place that one was led to is held against images that come late. */
const HELD_FOR = 2_200

const NOTHING = () => {}

type GoalPort = Readonly<{
  scroller: HTMLElement
  isPageHidden: () => boolean
  /** Where the top of a row that is not mounted should be, px from the top of the content. */
  offsetOf: (key: string) => number
  /** The place is no longer held, because its time is over. */
  ended: () => void
}>

/** A message that the reader was led to: kept in its place for a while, since what is around it still changes. */
export function createGoal({ scroller, isPageHidden, offsetOf, ended }: GoalPort) {
  /** `top`: how far below the top of the view the message is to be, px. */
  let goal: Readonly<{ key: string; top: number }> | null = null
  let callOff = NOTHING

  const expire = () => {
    // what stands in the background was not laid out yet
    if (isPageHidden()) {
      callOff = after(HELD_FOR, expire)
      return
    }
    goal = null
    ended()
  }

  const bring = () => {
    if (!goal) return
    const { key, top } = goal
    const row = rowOf(scroller, key)
    const place = row ? scroller.scrollTop + topOf(row, scroller) : offsetOf(key)
    scrollTo(scroller, place - top)
  }

  return {
    isOn: () => goal !== null,
    leadsTo: (key: string | null) => goal !== null && goal.key === key,
    lead: (key: string, top: number) => {
      callOff()
      goal = { key, top }
      callOff = after(HELD_FOR, expire)
      bring()
    },
    bring,
    /** Whether the view is where it was led: the message in its place, or as near to it as the end allows. */
    isReached: () => {
      const row = goal && rowOf(scroller, goal.key)
      if (!row || !goal) return true
      const off = topOf(row, scroller) - goal.top
      return Math.abs(off) <= 2 || (off > 0 && isAtVeryEnd(extentOf(scroller)))
    },
    drop: () => {
      callOff()
      goal = null
    },
  }
}
