import type { SeenRequest } from '~/qa/watchRequests'
import type { JournalEntry } from '~/sync/inspect'

/** What became of a request in the client, as far as it can be told. */
export type Outcome =
  | Readonly<{ kind: 'waiting' }>
  /** The conversation took the rows. */
  | Readonly<{ kind: 'took'; added: number; known: number; refused: number }>
  /** `how` in a word: what the client calls it, else what is to be seen of the answer. */
  | Readonly<{ kind: 'failed'; how: string }>
  | Readonly<{ kind: 'answered' }>

const ENDPOINTS: Readonly<Record<string, JournalEntry['endpoint']>> = {
  getNewestMsgListByLastTime: 'poll',
  getMsgListByPageAndUserId: 'history',
}

/** Milliseconds by which two clocks' readings of one moment may differ. */
const SAME = 50

/**
 * Which entry of the client's journals tells of which request, by the request's number. A request waits in the client before it
 * leaves (the desk's gate), so it left while the entry's question was open; each entry tells of one request only.
 */
export function journalOf(
  requests: readonly SeenRequest[],
  journal: readonly JournalEntry[],
): ReadonlyMap<number, JournalEntry> {
  const found = new Map<number, JournalEntry>()
  const free = new Set(journal)
  for (const request of requests) {
    const endpoint = ENDPOINTS[request.endpoint]
    if (endpoint === undefined) continue
    let nearest: JournalEntry | null = null
    for (const entry of free) {
      if (entry.endpoint !== endpoint || !isAbout(entry, request)) continue
      if (!nearest || distance(entry, request) < distance(nearest, request)) nearest = entry
    }
    if (!nearest) continue
    free.delete(nearest)
    found.set(request.number, nearest)
  }
  return found
}

function isAbout(entry: JournalEntry, { at, query }: SeenRequest): boolean {
  const isOpen = at >= entry.at - SAME && at <= entry.at + (entry.ms ?? Infinity) + SAME
  const isPage = entry.page === null || Number(query['page'] ?? 1) === entry.page
  return isOpen && isPage && Number(query['lasttime']) === entry.lasttime
}

const distance = (entry: JournalEntry, { at }: SeenRequest) => Math.abs(at - entry.at)

/** What became of a request, by the client's journal where it tells, else by the answer. */
export function outcomeOf(request: SeenRequest, entry: JournalEntry | undefined): Outcome {
  if (entry?.failure) return { kind: 'failed', how: entry.failure }
  if (entry && entry.added !== null)
    return { kind: 'took', added: entry.added, known: entry.known ?? 0, refused: entry.refused ?? 0 }
  if (request.failure !== null) return { kind: 'failed', how: request.failure }
  if (request.ms === null) return { kind: 'waiting' }
  if (request.status !== null && request.status >= 400)
    return { kind: 'failed', how: `http ${request.status}` }
  return request.text === null ? { kind: 'answered' } : ofText(request.text)
}

function ofText(text: string): Outcome {
  if (/^\s*</.test(text)) return { kind: 'failed', how: 'html' }
  try {
    const { success } = JSON.parse(text) as Readonly<{ success?: unknown }>
    return success === true || success === 1 || success === '1' || success === 'true'
      ? { kind: 'answered' }
      : { kind: 'failed', how: 'refused' }
  } catch {
    return { kind: 'failed', how: 'malformed' }
  }
}
