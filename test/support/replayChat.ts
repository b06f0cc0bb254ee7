import { readFileSync } from 'node:fs'
import { last } from '~/lib/last'
import { HISTORY, SEND } from '~/qa/knownRows'
import { type Exchange, parseRecording, type Recording } from '~/qa/recording'
import { createReplay } from '~/qa/replay'
import type { ChatStore } from '~/store/chatStore'
import { type Shown, shownIn } from '~/store/selectors'
import type { Chat } from '~/sync/chat'
import { loadOlder } from '~/sync/loadOlder'
import { resend, sendFiles, sendText } from '~/sync/send'
import { BEYOND_EVERY_STAMP } from '~/wire/api'
import type { VirtualTime } from '~test/property/virtualTime'
import { elapse, inVirtualTime, ORIGIN } from './fetchedPage'
import { idsOf, judge } from './judge'
import { exchangesOf, pairsIn, rowsOfPair, sendsOf, sentIn } from './recorded'

/** Milliseconds after the last thing that was recorded within which all must have come: several sweeps of a page that nobody touches. */
const SETTLED = 10 * 60_000
/** … and within which nothing may change any more. */
const QUIET = 40_000
/** What can be sent again. */
const KNOWN = new Set(['TEXT', 'IMAGE', 'VOICE'])
/** Pages of older messages that are loaded at most. */
const MOST_PAGES = 500

type Options = Readonly<{
  /** How many times as fast as it was recorded. */
  speed?: number
  /** The other side, where the recording is of a desk. */
  to?: string
  /** The store that the page gets in place of its own: how the tests plant faults. */
  replaceStore?: (store: ChatStore) => ChatStore
}>

export type Replayed = Readonly<{
  shown: readonly Shown[]
  /** Ids of the messages that are shown, from top to bottom. */
  ids: readonly string[]
  /** What must not be, each in a sentence. */
  complaints: readonly string[]
}>

/** A recording beside a test; throws, with what is wrong with it. */
export function readRecording(url: URL): Recording {
  const parsed = parseRecording(readFileSync(url, 'utf8'))
  if (!parsed.ok) throw new Error(parsed.problem.en)
  return parsed.recording
}

/**
 * The real client meets the recorded backend again, in virtual time: what was sent is sent again at its time, older messages are
 * loaded, and in the end everything that the recorded answers held of this conversation must stand in it.
 */
export async function replayChat(recording: Recording, options: Options = {}): Promise<Replayed> {
  const { speed = 1, to, replaceStore } = options
  const pair = pairsIn(recording).find(({ peer }) => to === undefined || peer.id === to)
  if (!pair) throw new Error('The recording holds no poll of this conversation.')
  const own = exchangesOf(recording, pair)
  const expected = rowsOfPair(own, pair)
  const complaints = new Set<string>()

  const shown = await inVirtualTime(recording.began, async (time, open) => {
    const awaited = own.filter((exchange) => exchange.endpoint === SEND && KNOWN.has(sentIn(exchange).type))
    const replay = createReplay(
      { ...recording, exchanges: [...own] },
      { now: time.clock.elapsed, speed, awaited },
    )
    const uploads = sendsOf(own).filter(({ type }) => type !== 'TEXT')
    const page = open({
      pair,
      device: recording.page.device,
      network: (input, init) => replay.answer(new Request(input, init)),
      upload: async () => uploads.shift()?.content ?? `${ORIGIN}/up`,
      ...(replaceStore && { replaceStore }),
    })
    watchRows(page.store, (id) => complaints.add(`The message ${id} was shown, and vanished.`))

    const until = async (after: number) => elapse(time, Math.max(0, after / speed - time.clock.elapsed()))
    const begin = own[0]?.after ?? 0
    for (const exchange of own) {
      await until(exchange.after - begin)
      act(page.chat, exchange)
    }
    await until((last(own)?.after ?? 0) + (last(own)?.ms ?? 0) - begin)

    for (let waited = 0; waited < SETTLED && !hasAll(page.store, expected); waited += QUIET) {
      await loadAll(page.chat, time)
      await elapse(time, QUIET)
    }
    await elapse(time, QUIET)
    return page.shown()
  })
  for (const complaint of judge(shown, expected, own, pair)) complaints.add(complaint)
  return { shown, ids: idsOf(shown), complaints: [...complaints] }
}

/** Tells of each message that is not there any more. */
function watchRows(store: ChatStore, vanished: (id: string) => void): void {
  const stood = new Set<string>()
  store.subscribe(({ log }) => {
    const here = new Set(log.rows.map(({ id }) => id))
    for (const id of stood) if (!here.has(id)) vanished(id)
    for (const id of here) stood.add(id)
  })
}

function hasAll(store: ChatStore, expected: ReadonlyMap<string, unknown>): boolean {
  const state = store.getState()
  const here = new Set(idsOf(shownIn(state)))
  const isSettled = state.outbox.every(({ state }) => state.phase === 'failed' || state.phase === 'sent')
  return isSettled && [...expected.keys()].every((id) => here.has(id))
}

/** What somebody did at the recorded page, as far as its requests tell. */
function act(chat: Chat, exchange: Exchange): void {
  const { endpoint, query } = exchange
  if (endpoint === HISTORY && Number(query['lasttime']) < BEYOND_EVERY_STAMP) void loadOlder(chat)
  if (endpoint !== SEND) return
  const { type, content } = sentIn(exchange)
  const failed = chat.store
    .getState()
    .outbox.filter(({ state, raw }) => state.phase === 'failed' && raw === content)
    .slice(0, 1)
  if (failed.length > 0) return resend(chat, failed)
  if (type === 'TEXT') return sendText(chat, content)
  if (type !== 'IMAGE' && type !== 'VOICE') return
  const seconds = Number(exchange.body?.['voiceLength'])
  sendFiles(chat, [
    { type, file: new Blob(['x']), name: 'file', size: null, seconds: seconds > 0 ? seconds : null },
  ])
}

async function loadAll(chat: Chat, time: VirtualTime): Promise<void> {
  for (let pages = 0; pages < MOST_PAGES && chat.store.getState().older === 'more'; pages += 1) {
    void loadOlder(chat)
    await elapse(time, 1000)
  }
}
