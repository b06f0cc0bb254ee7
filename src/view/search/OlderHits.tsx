import { useEffect, useRef, useState } from 'react'
import { LoaderCircle } from 'lucide-react'
import type { Message } from '~/domain/message'
import { holds, type Query } from '~/domain/search'
import { textOf } from '~/kinds/index'
import { searchedTo, searchOlder } from '~/sync/searchOlder'
import { useChatPage, useChatState, useWords } from '~/view/ChatContext'
import type { SearchWords } from '~/view/words.search'
import { dayLabel } from './dayLabel'

type Props = Readonly<{ query: Query; own: SearchWords }>

/** The way further back, below what was found: how far it was searched, and to look at what is older. */
export function OlderHits({ query, own }: Props) {
  const { chat } = useChatPage()
  const words = useWords()
  const older = useChatState((state) => state.older)
  const since = useChatState(searchedTo)
  const { phase, start, stop } = useOlderSearch(query)
  const line = 'px-3 py-3 text-center text-note break-anywhere text-secondary'

  if (older === 'absent') return <p className={line}>{own.older.absent}</p>
  if (older === 'end' || since === null) return <p className={line}>{words.older.end}</p>
  const isRunning = phase === 'running'
  return (
    <div className="flex flex-col items-center pt-2 pb-3 text-note text-secondary">
      <p role="status" className="flex items-center gap-1 px-3 text-center tabular-nums">
        {isRunning && (
          <LoaderCircle size={16} aria-hidden className="animate-spin motion-reduce:animate-none" />
        )}
        {own.older.until(dayLabel(since, chat.trueClock.now().at, own))}
      </p>
      {/* one button throughout: the focus on it must survive the search */}
      <button
        type="button"
        onClick={isRunning ? stop : start}
        className="min-h-11 rounded-bubble px-3 text-link underline hover:no-underline"
      >
        {isRunning ? own.older.stop : phase === 'failed' ? own.older.failed : own.older.start}
      </button>
    </div>
  )
}

/** A search further back: it ends with its query, and with the panel. */
function useOlderSearch(query: Query) {
  const { chat } = useChatPage()
  const [phase, setPhase] = useState<'idle' | 'running' | 'failed'>('idle')
  const running = useRef<AbortController | null>(null)
  const stop = () => {
    running.current?.abort()
    running.current = null
    setPhase('idle')
  }
  const matches = ({ content }: Message) => holds(textOf(content) ?? '', query)
  const start = () => {
    const controller = new AbortController()
    running.current = controller
    setPhase('running')
    void searchOlder(chat, matches, controller.signal).then((end) => {
      if (running.current === controller) setPhase(end === 'failed' ? 'failed' : 'idle')
    })
  }
  useEffect(() => stop, [query])
  return { phase, start, stop }
}
