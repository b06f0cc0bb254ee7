import type { ApiFailure } from '~/wire/errors'
import type { Content } from '~/kinds/index'
import type { Size } from '~/lib/mediaSizes'
import type { Topic } from './message'

/**
 * Why a message failed: the API's refusal, which is certain; `unconfirmed`: perhaps not sent, it may turn up still; `expired`:
 * it waited for a connection for so long that sending it now would surprise; `upload`: its file could not be uploaded.
 */
export type SendFailure =
  | ApiFailure
  | Readonly<{ kind: 'unconfirmed' | 'expired' }>
  | Readonly<{ kind: 'upload'; reason: UploadTrouble; message: string }>

/**
 * Why a file was not uploaded: the way there, its size, the server's refusal (in its own words, if any), nobody is signed in, or
 * the file is not in this browser any more.
 */
export type UploadTrouble = (typeof UPLOAD_TROUBLES)[number]

export const UPLOAD_TROUBLES = ['unreachable', 'large', 'refused', 'signedOut', 'gone'] as const

/**
 * `uploading`: its file goes to the upload first, or waits for that; `queued` waits for the one before, or for a connection;
 * `sending` has left; `sent` is acknowledged and waits for its row; `unknown` may or may not have arrived and is being looked
 * for (never sent again by itself).
 */
export type SendState =
  | Readonly<{ phase: 'uploading' | 'queued' | 'sending' }>
  | Readonly<{ phase: 'sent'; id: string }>
  /** `since`: `elapsed` ms at which nobody knew any more; `sweeps` that looked for it in vain. */
  | Readonly<{ phase: 'unknown'; since: number; sweeps: number }>
  | Readonly<{ phase: 'failed'; failure: SendFailure }>

/** The file of a picture or a voice on its way, as far as the message must know it. */
export type OutboxFile = Readonly<{
  /** Names its bytes in this browser (`lib/localFiles`). */
  key: string
  name: string
  bytes: number
  /** Length of a voice; null for a picture. */
  seconds: number | null
  /** Pixels of a picture; null for a voice, and where nobody knows. */
  size: Size | null
}>

/** A message of ours that the server has not delivered yet. */
export type OutboxItem = Readonly<{
  localId: string
  type: string
  /** What is sent as `content`; of a file that is not uploaded yet its name in this browser, `local:…`. */
  raw: string
  /** null: a text. */
  file: OutboxFile | null
  content: Content
  topic: Topic | null
  /** Its place among the rows: server-clock ms, first a guess, from the acknowledgement on the server's word. */
  sentAt: number
  /** True UTC ms, as shown. */
  at: number
  mine: true
  state: SendState
  /** What was known when the POST began, so that an old identical message is never taken for this one. */
  before: Known
  /** Id of a delivered row that is taken for this message while its POST is still under way: shown in its place. */
  echo: string | null
}>

/** What has waited for a connection for longer than this (ms) is not sent by itself any more: it would surprise. */
export const LONGEST_WAIT = 24 * 3_600_000

/** What was known when a POST began. */
export type Known = Readonly<{
  /** Ids of own rows of equal content. */
  ids: readonly string[]
  /** True UTC ms that the message's ObjectId cannot be much older than; null where nothing told. */
  since: number | null
  /** The newest stamp delivered, server-clock ms; 0 if none. */
  newestStamp: number
  /** The oldest one: what stands above it comes by scrolling up, and is old. 0 if none. */
  oldestStamp: number
}>

export const NOTHING_KNOWN: Known = { ids: [], since: null, newestStamp: 0, oldestStamp: 0 }

/** Whether the item may still turn out to have been sent. */
export const isOpen = ({ state, echo }: OutboxItem): boolean =>
  state.phase === 'unknown' ||
  (state.phase === 'sending' && echo === null) ||
  (state.phase === 'failed' && state.failure.kind === 'unconfirmed')
