import { useChatState } from './ChatContext'
import { createPart, usePart } from './part'

/** It is brought once the conversation stands: it will be wanted when the network is gone. */
export const unsentNotice = createPart(() => import('./UnsentNotice'))

/** Fewer are dealt with at their bubbles. */
const SEVERAL = 2

/** Several messages that failed, and the way to send them all again, in their order. */
export function Unsent() {
  const outbox = useChatState((state) => state.outbox)
  const failed = outbox.filter(({ state }) => state.phase === 'failed')
  const part = usePart(unsentNotice, failed.length >= SEVERAL)
  return part && failed.length >= SEVERAL ? <part.UnsentNotice failed={failed} /> : null
}
