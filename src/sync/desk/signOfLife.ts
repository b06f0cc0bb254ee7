import { waitOf } from '~/domain/link'
import { awoken, begun, dueAt, failed, newErrand, succeeded } from '~/domain/presence'
import type { Page } from '~/lib/page'
import type { Chat } from '~/sync/chat'
import { ABSENT_FOR, isAbsent } from '~/sync/history'
import { failureOf } from '~/wire/errors'

/** Between two signs of life, ms: as of a conversation that has the page to itself. */
const EVERY = 5 * 60_000

type Parts = Readonly<{
  register: () => Promise<void>
  page: Pick<Page, 'isVisible' | 'watch'>
  clock: Pick<Chat['clock'], 'elapsed'>
  after: (ms: number, task: () => void) => () => void
}>

/**
 * Says that the salesperson is there, once for all conversations, while somebody sees the desk; its failures are nobody's business.
 * Returns what ends it.
 */
export function startSignOfLife({ register, page, clock, after }: Parts): () => void {
  let errand = newErrand(EVERY)
  let callOff: (() => void) | null = null
  let stopped = false

  const consider = () => {
    callOff?.()
    callOff = null
    if (stopped || !page.isVisible()) return
    const wait = dueAt(errand) - clock.elapsed()
    if (wait <= 0) void run()
    else callOff = after(wait, consider)
  }
  const run = async () => {
    errand = begun(errand, clock.elapsed())
    try {
      await register()
      errand = succeeded(errand)
    } catch (error) {
      const wait = isAbsent(error) ? ABSENT_FOR : waitOf(failureOf(error))
      errand = failed(errand, clock.elapsed(), wait)
    }
    consider()
  }
  const stopWatching = page.watch((event) => {
    if (event === 'shown' || event === 'thawed') errand = awoken(errand, clock.elapsed())
    consider()
  })
  consider()
  return () => {
    stopped = true
    stopWatching()
    callOff?.()
  }
}
