import { useEffect, useRef } from 'react'
import { after } from '~/lib/timer'
import { loadOlder } from '~/sync/loadOlder'
import { useChatPage, useChatState } from '~/view/ChatContext'

/** So many pages without a picture are turned, once somebody goes towards the beginning, before they have to ask again. */
const PAGES = 5
/** Pictures before the one that is looked at, from which on older ones are looked for. */
const AHEAD = 1

type Options = Readonly<{
  /** The picture that is looked at, and how many stand before it. */
  at: string | undefined
  index: number
  /** Shows the one before. */
  onFound: () => void
}>

/** Looks for older pictures as one comes near the oldest of those that are there; `more` asks for one, and leads there. */
export function useOlderPictures({ at, index, onFound }: Options) {
  const { chat } = useChatPage()
  const older = useChatState((state) => state.older)
  // whoever only looks at one picture costs no more than a page
  const left = useRef(1)
  const wantedFrom = useRef<string | null>(null)
  const last = useRef(index)
  useEffect(() => {
    if (index < last.current) left.current = PAGES
    last.current = index
  }, [index])
  useEffect(() => {
    if (index > AHEAD || older !== 'more' || left.current === 0) return
    left.current -= 1
    void loadOlder(chat)
  }, [chat, index, older])
  useEffect(() => {
    const isFound = index > 0 && wantedFrom.current === at
    if (isFound || wantedFrom.current !== at) wantedFrom.current = null
    // once this was drawn
    if (isFound) after(0, onFound)
  }, [at, index, onFound])
  const more = () => {
    wantedFrom.current = at ?? null
    left.current = PAGES - 1
    void loadOlder(chat)
  }
  return { older, more }
}
