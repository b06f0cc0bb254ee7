import { waitOf } from '~/domain/link'
import type { OutboxItem, SendFailure, UploadTrouble } from '~/domain/outboxItem'
import { decodeOwn } from '~/kinds/index'
import { backoff } from '~/lib/backoff'
import { after } from '~/lib/timer'
import { type ApiFailure, failureOf } from '~/wire/errors'
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

/**
 * Uploads the files of the outbox, one at a time and in order, while the conversation's own requests succeed. A message whose
 * file is there is sent as the last one written: texts do not wait for pictures. To upload a file twice harms nobody: what
 * did not come through is tried again, which a message is not. Returns what is to be called when something may have changed,
 * and what ends it.
 */
export function createUploader(chat: Chat): Readonly<{ look: () => void; stop: () => void }> {
  const { store, engine, clock } = chat
  const attempts = new Map<string, number>()
  let running: { localId: string; controller: AbortController } | null = null
  let waiting: (() => void) | null = null
  let notBefore = 0
  /** A page that is left changes nothing any more. */
  let isOver = false

  const isOurs = (localId: string) =>
    store.getState().outbox.some((item) => item.localId === localId && item.state.phase === 'uploading')

  const look = () => {
    if (running) {
      // deleted, or taken over by another tab
      if (!isOurs(running.localId)) running.controller.abort()
      return
    }
    const { outbox, link, opened } = store.getState()
    const { running: isOpen, frozen } = engine.timing()
    const item = outbox.find(({ state }) => state.phase === 'uploading')
    // while the link is down each attempt would fail; its return comes back here
    if (!item || !isOpen || frozen || !opened || link.failures > 0) return
    const wait = notBefore - clock.elapsed()
    if (wait > 0) {
      waiting ??= after(wait, () => {
        waiting = null
        look()
      })
      return
    }
    void run(item)
  }

  const run = async (item: OutboxItem) => {
    const controller = new AbortController()
    running = { localId: item.localId, controller }
    const failure = await attempt(item, controller.signal)
    running = null
    if (isOver) return
    store.setProgress(item.localId, null)
    if (failure && isOurs(item.localId) && !controller.signal.aborted) settle(item, failure)
    look()
  }

  /** What went wrong, null if nothing did. */
  const attempt = async (item: OutboxItem, signal: AbortSignal): Promise<ApiFailure | 'gone' | null> => {
    const { localId, file } = item
    const bytes = file && (await chat.files.load(file.key))
    if (!file || !bytes || !chat.upload) return 'gone'
    try {
      const onProgress = (share: number) => {
        if (isOurs(localId)) store.setProgress(localId, Math.floor(share * STEPS) / STEPS)
      }
      const address = await chat.upload(bytes, { name: file.name, signal, onProgress })
      // another tab has it, or nobody wants it any more
      if (signal.aborted || !isOurs(localId)) return null
      chat.files.uploaded(file.key, address)
      const content = decodeOwn(item.type, address, file.seconds)
      store.requeue(localId, { raw: address, content, state: { phase: 'queued' }, ...lastPlace(chat) })
      void flush(chat)
      return null
    } catch (error) {
      return failureOf(error) ?? { kind: 'unreachable' }
    }
  }

  const settle = ({ localId }: OutboxItem, failure: ApiFailure | 'gone') => {
    const made = (attempts.get(localId) ?? 0) + 1
    attempts.set(localId, made)
    if (failure !== 'gone' && isPassing(failure) && made < ATTEMPTS) {
      const wait = Math.max(waitOf(failure), backoff(FIRST_WAIT, made - 1, LONGEST_WAIT, chat.random()))
      notBefore = clock.elapsed() + wait
      return
    }
    attempts.delete(localId)
    store.update(localId, { state: { phase: 'failed', failure: failureFor(failure) } })
  }

  look()
  return {
    look,
    stop: () => {
      isOver = true
      waiting?.()
      running?.controller.abort()
    },
  }
}

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
