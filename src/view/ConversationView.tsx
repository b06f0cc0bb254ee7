import { type CSSProperties, useCallback, useEffect, useRef } from 'react'
import { useStore } from 'zustand'
import { ViewPictureProvider } from '~/kinds/ports'
import { cn } from '~/lib/cn'
import { followVisibleHeight } from '~/lib/visibleHeight'
import { profileOf } from '~/store/profiles'
import { unseenCount } from '~/store/selectors'
import { Notice } from '~/ui/Notice'
import { useKeptFocus } from '~/ui/useKeptFocus'
import { useChatPage, useChatState, useWords } from './ChatContext'
import { Composer, type ComposerHandle } from './Composer'
import { ConnectionNotice, connectionTrouble } from './ConnectionNotice'
import { Freshness } from './Freshness'
import { MessageList } from './list/MessageList'
import { useHeight } from './useHeight'
import { sendTrouble } from './list/SendStatus'
import { Away } from './Presence'
import { TopicStrip } from './TopicStrip'
import type { MessageListHandle } from './list/useShow'
import { SearchButton } from './search/SearchButton'
import { useSearch } from './search/useSearch'
import { useViewer } from './viewer/useViewer'
import { Unsent, unsentNotice } from './Unsent'
import { sendText } from '~/sync/send'

/** One conversation, filling its frame: who it is with, how the connection is, the messages, and what one says next. */
export function ConversationView() {
  const { chat } = useChatPage()
  const words = useWords()
  const peerName = usePeerName()
  const composer = useRef<ComposerHandle>(null)
  const list = useRef<MessageListHandle>(null)
  const search = useSearch()
  const { view, viewer } = useViewer()
  const { desk } = useChatPage()
  const page = useRef<HTMLElement>(null)
  const [notices, noticeHeight] = useHeight(0)
  const send = useCallback((text: string) => sendText(chat, text), [chat])
  const typing = useCallback(() => chat.engine.tell({ type: 'touched' }), [chat])
  const jump = (key: string) => {
    search.close(true)
    list.current?.show(key)
  }
  const edit = useCallback((text: string) => composer.current?.restore(text), [])
  const quote = useCallback((text: string) => composer.current?.quote(text), [])

  const { Panel } = search
  const isSearching = Panel !== null && search.phase === 'open'

  const isCovered = isSearching || viewer !== null
  useEffect(() => chat.store.setCovered(isCovered), [chat, isCovered])
  useKeptFocus(page, '[role="log"]')
  useTitle(desk ? null : words.title(peerName))
  useEffect(() => (desk ? undefined : followVisibleHeight(document.documentElement)), [desk])
  useForTrouble()

  return (
    <main
      ref={page}
      data-shell
      className={`mx-auto flex w-full max-w-[860px] flex-col border-hairline bg-surface pc:border-x ${desk ? 'h-full' : 'h-viewport'}`}
    >
      <header className="relative flex min-h-14 shrink-0 flex-col items-center justify-center border-b pc:min-h-[52px] border-hairline bg-panel px-13">
        <h1 dir="auto" title={peerName} className="max-w-full truncate text-title leading-tight font-bold">
          {peerName}
        </h1>
        <Freshness />
        {desk?.back}
        <SearchButton search={search} words={words.search} />
      </header>
      <TopicStrip />
      <div
        style={{ '--notice-height': `${noticeHeight}px` } as CSSProperties}
        className="relative flex min-h-0 flex-1 flex-col"
      >
        {/* above the list and not in its way: what one reads must not move when the connection goes and comes */}
        <div
          ref={notices}
          className={cn(
            'max-h-(--part-height) overflow-y-auto',
            isSearching ? 'shrink-0' : 'absolute inset-x-0 top-0 z-10',
          )}
        >
          <ConnectionNotice />
          <div role="status">
            {search.phase === 'failed' && <Notice tone="trouble" text={words.search.failed} />}
          </div>
        </div>
        {/* what the search lies over is not there to be tapped, focused or read, but keeps its place */}
        <div className={cn('relative flex min-h-0 flex-1 flex-col', isSearching && 'invisible')}>
          <ViewPictureProvider value={view}>
            <MessageList ref={list} onEdit={edit} onQuote={quote} />
          </ViewPictureProvider>
          {isSearching && <Panel onClose={search.close} onChoose={jump} />}
        </div>
      </div>
      <Unsent />
      <Away />
      <Composer ref={composer} onSend={send} onTyping={typing} />
      {viewer}
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

/** The title of the page, with how much in it nobody has looked at: what one sees of it among other tabs. null: it is not ours. */
function useTitle(title: string | null): void {
  const unseen = useChatState(unseenCount)
  useEffect(() => {
    if (title === null) return
    document.title = unseen === 0 ? title : `(${unseen > 99 ? '99+' : unseen}) ${title}`
  }, [title, unseen])
}

/**
 * What is for trouble is brought as soon as the messages stand: without the network it would not come. Where the network went
 * before it was there, it is brought with the first answer afterwards.
 */
function useForTrouble(): void {
  const isAnswered = useChatState(({ opened, link }) => opened && link.failures === 0)
  useEffect(() => {
    if (isAnswered) for (const { bring } of [connectionTrouble, sendTrouble, unsentNotice]) void bring()
  }, [isAnswered])
}
