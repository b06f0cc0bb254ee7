import { useEffect, useRef, useState } from 'react'
import { summarise } from '~/kinds/index'
import { useChatPage, useWords } from '~/view/ChatContext'
import type { Rows } from './rows'

/** Characters of a message that are read out: who wants all of it goes to the message. */
const MOST = 200

/** Speaks new messages of the other side, once and politely; never the history. Not seen. */
export function Announcer({ rows, name }: Readonly<{ rows: Rows; name: string }>) {
  const { lang } = useChatPage()
  const words = useWords()
  const [heard] = useState(createHeard)
  const region = useRef<HTMLParagraphElement>(null)

  useEffect(() => {
    const news = heard.since(rows)
    const last = news[news.length - 1]
    if (!last) return
    const item = rows.entries[rows.indexOf(last)]?.item
    const text = (item && summarise(item.content, lang)) ?? words.unsupported
    const sentence = words.announce(name, news.length, text.slice(0, MOST))
    // a text that does not change is not read again: the same words twice differ by a space that nobody sees
    if (region.current)
      region.current.textContent = region.current.textContent === sentence ? `${sentence}\u00a0` : sentence
  }, [heard, rows, name, lang, words])

  return <p ref={region} data-announcer aria-live="polite" aria-atomic className="sr-only" />
}

/** Which messages of the other side came since it was asked last. */
function createHeard() {
  let upTo: string | null | undefined
  return {
    since: (rows: Rows): string[] => {
      if (!rows.opened) return []
      const news = upTo === undefined ? [] : rows.theirsAfter(upTo).map(([key]) => key)
      upTo = rows.newest()
      return news
    },
  }
}
