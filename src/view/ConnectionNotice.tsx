import { useEffect } from 'react'
import { isTold, type Link } from '~/domain/link'
import { after } from '~/lib/timer'
import { Notice } from '~/ui/Notice'
import { useChatPage, useChatState, useWords } from './ChatContext'
import { createPart, usePart } from './part'

/** It is brought once the conversation stands: it will be wanted when the network is gone. */
export const connectionTrouble = createPart(() => import('./ConnectionTrouble'))

/** Milliseconds for which the return of the connection is told. */
const TOLD_FOR = 3_000

/** Says when the connection is gone and when it is back; silent about a single routine failure. */
export function ConnectionNotice() {
  const { chat } = useChatPage()
  const words = useWords()
  const link = useChatState((state) => state.link)

  useEffect(() => {
    if (!link.restored) return undefined
    return after(TOLD_FOR, () => chat.store.setLink({ restored: false }))
  }, [chat, link.restored])

  const part = usePart(connectionTrouble, isTold(link) || link.restored)
  // the region stands from the start: readers announce what changes inside one, not one that appears
  return (
    <div role="status">
      {part && <part.ConnectionTrouble link={link} />}
      {/* with the server that it would have come from gone, too */}
      {!part && isOffline(link) && <Notice tone="offline" text={words.offline} />}
    </div>
  )
}

const isOffline = (link: Link) => isTold(link) && /^(unreachable|timeout)$/.test(link.failure?.kind ?? '')
