import type { ReactNode } from 'react'
import { CloudOff, LoaderCircle, MessageCircle } from 'lucide-react'
import { isBlocking, isTold } from '~/domain/link'
import { profileOf } from '~/store/profiles'
import { useChatPage, useChatState, useWords } from '~/view/ChatContext'
import type { Words } from '~/view/words'

/** What stands in place of messages: that they are loading, that they could not be loaded, or that there are none yet. */
export function EmptyList() {
  const { chat } = useChatPage()
  const words = useWords()
  const opened = useChatState((state) => state.opened)
  const link = useChatState((state) => state.link)
  const role = useChatState(({ pair }) => pair.peer.role)
  const nickname = useChatState((state) => profileOf('theirs', state, chat.told.peer).nickname)
  if (opened) return <Empty name={nickname || words.roles[role]} words={words} />
  if (!isTold(link)) return <Loading words={words} />
  // what is wrong is said by the notice above the list, and with a blocking failure the way on as well
  return (
    <Failed
      words={words}
      onRetry={isBlocking(link.failure) ? null : () => chat.engine.tell({ type: 'wanted' })}
    />
  )
}

type WordsProp = Readonly<{ words: Words }>

/** Bubbles of a conversation that is on its way. */
export function Loading({ words }: WordsProp) {
  return (
    <div>
      <div aria-hidden className="flex flex-col gap-4 px-3 pt-4 pc:px-4">
        {BONES.map(([width, mine]) => (
          <div key={width} className={`flex gap-2 ${mine ? 'flex-row-reverse' : ''}`}>
            <span className="h-10 w-10 shrink-0 rounded-bubble bg-hairline pc:h-9 pc:w-9" />
            <span style={{ width }} className="h-10 max-w-[70%] rounded-bubble bg-hairline pc:h-9" />
          </div>
        ))}
      </div>
      <p className="flex items-center justify-center gap-2 pt-6 text-note text-secondary">
        <LoaderCircle size={16} aria-hidden className="animate-spin motion-reduce:animate-none" />
        {words.loading}
      </p>
    </div>
  )
}

/** Widths in px of the bubbles that are to come, and whose they are; told apart by their width. */
const BONES: readonly (readonly [number, boolean])[] = [
  [180, false],
  [240, true],
  [120, false],
  [210, false],
  [150, true],
]

/** Nothing could be loaded. `onRetry` null: trying again by oneself does not help, the notice tells what does. */
export function Failed({ words, onRetry }: WordsProp & Readonly<{ onRetry: (() => void) | null }>) {
  return (
    <Sign
      icon={<CloudOff size={40} aria-hidden />}
      title={words.failed.title}
      hint={onRetry ? words.failed.hint : words.failed.blocked}
    >
      {onRetry && (
        <button
          type="button"
          onClick={onRetry}
          className="mt-4 min-h-11 rounded-bubble border border-hairline bg-panel px-6 text-accent hover:brightness-95 active:brightness-90 dark:hover:brightness-125"
        >
          {words.actions.retry}
        </button>
      )}
    </Sign>
  )
}

export function Empty({ name, words }: WordsProp & Readonly<{ name: string }>) {
  return (
    <Sign
      icon={<MessageCircle size={40} aria-hidden />}
      title={words.empty.title(name)}
      hint={words.empty.hint}
    />
  )
}

function Sign({
  icon,
  title,
  hint,
  children,
}: Readonly<{ icon: ReactNode; title: string; hint: string; children?: ReactNode }>) {
  return (
    <div className="flex flex-col items-center px-6 pt-12 text-center text-secondary">
      {icon}
      <p className="line-clamp-3 pt-3 break-anywhere text-message">{title}</p>
      <p className="pt-2 text-note">{hint}</p>
      {children}
    </div>
  )
}
