import * as v from 'valibot'
import { type Line, type Summary } from '~/domain/desk/summary'
import { decodeOwn } from '~/kinds/index'
import type { Locks } from '~/lib/locks'
import { type Lead, shareLead } from '~/sync/lead'
import { isTabsName } from '~/store/deskKeys'
import { LIST_TROUBLES, type ListTrouble } from '~/domain/desk/listTrouble'
import type { Surroundings } from '~/sync/startSync'
import type { Shown } from './elsewhere'

/** A window that has said nothing for so long (ms) is gone; each says so much more often what it shows. */
export const GONE_AFTER = 60_000
export const SHOWS_EVERY = 20_000

/** A window needs no more conversations than this: who hears of more hears of none. */
const MOST_NEEDS = 1_000

/** So many rows are told at once: all of a desk, without keeping others from being heard. */
const AT_ONCE = 200

/** Whose row it is, and what it tells. */
export type Told = readonly [id: string, summary: Summary]

const NOTHING = () => {}

type Hands = Readonly<{
  /** This window asks from now on, or no longer does. */
  leads: (leads: boolean) => void
  /** What another window has in front. */
  shows: (window: string, shown: Shown) => void
  /** The window that leads tells of these conversations. */
  told: (rows: readonly Told[]) => void
  /** The window that leads tells how the server answers; null: as it should. */
  troubled: (trouble: ListTrouble | null) => void
  /** Another window has sent a reading request. */
  asked: () => void
  /** Another window has just come, and knows nothing. */
  came: () => void
}>

export type DeskWindows = Readonly<{
  leads: () => boolean
  shows: (shown: Shown) => void
  tell: (rows: readonly Told[]) => void
  tellTrouble: (trouble: ListTrouble | null) => void
  asked: () => void
  /** This window has just come, or come back, and knows nothing of what was told meanwhile. */
  came: () => void
  /** Only the window that leads the desk asks for any conversation; what else has a lock is each window's own. */
  locks: Locks | null
  stop: () => void
}>

/**
 * Windows of one desk share its work: one of them asks for all conversations, the others are told what its rows tell, and it
 * keeps up to date what they have in front. Where the browser has no locks or channels each works alone.
 */
export function shareDesk(
  { locks, openChannel, page }: Pick<Surroundings, 'locks' | 'openChannel' | 'page'>,
  name: string,
  own: string,
  hands: Hands,
): DeskWindows {
  if (!locks || !openChannel) {
    hands.leads(true)
    return {
      leads: () => true,
      shows: NOTHING,
      tell: NOTHING,
      tellTrouble: NOTHING,
      asked: NOTHING,
      came: NOTHING,
      locks,
      stop: NOTHING,
    }
  }
  const watchers = new Set<(leads: boolean) => void>()
  const become = (leads: boolean) => {
    hands.leads(leads)
    for (const watcher of watchers) watcher(leads)
  }
  const hear = (message: unknown) => {
    const parsed = v.safeParse(Message, message)
    if (!parsed.success) return false
    const { output } = parsed
    if (output.type === 'shows') hands.shows(output.window, output)
    else if (output.type === 'trouble') hands.troubled(output.trouble)
    else if (output.type === 'rows') hands.told(output.rows.map((row) => [row.id, summaryOf(row)]))
    else if (output.type === 'asked') hands.asked()
    else hands.came()
    return true
  }
  const lead: Lead = shareLead({ locks, openChannel, page }, name, {
    leads: () => become(true),
    follows: () => become(false),
    hear,
  })
  const post = (message: Message) => lead.post(message)
  const came = () => post({ type: 'came' })
  came()
  return {
    leads: lead.leads,
    shows: ({ needs, ...shown }) => post({ type: 'shows', window: own, ...shown, needs: [...needs] }),
    tellTrouble: (trouble) => post({ type: 'trouble', trouble }),
    came,
    tell: (rows) => {
      for (let i = 0; i < rows.length; i += AT_ONCE)
        post({
          type: 'rows',
          rows: rows.slice(i, i + AT_ONCE).map(([id, summary]) => sent(id, summary)),
        })
    },
    asked: () => post({ type: 'asked' }),
    locks: lockedBy(locks, lead, watchers),
    stop: lead.stop,
  }
}

/**
 * What a conversation takes for a lock that another tab holds, while another window leads the desk; who would steal it asks for the
 * lead of the whole desk instead.
 */
function lockedBy(locks: Locks, lead: Lead, watchers: Set<(leads: boolean) => void>): Locks {
  return {
    take: (name, on, steal = false) => {
      // whose outbox it is, and whether they live, has nothing to do with who asks
      if (!isTabsName(name)) return locks.take(name, on, steal)
      let release: (() => void) | null = null
      let isHeld = false
      const take = (steals: boolean) => {
        const held = () => {
          isHeld = true
          on.held()
        }
        release = locks.take(name, { ...on, held }, steals)
      }
      const changed = (leads: boolean) => {
        if (leads) {
          if (!release) take(false)
          return
        }
        release?.()
        release = null
        if (isHeld) {
          isHeld = false
          on.lost?.()
        }
      }
      watchers.add(changed)
      if (lead.leads()) take(steal)
      else if (steal) lead.claim()
      return () => {
        watchers.delete(changed)
        release?.()
      }
    },
  }
}

function sent(id: string, { newest, ...summary }: Summary): v.InferOutput<typeof Row> {
  return { id, ...summary, newest: newest && lineOf(newest) }
}

function lineOf({ mine, at, type, raw, content }: Line) {
  return { mine, at, type, raw, seconds: content.type === 'VOICE' ? content.seconds : null }
}

/** What was told, as far as it is of use; its content read anew by its kind. */
function summaryOf({
  newest,
  loaded,
  unread,
  waitingSince,
  trouble,
  presence,
}: v.InferOutput<typeof Row>): Summary {
  const line = newest && { ...newest, content: decodeOwn(newest.type, newest.raw, newest.seconds) }
  return { newest: line, loaded, unread, waitingSince, trouble, presence }
}

const number = v.pipe(v.number(), v.finite())
const id = v.pipe(v.string(), v.maxLength(64))

const Row = v.object({
  id,
  loaded: v.boolean(),
  unread: number,
  waitingSince: v.nullable(number),
  trouble: v.boolean(),
  presence: v.picklist(['unknown', 'online', 'offline']),
  newest: v.nullable(
    v.object({
      mine: v.boolean(),
      at: number,
      type: v.string(),
      raw: v.string(),
      seconds: v.nullable(number),
    }),
  ),
})

const Message = v.variant('type', [
  v.object({ type: v.literal('rows'), rows: v.array(Row) }),
  v.object({ type: v.literal('came') }),
  v.object({ type: v.literal('asked') }),
  v.object({
    type: v.literal('shows'),
    window: id,
    id: v.nullable(id),
    looking: v.boolean(),
    needs: v.pipe(v.array(id), v.maxLength(MOST_NEEDS)),
  }),
  v.object({
    type: v.literal('trouble'),
    trouble: v.nullable(v.object({ kind: v.picklist(LIST_TROUBLES), since: v.nullable(number) })),
  }),
])

type Message = v.InferOutput<typeof Message>
