import { useRef, useState } from 'react'
import type { OutboxItem } from '~/domain/outboxItem'
import { after } from '~/lib/timer'
import { resend } from '~/sync/send'
import { Notice } from '~/ui/Notice'
import { useChatPage, useChatState, useWords } from './ChatContext'

/** Fewer are dealt with at their bubbles. */
const SEVERAL = 2
/** The second tap of a double tap (ms) is no answer to what the first one asked. */
const DOUBLE_TAP = 600

/** Several messages that failed, and the way to send them all again, in their order. */
export function Unsent() {
  const { chat } = useChatPage()
  const words = useWords()
  const outbox = useChatState((state) => state.outbox)
  const [asks, setAsks] = useState(false)
  const isRead = useRef(false)
  const failed = outbox.filter(({ state }) => state.phase === 'failed')
  if (failed.length < SEVERAL) return null
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
        text={asks ? words.unsent.perhapsAgain : words.unsent.count(failed.length)}
        actions={
          asks
            ? [
                { label: words.actions.sendAnyway, onClick: answer },
                { label: words.actions.cancel, onClick: () => setAsks(false) },
              ]
            : [{ label: words.unsent.resendAll, onClick: perhaps ? ask : resendAll }]
        }
      />
    </div>
  )
}

const isPerhaps = ({ state }: OutboxItem) => state.phase === 'failed' && state.failure.kind === 'unconfirmed'
