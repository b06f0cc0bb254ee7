import { LoaderCircle } from 'lucide-react'
import { loadOlder } from '~/sync/loadOlder'
import { useChatPage, useChatState, useWords } from '~/view/ChatContext'

/** The top of the list: the way to older messages, or that there are none. Of one height, so that nothing jumps. */
export function OlderMessages() {
  const { chat } = useChatPage()
  const words = useWords()
  const older = useChatState((state) => state.older)
  const opened = useChatState((state) => state.opened)
  const frame = 'flex h-12 items-center justify-center gap-1 text-note text-secondary'

  if (!opened || older === 'loading') {
    return (
      <p className={`${frame} animate-late`}>
        <LoaderCircle size={16} aria-hidden className="animate-spin motion-reduce:animate-none" />
        {opened ? words.older.loading : words.loading}
      </p>
    )
  }
  if (older === 'absent') return <div className={frame} />
  if (older === 'end') return <p className={frame}>{words.older.end}</p>
  return (
    <div className={frame}>
      <button
        type="button"
        onClick={() => void loadOlder(chat)}
        className="min-h-11 rounded-bubble px-3 text-link underline hover:no-underline"
      >
        {older === 'failed' ? words.older.failed : words.older.more}
      </button>
    </div>
  )
}
