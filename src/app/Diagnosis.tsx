import { useState } from 'react'
import { copyText } from '~/lib/copyText'
import type { ChatState, ChatStore } from '~/store/chatStore'
import { notDrawn } from '~/ui/ErrorBoundary'
import { Notice } from '~/ui/Notice'
import { useClearing } from '~/view/useClearing'
import type { Words } from '~/view/words'
import { troubleWords } from '~/view/words.trouble'

/** `store` is null where there is no conversation. */
type Props = Readonly<{ store: ChatStore | null; words: Words }>

/** What to tell support of a page that went wrong. Loaded when it is needed only. */
export function Diagnosis({ store, words }: Props) {
  const [text] = useState(() => diagnosisOf(store?.getState() ?? null))
  const { question, actions } = useClearing(store, words)
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
      {/* what is kept here may be what breaks the page each time */}
      <Notice tone="trouble" text={question ?? troubleWords[words.lang].clearing.hint} actions={actions} />
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
