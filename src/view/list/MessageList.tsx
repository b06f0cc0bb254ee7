import { useCallback, useMemo } from 'react'
import { ArrowDown } from 'lucide-react'
import type { Entry } from '~/domain/timeline'
import { usePorts } from '~/kinds/ports'
import { last as lastOf } from '~/lib/last'
import { profileOf } from '~/store/profiles'
import { isPending, keyOf, newestRead, type Shown } from '~/store/selectors'
import { loadOlder } from '~/sync/loadOlder'
import { resend } from '~/sync/send'
import { useChatPage, useChatState, useWords } from '~/view/ChatContext'
import { timeLabel } from '~/view/timeLabel'
import { MessageRow } from './MessageRow'
import { OlderMessages } from './OlderMessages'
import type { Receipt, StatusActions } from './SendStatus'
import { useEntries, useToday } from './useEntries'
import { useListScroll } from './useListScroll'

/** The messages of the conversation: oldest on top, following its end, older ones loaded on the way up. */
export function MessageList({ onEdit }: Readonly<{ onEdit: (text: string) => void }>) {
  const { chat } = useChatPage()
  const words = useWords()
  const entries = useEntries()
  const claims = useChatState((state) => state.claims)
  const opened = useChatState((state) => state.opened)
  const receiptOf = useReceipts()
  const authors = useAuthors()
  const today = useToday(
    useCallback(() => chat.trueClock.now().at, [chat]),
    opened,
  )
  const onNearTop = useCallback(() => {
    if (chat.store.getState().older === 'more') void loadOlder(chat)
  }, [chat])

  const written = useChatState((state) => state.written)
  const newest = lastOf(entries)?.item
  const { scroller, inner, position, onScroll, onFocus, jumpToEnd } = useListScroll({
    content: entries,
    newest: newest ? keyOf(newest, claims) : null,
    written,
    onNearTop,
  })
  // the button that was tapped goes; the focus must not fall off the page with it
  const keepFocus = useCallback(() => scroller.current?.focus({ preventScroll: true }), [scroller])
  const actions = useActions(onEdit, keepFocus)
  const unseen = countUnseen(entries, claims, position.leftAt)

  return (
    <div className="relative min-h-0 flex-1">
      <div
        ref={scroller}
        role="log"
        aria-live="off"
        aria-label={words.list}
        // a scrolled region must be reachable by keyboard
        tabIndex={0}
        onScroll={onScroll}
        onFocus={onFocus}
        className="no-anchoring h-full overflow-x-hidden overflow-y-auto overscroll-contain bg-surface focus-visible:-outline-offset-2"
      >
        {opened && entries.length === 0 ? <Empty /> : <OlderMessages />}
        <div ref={inner} className="pb-4">
          {entries.map(({ item, showsTime, first }) => {
            const rowKey = keyOf(item, claims)
            return (
              <MessageRow
                key={rowKey}
                item={item}
                rowKey={rowKey}
                time={showsTime ? timeLabel(item.at, today, words) : null}
                first={first}
                author={item.mine ? authors.mine : authors.theirs}
                receipt={receiptOf(item)}
                words={words}
                actions={actions}
              />
            )
          })}
        </div>
      </div>
      {!position.following && (unseen > 0 || position.far) && (
        <button
          type="button"
          onClick={() => {
            jumpToEnd()
            scroller.current?.focus({ preventScroll: true })
          }}
          className="absolute right-3 bottom-3 flex min-h-11 min-w-11 items-center justify-center gap-1 rounded-full border border-hairline bg-panel px-3 text-note text-accent tabular-nums pc:right-4 pc:min-h-9 pc:min-w-9"
          aria-label={unseen > 0 ? words.unseen(unseen) : words.toEnd}
        >
          <ArrowDown size={20} aria-hidden />
          {unseen > 0 && words.unseen(unseen)}
        </button>
      )}
    </div>
  )
}

function Empty() {
  const { chat } = useChatPage()
  const words = useWords()
  const role = useChatState(({ pair }) => pair.peer.role)
  const nickname = useChatState((state) => profileOf('theirs', state, chat.told.peer).nickname)
  return (
    <div className="px-6 pt-16 text-center text-secondary">
      <p className="line-clamp-3 break-anywhere text-message">
        {words.empty.title(nickname || words.roles[role])}
      </p>
      <p className="pt-2 text-note">{words.empty.hint}</p>
    </div>
  )
}

/** Read stands on the newest own message known to be read, unread on those after it; nothing on the others. */
function useReceipts(): (item: Shown) => Receipt {
  const read = useChatState(newestRead)
  return (item) => {
    if (!item.mine || isPending(item)) return null
    if (item.id === read?.id) return 'read'
    const isAfter = !read || item.sentAt > read.sentAt || (item.sentAt === read.sentAt && item.id > read.id)
    return isAfter ? 'unread' : null
  }
}

function useAuthors() {
  const { chat } = useChatPage()
  const words = useWords()
  const { media } = usePorts()
  const pair = useChatState((state) => state.pair)
  const mineName = useChatState((state) => profileOf('mine', state, chat.told.me).nickname)
  const mineAvatar = useChatState((state) => profileOf('mine', state, chat.told.me).avatar)
  const theirName = useChatState((state) => profileOf('theirs', state, chat.told.peer).nickname)
  const theirAvatar = useChatState((state) => profileOf('theirs', state, chat.told.peer).avatar)
  return useMemo(
    () => ({
      mine: { id: pair.me.id, name: mineName || words.me, avatar: media(mineAvatar) },
      theirs: {
        id: pair.peer.id,
        name: theirName || words.roles[pair.peer.role],
        avatar: media(theirAvatar),
      },
    }),
    [pair, mineName, mineAvatar, theirName, theirAvatar, words, media],
  )
}

function useActions(onEdit: (text: string) => void, keepFocus: () => void): StatusActions {
  const { chat } = useChatPage()
  return useMemo(
    () => ({
      resend: (item) => {
        keepFocus()
        resend(chat, item)
      },
      edit: (item) => {
        chat.store.discard(item.localId)
        onEdit(item.raw)
      },
      remove: (item) => {
        keepFocus()
        chat.store.discard(item.localId)
      },
    }),
    [chat, onEdit, keepFocus],
  )
}

/** How many messages of the other side stand below the row that was the newest when the reader left the end. */
function countUnseen(
  entries: readonly Entry<Shown>[],
  claims: ReadonlyMap<string, string>,
  leftAt: string | null,
) {
  if (leftAt === null) return 0
  let unseen = 0
  for (let i = entries.length - 1; i >= 0; i -= 1) {
    const item = entries[i]?.item
    if (item && keyOf(item, claims) === leftAt) return unseen
    if (item?.mine === false) unseen += 1
  }
  return 0
}
