import { type MouseEvent, type ReactNode, type RefObject, useCallback, useEffect, useState } from 'react'
import { onFirstTouch } from '~/lib/firstTouch'
import { loadAgain } from '~/lib/loadAgain'
import { after } from '~/lib/timer'
import { useChatPage, useChatState, useWords } from '~/view/ChatContext'
import type { MessageMenu } from './MessageMenu'
import type { Rows } from './rows'
import type { StatusActions } from './SendStatus'
import { messageAt, useLongPress } from './useLongPress'
import type { useAuthors } from './useRowProps'
import { isSelecting } from './useSelected'

const loadMenu = loadAgain(() => import('./MessageMenu'))

/** Milliseconds for which it is told how something went. */
const TOLD_FOR = 2_000

type Options = Readonly<{
  scroller: RefObject<HTMLElement | null>
  rows: Rows
  authors: ReturnType<typeof useAuthors>
  actions: StatusActions
  onQuote: (text: string) => void
}>

type Opened = Readonly<{ key: string; at: Readonly<{ x: number; y: number }> }>

/** The menu of a message: by right click, the Menu key or a long press. It is loaded with the first touch; until then the browser's own stands in. */
export function useMessageMenu({ scroller, rows, authors, actions, onQuote }: Options) {
  const { lang } = useChatPage()
  const words = useWords()
  const isOpen = useChatState((state) => state.opened)
  const [Menu, setMenu] = useState<typeof MessageMenu | null>(null)
  const [opened, setOpened] = useState<Opened | null>(null)
  const [told, setTold] = useState<string | null>(null)
  const bring = useCallback(() => {
    loadMenu().then(
      (module) => setMenu(() => module.MessageMenu),
      // without it the browser's own menu stands, and the next one asks again
      () => {},
    )
  }, [])
  useEffect(() => (isOpen ? onFirstTouch(bring) : undefined), [isOpen, bring])
  useEffect(() => (told === null ? undefined : after(TOLD_FOR, () => setTold(null))), [told])

  /** Whether it opened: one that comes once it has loaded would be in the way. */
  const open = (key: string, at: Opened['at']) => {
    if (Menu) setOpened({ key, at })
    else bring()
    return Menu !== null
  }
  useLongPress(scroller, open)
  const onContextMenu = (event: MouseEvent<HTMLElement>) => {
    const { target, clientX, clientY } = event
    const key = target instanceof Element ? messageAt(target) : null
    if (!Menu) return bring()
    if (key === null || !(target instanceof Element)) return
    // of what is selected, of an address and of a picture the browser's own menu knows more
    if (isSelecting(scroller.current) || target.closest('a, img')) return
    event.preventDefault()
    open(key, placeOf(target, clientX, clientY))
  }

  const item = opened && rows.entries[rows.indexOf(opened.key)]?.item
  const menu: ReactNode = (
    <>
      {Menu && opened && item && (
        <Menu
          item={item}
          name={(item.mine ? authors.mine : authors.theirs).name}
          at={opened.at}
          lang={lang}
          words={words}
          actions={{ ...actions, tell: setTold, quote: onQuote }}
          onClose={() => setOpened(null)}
        />
      )}
      <p role="status" className="pointer-events-none absolute inset-x-0 bottom-4 flex justify-center">
        {told !== null && (
          <span className="rounded-bubble border border-hairline bg-panel px-4 py-2 text-note text-text shadow-over">
            {told}
          </span>
        )}
      </p>
    </>
  )
  return { menu, onContextMenu }
}

/** Where the menu of a message opens: where the pointer is; keys have none, it opens at the message then. */
function placeOf(target: Element, x: number, y: number): Opened['at'] {
  const { left, top, right, bottom } = target.getBoundingClientRect()
  const isOnIt = x >= left && x <= right && y >= top && y <= bottom
  return isOnIt && (x !== 0 || y !== 0) ? { x, y } : { x: left + 48, y: top + 8 }
}
