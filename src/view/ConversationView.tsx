import { useCallback, useEffect, useRef } from 'react'
import { useStore } from 'zustand'
import { followVisibleHeight } from '~/lib/visibleHeight'
import { profileOf } from '~/store/profiles'
import { unseenCount } from '~/store/selectors'
import { useKeptFocus } from '~/ui/useKeptFocus'
import { useChatPage, useChatState, useWords } from './ChatContext'
import { Composer, type ComposerHandle } from './Composer'
import { ConnectionNotice } from './ConnectionNotice'
import { Freshness } from './Freshness'
import { MessageList } from './list/MessageList'
import { Away } from './Presence'
import { TopicStrip } from './TopicStrip'
import { Unsent } from './Unsent'
import { sendText } from '~/sync/send'

/** One conversation, filling its frame: who it is with, how the connection is, the messages, and what one says next. */
export function ConversationView() {
  const { chat } = useChatPage()
  const words = useWords()
  const peerName = usePeerName()
  const composer = useRef<ComposerHandle>(null)
  const middle = useRef<HTMLDivElement>(null)
  const send = useCallback((text: string) => sendText(chat, text), [chat])
  const typing = useCallback(() => chat.engine.tell({ type: 'touched' }), [chat])
  const edit = useCallback((text: string) => composer.current?.restore(text), [])
  const quote = useCallback((text: string) => composer.current?.quote(text), [])

  useKeptFocus(middle, '[role="log"]')
  useEffect(() => followVisibleHeight(document.documentElement), [])
  useTitle(words.title(peerName))

  return (
    <main
      data-shell
      className="mx-auto flex h-viewport w-full max-w-[860px] flex-col border-hairline bg-surface pc:border-x"
    >
      <header className="flex min-h-14 shrink-0 flex-col items-center justify-center border-b pc:min-h-[52px] border-hairline bg-panel px-3">
        <h1 dir="auto" title={peerName} className="max-w-full truncate text-title leading-tight font-bold">
          {peerName}
        </h1>
        <Freshness />
      </header>
      <TopicStrip />
      <div ref={middle} className="relative flex min-h-0 flex-1 flex-col">
        <ConnectionNotice />
        <MessageList onEdit={edit} onQuote={quote} />
      </div>
      <Unsent />
      <Away />
      <Composer ref={composer} onSend={send} onTyping={typing} />
    </main>
  )
}

/** What the other side is called: their name, else their role. */
function usePeerName(): string {
  const { chat } = useChatPage()
  const words = useWords()
  const role = useChatState(({ pair }) => pair.peer.role)
  const nickname = useStore(chat.store, (state) => profileOf('theirs', state, chat.told.peer).nickname)
  return nickname || words.roles[role]
}

/** The title of the page, with how much in it nobody has looked at: what one sees of it among other tabs. */
function useTitle(title: string): void {
  const unseen = useChatState(unseenCount)
  useEffect(() => {
    document.title = unseen === 0 ? title : `(${unseen > 99 ? '99+' : unseen}) ${title}`
  }, [title, unseen])
}
