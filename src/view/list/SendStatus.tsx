import { type ReactNode, useEffect, useState } from 'react'
import { LoaderCircle } from 'lucide-react'
import type { OutboxItem } from '~/domain/outboxItem'
import { assertNever } from '~/lib/assertNever'
import { after } from '~/lib/timer'
import { isPending, type Shown } from '~/store/selectors'
import { createPart, usePart } from '~/view/part'
import type { Words } from '~/view/words'

/** What is known of an own message's being read; null where nothing is to be said. */
export type Receipt = 'read' | 'unread' | null

export type StatusActions = Readonly<{
  resend: (item: OutboxItem) => void
  edit: (item: OutboxItem) => void
  remove: (item: OutboxItem) => void
}>

type Props = Readonly<{ item: Shown; receipt: Receipt; words: Words; actions: StatusActions }>

/** What seldom happens to a message. It is brought once the conversation stands: it will be wanted when the network is gone. */
export const sendTrouble = createPart(() => import('./SendTrouble'))

/** How an own message fares, below its bubble: a sign and words, never colour alone. */
export function SendStatus({ item, receipt, words, actions }: Props) {
  const { status } = words
  if (!isPending(item)) {
    return receipt && <Line>{receipt === 'read' ? status.read : status.unread}</Line>
  }
  switch (item.state.phase) {
    case 'queued':
      return <UnderWay text={status.queued} />
    case 'sending':
      return <Sending words={words} />
    case 'sent':
      return <Line>{status.unread}</Line>
    case 'uploading':
      return <Trouble item={item} brief={status.sending} words={words} actions={actions} />
    case 'unknown':
      return <Trouble item={item} brief={status.unknown} words={words} actions={actions} />
    case 'failed':
      return <Trouble item={item} brief={status.failed} words={words} actions={actions} />
    default:
      return assertNever(item.state)
  }
}

type TroubleProps = Readonly<{ item: OutboxItem; brief: string; words: Words; actions: StatusActions }>

function Trouble({ brief, ...props }: TroubleProps) {
  const part = usePart(sendTrouble)
  return part ? <part.SendTrouble {...props} /> : <Line>{brief}</Line>
}

/** Milliseconds after which a send is slow: three seconds later it is given up, and looked for. */
const SLOW = 12_000

function Sending({ words: { status } }: Readonly<{ words: Words }>) {
  const [isSlow, setIsSlow] = useState(false)
  useEffect(() => after(SLOW, () => setIsSlow(true)), [])
  return <UnderWay text={isSlow ? status.slow : status.sending} />
}

export function UnderWay({ text }: Readonly<{ text: string }>) {
  return (
    <Line late>
      <LoaderCircle size={12} aria-hidden className="animate-spin motion-reduce:animate-none" />
      {text}
    </Line>
  )
}

/** `late`: appears after 800 ms, so that an ordinary send shows no spinner at all. */
function Line({ late = false, children }: Readonly<{ late?: boolean; children: ReactNode }>) {
  return (
    <span className={`flex items-center gap-1 pt-1 text-note text-secondary ${late ? 'animate-late' : ''}`}>
      {children}
    </span>
  )
}
