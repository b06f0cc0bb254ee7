import { useCallback, useEffect, useRef } from 'react'
import { loadOlder } from '~/sync/loadOlder'
import { useChatPage, useChatState } from '~/view/ChatContext'

/** So many pages without a picture are turned before somebody has to ask again. */
const PAGES = 5
/** Pictures before the one that is looked at, from which on older ones are looked for. */
const AHEAD = 1

/** Looks for older pictures as one comes near the oldest of those that are there; `more` asks for them. */
export function useOlderPictures(index: number, count: number) {
  const { chat } = useChatPage()
  const older = useChatState((state) => state.older)
  const left = useRef(PAGES)
  useEffect(() => {
    left.current = PAGES
  }, [count])
  useEffect(() => {
    if (index > AHEAD || older !== 'more' || left.current === 0) return
    left.current -= 1
    void loadOlder(chat)
  }, [chat, index, count, older])
  const more = useCallback(() => {
    left.current = PAGES
    void loadOlder(chat)
  }, [chat])
  return { older, more }
}
