import { useRef, useState } from 'react'
import type { OutboxItem } from '~/domain/outboxItem'
import { after } from '~/lib/timer'
import { resend } from '~/sync/send'
import { Notice } from '~/ui/Notice'
import { useChatPage, useWords } from './ChatContext'
import { troubleWords } from './words.trouble'

/** The second tap of a double tap (ms) is no answer to what the first one asked. */
const DOUBLE_TAP = 600

/** Several messages that failed, and the way to send them all again, in their order. */
export function UnsentNotice({ failed }: Readonly<{ failed: readonly OutboxItem[] }>) {
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
