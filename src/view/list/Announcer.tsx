import { useEffect, useRef, useState } from 'react'
import { summarise } from '~/kinds/index'
import { after } from '~/lib/timer'
import { useChatPage, useWords } from '~/view/ChatContext'
import { newsSince, type Rows } from './rows'

/** Milliseconds in which what comes together is spoken together; its bubbles are there first. */
const TOGETHER = 300
/** Milliseconds for which it stands there: read out by then, and not found a second time by whoever reads on. */
const STANDS = 3_000
/** Characters of a message that are read out: who wants all of it goes to the message. */
const MOST = 200

/** Speaks new messages of the other side, once and politely; never the history. Not seen. */
export function Announcer({ rows, name }: Readonly<{ rows: Rows; name: string }>) {
  const { lang } = useChatPage()
  const words = useWords()
  const [heard] = useState(createHeard)
  const region = useRef<HTMLParagraphElement>(null)

  useEffect(
    () =>
      after(TOGETHER, () => {
        const news = heard.since(rows)
        const last = news[news.length - 1]
        if (!last || !region.current) return
        const item = rows.entries[rows.indexOf(last)]?.item
        const text = (item && summarise(item.content, lang)) ?? words.unsupported
        region.current.textContent = words.announce(name, news.length, text.slice(0, MOST))
        heard.forget(() => region.current?.replaceChildren())
      }),
    [heard, rows, name, lang, words],
  )

  return <p ref={region} data-announcer aria-live="polite" aria-atomic className="sr-only" />
}

const NOTHING = () => {}

/** Which messages of the other side came since it was asked last. */
function createHeard() {
  let heard: Rows | null = null
  let stop = NOTHING
  return {
    since: (rows: Rows): string[] => {
      if (!rows.opened) return []
      const news = heard ? newsSince(heard, rows).map(([key]) => key) : []
      heard = rows
      return news
    },
    /** Clears what was said some time after the last of it. */
    forget: (clear: () => void) => {
      stop()
      stop = after(STANDS, clear)
    },
  }
}
