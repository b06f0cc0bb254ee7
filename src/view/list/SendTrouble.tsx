import { useEffect, useState } from 'react'
import { CircleAlert, CircleHelp } from 'lucide-react'
import type { OutboxItem } from '~/domain/outboxItem'
import { copyText } from '~/lib/copyText'
import { after } from '~/lib/timer'
import { useChatState } from '~/view/ChatContext'
import type { Words } from '~/view/words'
import { troubleWords, type TroubleWords } from '~/view/words.trouble'
import { type StatusActions, UnderWay } from './SendStatus'

type Failure = Extract<OutboxItem['state'], { phase: 'failed' }>['failure']

type Props = Readonly<{ item: OutboxItem; words: Words; actions: StatusActions }>

/** What an own message says of itself that is not simply on its way, and what one can do about it. */
export function SendTrouble(props: Props) {
  const { state } = props.item
  if (state.phase === 'uploading') return <Uploading {...props} />
  if (state.phase === 'failed') return <Failed {...props} failure={state.failure} />
  return <Confirming {...props} />
}

/** How much of the file has left, and the way to call it off. */
function Uploading({ item, words, actions }: Props) {
  const share = useChatState(({ uploads }) => uploads.get(item.localId))
  const isDown = useChatState(({ link }) => link.failures > 0)
  return (
    <div className="animate-late flex items-center justify-end gap-1">
      <UnderWay
        text={
          isDown ? words.status.queued : troubleWords(words.lang).uploading(Math.round((share ?? 0) * 100))
        }
      />
      <Action label={words.actions.cancel} onClick={() => actions.remove(item)} />
    </div>
  )
}

/** Milliseconds of doubt after which one may also give the message up: most are found at once, and nothing is to flash. */
const LONG = 10_000

function Confirming({ item, words, actions }: Props) {
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

type FailedProps = Props & Readonly<{ failure: Failure }>

function Failed({ item, failure, words, actions }: FailedProps) {
  const { status } = words
  const own = troubleWords(words.lang)
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
        {asks ? own.perhapsAgain : reasonOf(failure, own)}
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

function reasonOf(failure: Failure, { reasons, perhapsHint }: TroubleWords): string {
  if (failure.kind === 'unconfirmed') return perhapsHint
  if (failure.kind === 'expired') return reasons.expired
  if (failure.kind === 'upload')
    return failure.message === '' ? reasons.upload[failure.reason] : reasons.refused(failure.message)
  if (failure.kind === 'refused') return reasons.refused(failure.message)
  if (failure.kind !== 'http') return reasons.refused('')
  if (failure.status === 401 || failure.status === 403) return reasons.signedOut
  return failure.status === 429 ? reasons.busy : reasons.refused('')
}

function Action({ label, onClick }: Readonly<{ label: string; onClick: () => void }>) {
  return (
    <button
      type="button"
      onClick={onClick}
      className="min-h-11 min-w-11 rounded-bubble px-2 text-note text-link underline hover:no-underline pc:min-h-8"
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
