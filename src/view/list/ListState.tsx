import { useEffect, useState } from 'react'
import { isTold } from '~/domain/link'
import { after } from '~/lib/timer'
import { useChatState } from '~/view/ChatContext'
import { createPart, usePart } from '~/view/part'

/** Most visits never see it: their messages are there at once. */
const emptyList = createPart(() => import('./EmptyList'))

/** Milliseconds that one does not notice. Nothing is drawn or moved meanwhile: a phone needs its strength for what comes. */
const UNNOTICED = 300

/** Where no messages stand, what is to be said of that, once there is something to say. */
export function ListState() {
  const isKnown = useChatState(({ opened, link }) => opened || isTold(link))
  const [isSlow, setIsSlow] = useState(false)
  useEffect(() => after(UNNOTICED, () => setIsSlow(true)), [])
  const part = usePart(emptyList, isKnown || isSlow)
  return part && (isKnown || isSlow) ? <part.EmptyList /> : null
}
