import { useState } from 'react'
import type { OutboxItem } from '~/domain/outbox'
import { resend } from '~/sync/send'
import { Notice } from '~/ui/Notice'
import { useChatPage, useChatState, useWords } from './ChatContext'

/** Fewer are dealt with at their bubbles. */
const SEVERAL = 2

/** Several messages that failed, and the way to send them all again, in their order. */
export function Unsent() {
  const { chat } = useChatPage()
  const words = useWords()
  const outbox = useChatState((state) => state.outbox)
  const [asks, setAsks] = useState(false)
  const failed = outbox.filter(({ state }) => state.phase === 'failed')
  if (failed.length < SEVERAL) return null
  const perhaps = failed.some(isPerhaps)
  const resendAll = () => {
    setAsks(false)
    resend(chat, failed)
  }
  return (
    <div className="-mb-px">
      <Notice
        tone="trouble"
        text={asks ? words.unsent.perhapsAgain : words.unsent.count(failed.length)}
        actions={
          asks
            ? [
                { label: words.actions.sendAnyway, onClick: resendAll },
                { label: words.actions.cancel, onClick: () => setAsks(false) },
              ]
            : [{ label: words.unsent.resendAll, onClick: perhaps ? () => setAsks(true) : resendAll }]
        }
      />
    </div>
  )
}

const isPerhaps = ({ state }: OutboxItem) => state.phase === 'failed' && state.failure.kind === 'unconfirmed'
