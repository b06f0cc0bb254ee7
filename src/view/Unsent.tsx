import { useChatState } from './ChatContext'
import { createPart, usePart } from './part'

/** It is brought once the conversation stands: it will be wanted when the network is gone. */
export const unsentNotice = createPart(() => import('./UnsentNotice'))

/** Messages that failed, once the part that speaks of them is there: it hears of each from then on. */
export function Unsent() {
  const part = usePart(
    unsentNotice,
    useChatState(({ outbox }) => outbox.length > 0),
  )
  return part && <part.UnsentNotice />
}
