import { newestDelivered } from '~/domain/cursor'
import { type Contact, type Contacts, listed, newestOf } from '~/domain/desk/contacts'
import {
  answered,
  isAhead,
  type Known,
  NEW_TRAIL,
  type Question,
  questionOf,
  type Trail,
} from '~/domain/desk/question'
import { tierOf } from '~/domain/desk/tier'
import { unreadOf } from '~/domain/reading'
import type { Log } from '~/domain/merge'
import type { DeskStore } from '~/store/deskStore'
import type { Chat } from '~/sync/chat'
import { ABSENT_FOR, isAbsent } from '~/sync/history'
import { pullNewest } from '~/sync/pullNewest'
import { sweep } from '~/sync/sweep'
import { countUnread, loadTail } from './askAbout'
import type { Wanted } from './schedule'

/** Pinned ones come before all stamps, server-clock ms. */
const PINNED = 1e14

type Parts = Readonly<{
  store: DeskStore
  contacts: () => Contacts
  /** The conversation with a member; made where it is not there yet. */
  chatOf: (id: string) => Chat
  known: (id: string) => Chat | null
  clock: Chat['clock']
  trueClock: Chat['trueClock']
}>

/** What the schedule asks of each conversation that does not keep itself up to date, and how urgent each is. */
export function createBackground({ store, contacts, chatOf, known, clock, trueClock }: Parts) {
  const trails = new Map<string, Trail>()
  /** `elapsed` ms until which the backend is taken to have no such endpoint. */
  const absentUntil = { count: -Infinity, history: -Infinity }
  const isOut = (what: keyof typeof absentUntil) => clock.elapsed() < absentUntil[what]
  const trailOf = (id: string) => trails.get(id) ?? NEW_TRAIL

  const tier = (contact: Contact) => {
    const { id, lasttime } = contact
    const chat = known(id)
    const summary = store.getState().summaries.get(id)
    const newest = chat ? newestDelivered(chat.store.getState().log) : 0
    const facts = {
      loaded: chat?.store.getState().opened ?? false,
      unread: summary?.unread ?? 0,
      waits: (summary?.waitingSince ?? null) !== null,
      told: isAhead({ told: lasttime, newest }, trailOf(id)),
      newestAt: summary?.newest?.at ?? null,
    }
    return tierOf(facts, trueClock.now().at)
  }

  const knownOf = (id: string, chat: Chat): Known => {
    const { log, marked } = chat.store.getState()
    const contact = contacts().get(id)
    return {
      tier: contact ? tier(contact) : 'older',
      newest: newestDelivered(log),
      told: contact?.lasttime ?? null,
      unread: unreadOf(log.rows, marked).length,
      countAbsent: isOut('count'),
      historyAbsent: isOut('history'),
    }
  }

  /** Says what was counted, if anything was. What the backend does not have is no failure. */
  const put = async (chat: Chat, question: Question, signal: AbortSignal): Promise<number | undefined> => {
    try {
      if (question === 'count') return await countUnread(chat, signal)
      if (question === 'look') await sweep(chat, signal)
      else if (question === 'poll') await pullNewest(chat, signal)
      else await loadTail(chat, signal)
    } catch (error) {
      if (!isAbsent(error) || question === 'poll') throw error
      absentUntil[question === 'count' ? 'count' : 'history'] = clock.elapsed() + ABSENT_FOR
      // what is let go of here could not be asked for again
      if (question !== 'count') chat.store.setOlder('absent', chat.store.getState().generation)
      if (question === 'open') await pullNewest(chat, signal)
    }
    return undefined
  }

  return {
    wanted: (): readonly Wanted[] => {
      const { live } = store.getState()
      const isLive = new Set(live)
      return listed(contacts())
        .filter(({ id }) => !isLive.has(id))
        .map((contact) => ({
          id: contact.id,
          tier: tier(contact),
          weight: newestOf(contact) + (contact.pinned ? PINNED : 0),
        }))
    },

    ask: async (id: string, signal: AbortSignal): Promise<void> => {
      const chat = chatOf(id)
      const { log, generation } = chat.store.getState()
      const question = questionOf(knownOf(id, chat), trailOf(id), clock.elapsed())
      const counted = await put(chat, question, signal)
      // it was opened and left meanwhile: what came was not taken up
      if (chat.store.getState().generation !== generation) throw new DOMException('left', 'AbortError')
      // removed meanwhile, and perhaps made anew
      if (known(id) !== chat) return
      const news = hasNews(chat.store.getState().log, log)
      const answer = { question, news, ...(counted !== undefined && { counted }) }
      trails.set(id, answered(knownOf(id, chat), trailOf(id), answer, clock.elapsed()))
    },

    forget: (id: string) => void trails.delete(id),
  }
}

/** Rows that stood there have changed, or others are among them: older ones that come again, and go again, are no news. */
function hasNews({ rows }: Log, { rows: before }: Log): boolean {
  if (rows === before) return false
  const oldest = before[0]?.sentAt ?? -Infinity
  const known = new Set<unknown>(before)
  return rows.some((row) => row.sentAt >= oldest && !known.has(row))
}
