import { waitOf } from '~/domain/link'
import type { OutboxItem, SendFailure, UploadTrouble } from '~/domain/outboxItem'
import { decodeOwn } from '~/kinds/index'
import { backoff } from '~/lib/backoff'
import { after } from '~/lib/timer'
import { ApiError, type ApiFailure } from '~/wire/errors'
import { watchdog } from '~/wire/request'
import type { Chat } from './chat'
import { lastPlace } from './place'
import { flush } from './send'

/** Attempts at one file in a visit; then a person decides. Sending it again starts anew. */
const ATTEMPTS = 5
/** Milliseconds before the second attempt, and the most. */
const FIRST_WAIT = 2_000
const LONGEST_WAIT = 60_000
/** Progress is told in so many steps. */
const STEPS = 50
/** Milliseconds without a sign of progress, and in all, after which an attempt is given up: a host's upload may never answer. */
const SILENCE = 120_000
const TOTAL = 3_600_000
/** Milliseconds for which one that is called off is waited for: whatever hears of it ends by then, and no two run at once. */
const ENDING = 1_000
/** Milliseconds for which an upload waits for its file to be kept: what is seen to be on its way survives a reload. */
const KEEPING = 1_000

/**
 * Uploads the files of the outbox, one at a time and in order, while the conversation's own requests succeed. A message whose
 * file is there is sent as the last one written: texts do not wait for pictures. To upload a file twice harms nobody: what
 * did not come through is tried again, which a message is not. Returns what is to be called when something may have changed,
 * and what ends it.
 */
export function createUploader(chat: Chat): Readonly<{ look: () => void; stop: () => void }> {
  const { store, engine, clock } = chat
  const tried = new Map<string, Readonly<{ times: number; notBefore: number }>>()
  let running: Readonly<{ localId: string; watch: Watch }> | null = null
  let waiting: (() => void) | null = null
  let ending: (() => void) | null = null
  /** As the server has it, for all files. */
  let notBefore = 0
  /** A page that is left changes nothing any more. */
  let isOver = false

  const isOurs = (localId: string) =>
    store.getState().outbox.some((item) => item.localId === localId && item.state.phase === 'uploading')

  const look = () => {
    if (running) {
      // deleted, or taken over by another tab
      if (!isOurs(running.localId)) running.watch.abort()
      return
    }
    const { outbox, link, opened } = store.getState()
    const { running: isOpen, frozen } = engine.timing()
    const item = outbox.find(({ state }) => state.phase === 'uploading')
    // while the link is down each attempt would fail; its return comes back here
    if (!item || !isOpen || frozen || !opened || link.failures > 0) return
    const wait = Math.max(notBefore, tried.get(item.localId)?.notBefore ?? 0) - clock.elapsed()
    waiting?.()
    waiting = null
    if (wait <= 0) void run(item)
    else waiting = after(wait, look)
  }

  const run = async (item: OutboxItem) => {
    const { localId } = item
    const watch = watchdog(undefined, TOTAL, SILENCE)
    running = { localId, watch }
    // neither a host's upload nor this browser's database need hear of being called off
    const givenUp = new Promise<null>((resolve) =>
      watch.signal.addEventListener('abort', () => {
        if (!isOver) ending = after(ENDING, () => resolve(null))
      }),
    )
    const ended = await Promise.race([attempt(item, watch), givenUp])
    ending?.()
    watch.stop()
    running = null
    if (isOver) return
    store.setProgress(localId, null)
    const waited = watch.expired()
    const failure = waited > 0 ? { kind: 'timeout' as const, waited } : ended
    if (failure && isOurs(localId)) settle(item, failure)
    look()
  }

  const keptOrLate = (key: string) =>
    new Promise<void>((goOn) => {
      const callOff = after(KEEPING, goOn)
      void chat.files.kept(key).then(() => {
        callOff()
        goOn()
      })
    })

  /** What went wrong, null if nothing did. */
  const attempt = async (item: OutboxItem, watch: Watch): Promise<ApiFailure | 'gone' | null> => {
    const { localId, file } = item
    const { signal } = watch
    const bytes = file && (await chat.files.load(file.key))
    if (!file || !bytes || !chat.upload) return 'gone'
    await keptOrLate(file.key)
    if (signal.aborted) return null
    try {
      const onProgress = (share: number) => {
        if (running?.watch !== watch || !isOurs(localId)) return
        watch.heard()
        // a host may tell anything
        if (share >= 0) store.setProgress(localId, Math.floor(Math.min(share, 1) * STEPS) / STEPS)
      }
      const address = await chat.upload(bytes, { name: file.name, signal, onProgress })
      // another tab has it, or takes it over while this page stands still; or nobody wants it any more
      if (signal.aborted || !isOurs(localId) || engine.timing().frozen) return null
      tried.delete(localId)
      chat.files.uploaded(file.key, address)
      const content = decodeOwn(item.type, address, file.seconds)
      store.requeue(localId, { raw: address, content, state: { phase: 'queued' }, ...lastPlace(chat) })
      void flush(chat)
      return null
    } catch (error) {
      // a host may throw anything too, and the part that uploads may not have arrived
      return error instanceof ApiError ? error.failure : { kind: 'unreachable' }
    }
  }

  const settle = ({ localId }: OutboxItem, failure: ApiFailure | 'gone') => {
    const times = (tried.get(localId)?.times ?? 0) + 1
    const now = clock.elapsed()
    if (failure !== 'gone') notBefore = now + waitOf(failure)
    if (failure !== 'gone' && isPassing(failure) && times < ATTEMPTS) {
      const wait = backoff(FIRST_WAIT, times - 1, LONGEST_WAIT, chat.random())
      tried.set(localId, { times, notBefore: now + wait })
      return
    }
    tried.delete(localId)
    store.update(localId, { state: { phase: 'failed', failure: failureFor(failure) } })
  }

  look()
  return {
    look,
    stop: () => {
      isOver = true
      waiting?.()
      ending?.()
      running?.watch.abort()
      running?.watch.stop()
    },
  }
}

type Watch = ReturnType<typeof watchdog>

/** What may be otherwise a moment later. */
const isPassing = (failure: ApiFailure) =>
  failure.kind === 'unreachable' ||
  failure.kind === 'timeout' ||
  failure.kind === 'html' ||
  (failure.kind === 'http' && (failure.status >= 500 || [408, 425, 429].includes(failure.status)))

const upload = (reason: UploadTrouble, message = '') => ({ kind: 'upload' as const, reason, message })

function failureFor(failure: ApiFailure | 'gone'): SendFailure {
  if (failure === 'gone') return upload('gone')
  if (failure.kind === 'refused') return upload('refused', failure.message)
  if (failure.kind === 'malformed') return upload('refused')
  if (failure.kind !== 'http') return upload('unreachable')
  if (failure.status === 413) return upload('large')
  if (failure.status === 401 || failure.status === 403) return upload('signedOut')
  return upload(isPassing(failure) ? 'unreachable' : 'refused')
}
