import { useState } from 'react'
import { copyText } from '~/lib/copyText'
import type { ChatState } from '~/store/chatStore'
import { notDrawn } from '~/ui/ErrorBoundary'
import type { Words } from '~/view/words'

/** `chat` is null where there is no conversation. */
type Props = Readonly<{ chat: ChatState | null; words: Words }>

/** What to tell support of a page that went wrong. Loaded when it is needed only. */
export function Diagnosis({ chat, words }: Props) {
  const [text] = useState(() => diagnosisOf(chat))
  const [copied, setCopied] = useState(false)
  return (
    <>
      <button
        type="button"
        onClick={() => void copyText(text).then(setCopied)}
        className="min-h-11 px-4 text-accent underline hover:no-underline"
      >
        {copied ? words.actions.copied : words.crashed.copy}
      </button>
      {/* to be read, and to be copied by hand where the browser does not let us */}
      <pre className="pt-4 text-note break-anywhere whitespace-pre-wrap text-secondary">{text}</pre>
    </>
  )
}

/** Versions, the browser and counts; never what people wrote, who they are or the page's address. */
function diagnosisOf(chat: ChatState | null): string {
  const lines = [`jh-im-web ${import.meta.env.VERSION} ${buildOf()}`, navigator.userAgent]
  if (chat) {
    const { log, outbox, rejected } = chat
    lines.push(`messages: ${log.rows.length}, on their way: ${outbox.length}, refused: ${rejected}`)
  }
  return [...lines, `not drawn: ${notDrawn()}`].join('\n')
}

/** The name of the script that the page runs carries a hash of its content. */
const buildOf = () =>
  document.querySelector<HTMLScriptElement>('script[type=module][src]')?.src.split(/[/?#]/).pop() ?? ''
