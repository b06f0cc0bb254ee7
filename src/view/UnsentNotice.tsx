import { useEffect, useRef, useState } from 'react'
import type { OutboxItem } from '~/domain/outboxItem'
import { after } from '~/lib/timer'
import { resend } from '~/sync/send'
import { Notice } from '~/ui/Notice'
import { useChatPage, useChatState, useWords } from './ChatContext'
import type { Words } from './words'
import { troubleWords } from './words.trouble'

/** The second tap of a double tap (ms) is no answer to what the first one asked. */
const DOUBLE_TAP = 600

/** Milliseconds in which what fails together is spoken together. */
const TOGETHER = 300
/** Milliseconds for which it stands there: read out by then, and not found a second time by whoever reads on. */
const STANDS = 3_000
/** Characters of a message that are read out. */
const MOST = 60
/** Fewer are dealt with at their bubbles. */
const SEVERAL = 2

/** What became of messages that were not sent: said to readers, and shown where they are several. */
export function UnsentNotice() {
  const outbox = useChatState((state) => state.outbox)
  const failed = outbox.filter(({ state }) => state.phase === 'failed')
  return (
    <>
      <Spoken outbox={outbox} />
      {failed.length >= SEVERAL && <Several failed={failed} />}
    </>
  )
}

/**
 * Speaks when a message fails, once and politely: its bubble shows that to eyes alone. What had failed before the page was opened
 * is history.
 */
function Spoken({ outbox }: Readonly<{ outbox: readonly OutboxItem[] }>) {
  const words = useWords()
  const region = useRef<HTMLParagraphElement>(null)
  const [underWay] = useState(() => new Set<string>())
  const news = useRef<readonly OutboxItem[]>([])
  const stop = useRef(() => {})
  useEffect(() => {
    for (const item of outbox) {
      if (item.state.phase !== 'failed') underWay.add(item.localId)
      else if (underWay.delete(item.localId)) news.current = [...news.current, item]
    }
    if (news.current.length === 0) return undefined
    return after(TOGETHER, () => {
      region.current?.replaceChildren(newsOf(news.current, words))
      news.current = []
      stop.current()
      stop.current = after(STANDS, () => region.current?.replaceChildren())
    })
  }, [outbox, underWay, words])
  return <p ref={region} role="status" className="sr-only" />
}

function newsOf(failed: readonly OutboxItem[], { lang, status }: Words): string {
  const { unsent } = troubleWords(lang)
  const [first] = failed
  if (!first || failed.length > 1) return unsent.count(failed.length)
  const state = isPerhaps(first) ? status.perhaps : status.failed
  return first.file === null ? unsent.said(state, first.raw.slice(0, MOST)) : state
}

/** Several messages that failed, and the way to send them all again, in their order. */
function Several({ failed }: Readonly<{ failed: readonly OutboxItem[] }>) {
  const { chat } = useChatPage()
  const words = useWords()
  const own = troubleWords(words.lang)
  const [asks, setAsks] = useState(false)
  const isRead = useRef(false)
  const perhaps = failed.some(isPerhaps)
  const resendAll = () => {
    setAsks(false)
    resend(chat, failed)
  }
  const ask = () => {
    isRead.current = false
    after(DOUBLE_TAP, () => (isRead.current = true))
    setAsks(true)
  }
  const answer = () => {
    if (isRead.current) resendAll()
  }
  return (
    <div className="-mb-px">
      <Notice
        tone="trouble"
        text={asks ? own.unsent.perhapsAgain : own.unsent.count(failed.length)}
        actions={
          asks
            ? [
                { label: words.actions.sendAnyway, onClick: answer },
                { label: words.actions.cancel, onClick: () => setAsks(false) },
              ]
            : [{ label: own.unsent.resendAll, onClick: perhaps ? ask : resendAll }]
        }
      />
    </div>
  )
}

const isPerhaps = ({ state }: OutboxItem) => state.phase === 'failed' && state.failure.kind === 'unconfirmed'
