import { inspectionsOf, type Subject } from '~/qa/subject'
import type { RequestWatch, SeenRequest } from '~/qa/watchRequests'
import { journalOf, type Outcome, outcomeOf } from './joined'

export type RequestView = Readonly<{
  /** Oldest first. */
  requests: readonly SeenRequest[]
  outcomes: ReadonlyMap<number, Outcome>
}>

const NOTHING: RequestView = { requests: [], outcomes: new Map() }

/** Looks after the end of a request in which the client still may say what it did with the answer. */
const PATIENCE = 4

/**
 * What a page has asked and what became of it, each time it is called; the very same while nothing is new. What the client's
 * journals once told is kept: they are short.
 */
export function followRequests(subject: Subject): () => RequestView {
  let watch: RequestWatch | undefined
  let settled = new Map<number, Outcome>()
  let looks = new Map<number, number>()
  let last = NOTHING
  return () => {
    const now = subject.window()?.jhRequests
    if (now !== watch) {
      // the page was loaded anew, and counts from 1
      watch = now
      settled = new Map()
      looks = new Map()
      last = NOTHING
    }
    const requests = now?.list() ?? NOTHING.requests
    const open = requests.filter(({ number }) => !settled.has(number))
    if (open.length === 0 && requests === last.requests) return last

    const journal = inspectionsOf(subject).flatMap(({ journal }) => journal.polls.concat(journal.history))
    const entries = journalOf(open, journal)
    const outcomes = new Map<number, Outcome>()
    for (const request of requests) {
      const { number } = request
      const entry = entries.get(number)
      const outcome = settled.get(number) ?? outcomeOf(request, entry)
      outcomes.set(number, outcome)
      if (request.ms === null || settled.has(number)) continue
      const seen = (looks.get(number) ?? 0) + 1
      looks.set(number, seen)
      if (seen > PATIENCE || outcome.kind === 'took' || (entry && outcome.kind === 'failed'))
        settled.set(number, outcome)
    }
    last = { requests, outcomes }
    return last
  }
}

/** Whether each word stands in what can be seen of a request. */
export function isFound(request: SeenRequest, outcome: string, filter: string): boolean {
  const { endpoint, method, query, status } = request
  const text = `${endpoint} ${method} ${JSON.stringify(query)} ${status ?? ''} ${outcome}`.toLowerCase()
  return filter
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}
