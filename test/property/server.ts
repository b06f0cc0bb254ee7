import type { Outgoing } from '~/wire/outgoing'
import { parseBatch, parseMessage, type Batch, type WireMessage } from '~/wire/schema'

/** What the documentation leaves open, and what networks do. Times in ms. */
export type ServerSettings = Readonly<{
  pollBoundary: '>' | '>='
  historyBoundary: '<' | '<='
  history: 'before' | 'since' | 'none'
  /** Most rows of an answer; 0 for none. */
  pollCap: number
  historyCap: number
  direction: 'both' | 'incoming'
  /** How far the server's stamps run ahead of true UTC. */
  skew: number
  /** Stamps are rounded down to this: rows that come close together share one. */
  grain: number
  /** Whether ids are ObjectIds, made when a row is committed. */
  objectIds: boolean
  /** Whether the `Date` header can be read. */
  readableDate: boolean
  /** Whether it counts and marks what is unread, and knows who is there; else it has no such endpoints. */
  extras: boolean
  /** So many more than there are it says to be unread, and to be marked: of kinds or pairs that nobody is shown. */
  miscounts: number
}>

/** A server without surprises beyond the documented ones: its clock is 8 h ahead. */
export const PLAIN_SERVER: ServerSettings = {
  pollBoundary: '>',
  historyBoundary: '<',
  history: 'before',
  pollCap: 0,
  historyCap: 0,
  direction: 'both',
  skew: 8 * 3_600_000,
  grain: 1,
  objectIds: true,
  readableDate: true,
  extras: true,
  miscounts: 0,
}

type Row = {
  id: string
  mine: boolean
  type: string
  content: string
  stamp: number
  /** True UTC ms from which on it can be asked for. */
  visibleAt: number
  read: boolean
  changed: number
  wire: WireMessage | null
}

export type ServerModel = ReturnType<typeof createServerModel>

/** The backend as the sync has to take it: rows get their stamp first and become visible later, out of order. */
export function createServerModel(settings: ServerSettings, now: () => number, me: string, peer: string) {
  const rows: Row[] = []
  const junk: unknown[] = []
  let count = 0
  let hereSince: number | null = null

  const stampNow = (at: number) => Math.floor((at + settings.skew) / settings.grain) * settings.grain

  const store = (mine: boolean, content: string, lag: number, at = now(), type = 'TEXT'): Row => {
    const visibleAt = at + lag
    count += 1
    const tail = count.toString(16).padStart(16, '0')
    const seconds = Math.floor(visibleAt / 1000)
    const id = settings.objectIds ? seconds.toString(16).padStart(8, '0') + tail : `row-${tail}`
    const row = {
      id,
      mine,
      type,
      content,
      stamp: stampNow(at),
      visibleAt,
      read: false,
      changed: at,
      wire: null,
    }
    rows.push(row)
    return row
  }

  const wireOf = (row: Row): WireMessage => {
    row.wire ??= parseMessage(documentOf(row))
    if (!row.wire) throw new Error('the model made an unusable row')
    return row.wire
  }

  const documentOf = (row: Row) => ({
    _id: row.id,
    appid: 'JH',
    from: row.mine ? me : peer,
    fromrole: row.mine ? 'MEMBER' : 'SALER',
    to: row.mine ? peer : me,
    torole: row.mine ? 'SALER' : 'MEMBER',
    type: row.type,
    content: row.content,
    status: row.read ? 1 : 0,
    readtime: row.read ? row.changed + settings.skew : -1,
    sendtime: row.stamp,
    create_at: new Date(row.visibleAt + settings.skew).toISOString(),
    update_at: new Date(row.changed + settings.skew).toISOString(),
  })

  const visible = () => rows.filter(({ visibleAt }) => visibleAt <= now())
  const newestFirst = (some: Row[]) =>
    some.sort((a, b) => b.stamp - a.stamp || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
  const batchOf = (some: readonly Row[]): Batch => {
    const spoiled = parseBatch(junk, null)
    return {
      messages: [...some.map(wireOf), ...spoiled.messages],
      rejected: spoiled.rejected,
      rows: some.length + junk.length,
      serverNow: settings.readableDate ? Math.floor(now() / 1000) * 1000 : null,
    }
  }

  return {
    settings,
    /** Somebody says something; it becomes visible `lag` later than its stamp. */
    says: (mine: boolean, content: string, lag = 0, at = now()): string => store(mine, content, lag, at).id,
    /** The other side reads all that it can see. */
    reads: () => {
      for (const row of visible()) {
        if (!row.mine || row.read) continue
        row.read = true
        row.changed = now()
        row.wire = null
      }
    },
    /** What the other side wrote and we have not read, of what can be seen. */
    unread: (): number => settings.miscounts + visible().filter(({ mine, read }) => !mine && !read).length,
    /** We have read all of it; how many that changed. */
    markRead: (): number => {
      const unread = visible().filter(({ mine, read }) => !mine && !read)
      for (const row of unread) Object.assign(row, { read: true, changed: now(), wire: null })
      return settings.miscounts + unread.length
    },
    /** Where the other side is; nothing is known of it before it comes. */
    status: () =>
      hereSince === null
        ? null
        : { isOnline: true, heartAt: hereSince + settings.skew, ahead: settings.skew },
    comes: () => void (hereSince = now()),
    /** From now on every answer of a list carries this along, beyond what was asked for and what a cap counts. */
    spoil: (row: unknown) => void junk.push(row),
    clean: () => void junk.splice(0),
    poll: (lasttime: number): Batch => {
      const since = visible().filter(({ stamp, mine }) => {
        const isNew = settings.pollBoundary === '>' ? stamp > lasttime : stamp >= lasttime
        return isNew && (settings.direction === 'both' || !mine)
      })
      const all = newestFirst(since)
      return batchOf(settings.pollCap > 0 ? all.slice(0, settings.pollCap) : all)
    },
    history: ({
      page,
      limit,
      lasttime,
    }: Readonly<{ page: number; limit: number; lasttime: number }>): Batch => {
      const inReach = visible().filter(({ stamp }) => {
        if (settings.history === 'since') return stamp > lasttime
        return settings.historyBoundary === '<' ? stamp < lasttime : stamp <= lasttime
      })
      const size = settings.historyCap > 0 ? Math.min(limit, settings.historyCap) : limit
      return batchOf(newestFirst(inReach).slice((page - 1) * size, page * size))
    },
    /** The saved row of a POST: what the acknowledgement says. */
    sends: (message: Outgoing, lag: number): { id: string; wire: () => WireMessage } => {
      const row = store(true, message.content, lag, now(), message.type)
      return { id: row.id, wire: () => wireOf(row) }
    },
    /** Everything that can be asked for now, in the client's order. */
    rows: () =>
      visible()
        .map(({ id, stamp, mine, content, read }) => ({ id, stamp, mine, content, read }))
        .sort((a, b) => a.stamp - b.stamp || (a.id < b.id ? -1 : 1)),
    /** When the last one that is stored becomes visible, true UTC ms. */
    settledAt: () => rows.reduce((latest, { visibleAt }) => Math.max(latest, visibleAt), 0),
  }
}
