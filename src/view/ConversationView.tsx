import { useCallback, useEffect, useRef } from 'react'
import { useStore } from 'zustand'
import { followVisibleHeight } from '~/lib/visibleHeight'
import { profileOf } from '~/store/profiles'
import { useKeptFocus } from '~/ui/useKeptFocus'
import { useChatPage, useChatState, useWords } from './ChatContext'
import { Composer, type ComposerHandle } from './Composer'
import { ConnectionNotice } from './ConnectionNotice'
import { Freshness } from './Freshness'
import { MessageList } from './list/MessageList'
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

  useKeptFocus(middle, '[role="log"]')
  useEffect(() => followVisibleHeight(document.documentElement), [])
  useEffect(() => {
    document.title = words.title(peerName)
  }, [peerName, words])

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
      <div ref={middle} className="relative flex min-h-0 flex-1 flex-col">
        <ConnectionNotice />
        <MessageList onEdit={edit} />
      </div>
      <Unsent />
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
