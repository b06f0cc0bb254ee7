import { LoaderCircle } from 'lucide-react'
import { loadOlder } from '~/sync/loadOlder'
import { useLeaving } from '~/ui/useLeaving'
import { useChatPage, useChatState, useWords } from '~/view/ChatContext'

type Props = Readonly<{
  /** Nothing stands above an empty list. */
  none: boolean
  /** The button has gone with the last page, and with it the focus. */
  onFocusLost: () => void
}>

/** The top of the list: the way to older messages, or that there are none. Of one height, so that nothing jumps. */
export function OlderMessages({ none, onFocusLost }: Props) {
  const { chat } = useChatPage()
  const button = useLeaving(onFocusLost)
  const words = useWords()
  const older = useChatState((state) => state.older)
  const frame = 'flex min-h-12 items-center justify-center gap-1 text-note text-secondary'

  if (none || older === 'absent') return <div className={frame} />
  if (older === 'end') return <p className={frame}>{words.older.end}</p>
  const loading = older === 'loading'
  // one button throughout: the focus on it must survive the loading
  return (
    <div className={frame}>
      <button
        ref={button}
        type="button"
        aria-disabled={loading}
        onClick={() => void loadOlder(chat)}
        className="flex min-h-11 items-center gap-1 rounded-bubble px-3 text-link underline hover:no-underline aria-disabled:text-secondary aria-disabled:no-underline"
      >
        {loading && <Busy text={words.older.loading} />}
        {older === 'failed' && words.older.failed}
        {older === 'more' && words.older.more}
      </button>
    </div>
  )
}

function Busy({ text }: Readonly<{ text: string }>) {
  return (
    <>
      <LoaderCircle size={16} aria-hidden className="animate-spin motion-reduce:animate-none" />
      {text}
    </>
  )
}
