import { LoaderCircle } from 'lucide-react'
import { loadOlder } from '~/sync/loadOlder'
import { useChatPage, useChatState, useWords } from '~/view/ChatContext'

/**
 * The top of the list: the way to older messages, or that there are none; nothing above an empty list (`none`). Of one height,
 * so that nothing jumps, and as high as a notice that lies over it needs, of which the list takes note as of all above its rows.
 */
export function OlderMessages({ none }: Readonly<{ none: boolean }>) {
  const { chat } = useChatPage()
  const words = useWords()
  const older = useChatState((state) => state.older)
  const frame = 'flex items-center justify-center gap-1 text-note text-secondary'
  const plain = `${frame} min-h-over`

  if (none || older === 'absent') return <div className={plain} />
  if (older === 'end') return <p className={plain}>{words.older.end}</p>
  const loading = older === 'loading'
  // one button throughout: the focus on it must survive the loading
  return (
    <div className={`${frame} below-over`}>
      <button
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
