import { type ReactNode, useEffect, useState } from 'react'
import { CircleAlert, CircleHelp, LoaderCircle } from 'lucide-react'
import type { OutboxItem } from '~/domain/outboxItem'
import { assertNever } from '~/lib/assertNever'
import { copyText } from '~/lib/copyText'
import { after } from '~/lib/timer'
import { isPending, type Shown } from '~/store/selectors'
import { useChatState } from '~/view/ChatContext'
import type { Words } from '~/view/words'

/** What is known of an own message's being read; null where nothing is to be said. */
export type Receipt = 'read' | 'unread' | null

export type StatusActions = Readonly<{
  resend: (item: OutboxItem) => void
  edit: (item: OutboxItem) => void
  remove: (item: OutboxItem) => void
}>

type Failure = Extract<OutboxItem['state'], { phase: 'failed' }>['failure']

type Props = Readonly<{ item: Shown; receipt: Receipt; words: Words; actions: StatusActions }>

/** How an own message fares, below its bubble: a sign and words, never colour alone. */
export function SendStatus({ item, receipt, words, actions }: Props) {
  const { status } = words
  if (!isPending(item)) {
    return receipt && <Line>{receipt === 'read' ? status.read : status.unread}</Line>
  }
  switch (item.state.phase) {
    case 'uploading':
      return <Uploading item={item} words={words} actions={actions} />
    case 'queued':
      return <UnderWay text={status.queued} />
    case 'sending':
      return <Sending words={words} />
    case 'sent':
      return <Line>{status.unread}</Line>
    case 'unknown':
      return <Confirming item={item} words={words} actions={actions} />
    case 'failed':
      return <Failed item={item} failure={item.state.failure} words={words} actions={actions} />
    default:
      return assertNever(item.state)
  }
}

type PendingProps = Readonly<{ item: OutboxItem; words: Words; actions: StatusActions }>

/** How much of the file has left, and the way to call it off. */
function Uploading({ item, words, actions }: PendingProps) {
  const share = useChatState(({ uploads }) => uploads.get(item.localId))
  const isDown = useChatState(({ link }) => link.failures > 0)
  return (
    <div className="animate-late flex items-center justify-end gap-1">
      <UnderWay
        text={isDown ? words.status.queued : words.status.uploading(Math.round((share ?? 0) * 100))}
      />
      <Action label={words.actions.cancel} onClick={() => actions.remove(item)} />
    </div>
  )
}

/** Milliseconds after which a send is slow: three seconds later it is given up, and looked for. */
const SLOW = 12_000

function Sending({ words: { status } }: Readonly<{ words: Words }>) {
  const [isSlow, setIsSlow] = useState(false)
  useEffect(() => after(SLOW, () => setIsSlow(true)), [])
  return <UnderWay text={isSlow ? status.slow : status.sending} />
}

function UnderWay({ text }: Readonly<{ text: string }>) {
  return (
    <Line late>
      <LoaderCircle size={12} aria-hidden className="animate-spin motion-reduce:animate-none" />
      {text}
    </Line>
  )
}

/** Milliseconds of doubt after which one may also give the message up: most are found at once, and nothing is to flash. */
const LONG = 10_000

function Confirming({ item, words, actions }: PendingProps) {
  const [isLong, setIsLong] = useState(false)
  useEffect(() => after(LONG, () => setIsLong(true)), [])
  return (
    <div className="flex flex-col items-end">
      <span className="flex items-center gap-1 pt-1 text-note text-waiting">
        <CircleHelp size={14} aria-hidden />
        {words.status.unknown}
      </span>
      {isLong && (
        <span className="-mr-2 flex gap-1">
          {item.file === null && <CopyAction text={item.raw} words={words} />}
          <Action label={words.actions.remove} onClick={() => actions.remove(item)} />
        </span>
      )}
    </div>
  )
}

type FailedProps = Readonly<{ item: OutboxItem; failure: Failure; words: Words; actions: StatusActions }>

function Failed({ item, failure, words, actions }: FailedProps) {
  const { status } = words
  const [asks, setAsks] = useState(false)
  const isPerhaps = failure.kind === 'unconfirmed'
  return (
    <div className="flex flex-col items-end">
      <span
        className={`flex items-center gap-1 pt-1 text-note ${isPerhaps ? 'text-waiting' : 'text-danger'}`}
      >
        {isPerhaps ? <CircleHelp size={14} aria-hidden /> : <CircleAlert size={14} aria-hidden />}
        {isPerhaps ? status.perhaps : status.failed}
      </span>
      <span className="text-end text-note break-anywhere text-secondary">
        {asks ? status.perhapsAgain : reasonOf(failure, status)}
      </span>
      {asks ? (
        // the way back stands where the first tap was: a double tap sends nothing twice
        <span className="-mr-2 flex flex-wrap justify-end gap-1">
          <Action label={words.actions.cancel} onClick={() => setAsks(false)} />
          <Action label={words.actions.sendAnyway} onClick={() => actions.resend(item)} />
        </span>
      ) : (
        <span className="-mr-2 flex flex-wrap justify-end gap-1">
          <Action
            label={words.actions.resend}
            onClick={() => (isPerhaps ? setAsks(true) : actions.resend(item))}
          />
          {item.file === null && (
            <>
              <Action label={words.actions.edit} onClick={() => actions.edit(item)} />
              <CopyAction text={item.raw} words={words} />
            </>
          )}
          <Action label={words.actions.remove} onClick={() => actions.remove(item)} />
        </span>
      )}
    </div>
  )
}

function reasonOf(failure: Failure, { reasons, perhapsHint }: Words['status']): string {
  if (failure.kind === 'unconfirmed') return perhapsHint
  if (failure.kind === 'expired') return reasons.expired
  if (failure.kind === 'upload')
    return failure.message === '' ? reasons.upload[failure.reason] : reasons.refused(failure.message)
  if (failure.kind === 'refused') return reasons.refused(failure.message)
  if (failure.kind !== 'http') return reasons.refused('')
  if (failure.status === 401 || failure.status === 403) return reasons.signedOut
  return failure.status === 429 ? reasons.busy : reasons.refused('')
}

/** `late`: appears after 800 ms, so that an ordinary send shows no spinner at all. */
function Line({ late = false, children }: Readonly<{ late?: boolean; children: ReactNode }>) {
  return (
    <span className={`flex items-center gap-1 pt-1 text-note text-secondary ${late ? 'animate-late' : ''}`}>
      {children}
    </span>
  )
}

function Action({ label, onClick }: Readonly<{ label: string; onClick: () => void }>) {
  return (
    <button
      type="button"
      onClick={onClick}
      className="min-h-11 rounded-bubble px-2 text-note text-link underline hover:no-underline pc:min-h-8"
    >
      {label}
    </button>
  )
}

/** Milliseconds for which "copied" is told. */
const COPIED_FOR = 2_000

function CopyAction({ text, words }: Readonly<{ text: string; words: Words }>) {
  const [copied, setCopied] = useState(false)
  const copy = () => void copyText(text).then(setCopied)
  useEffect(() => (copied ? after(COPIED_FOR, () => setCopied(false)) : undefined), [copied])
  return <Action label={copied ? words.actions.copied : words.actions.copy} onClick={copy} />
}
