import { useMemo } from 'react'
import { usePorts } from '~/kinds/ports'
import { profileOf } from '~/store/profiles'
import { isPending, newestRead, type Shown } from '~/store/selectors'
import { discard, resend } from '~/sync/send'
import { useChatPage, useChatState, useWords } from '~/view/ChatContext'
import type { Receipt, StatusActions } from './SendStatus'

/** Read stands on the newest own message known to be read, unread on those after it; nothing on the others. */
export function useReceipts(): (item: Shown) => Receipt {
  const read = useChatState(newestRead)
  return (item) => {
    if (!item.mine || isPending(item)) return null
    if (item.id === read?.id) return 'read'
    const isAfter = !read || item.sentAt > read.sentAt || (item.sentAt === read.sentAt && item.id > read.id)
    return isAfter ? 'unread' : null
  }
}

/** Who stands beside the bubbles. */
export function useAuthors() {
  const { chat } = useChatPage()
  const words = useWords()
  const { media, isForeign } = usePorts()
  const pair = useChatState((state) => state.pair)
  const mineName = useChatState((state) => profileOf('mine', state, chat.told.me).nickname)
  const mineAvatar = useChatState((state) => profileOf('mine', state, chat.told.me).avatar)
  const theirName = useChatState((state) => profileOf('theirs', state, chat.told.peer).nickname)
  const theirAvatar = useChatState((state) => profileOf('theirs', state, chat.told.peer).avatar)
  return useMemo(() => {
    const picture = (raw: string) => {
      const url = media(raw)
      return url === null || isForeign(url) ? null : url
    }
    return {
      mine: { id: pair.me.id, name: mineName || words.me, avatar: picture(mineAvatar) },
      theirs: {
        id: pair.peer.id,
        name: theirName || words.roles[pair.peer.role],
        avatar: picture(theirAvatar),
      },
    }
  }, [pair, mineName, mineAvatar, theirName, theirAvatar, words, media, isForeign])
}

/** What one can do with an own message that did not get through. */
export function useActions(onEdit: (text: string) => void, keepFocus: () => void): StatusActions {
  const { chat } = useChatPage()
  return useMemo(
    () => ({
      resend: (item) => {
        keepFocus()
        resend(chat, [item])
      },
      edit: (item) => {
        chat.store.discard(item.localId)
        onEdit(item.raw)
      },
      remove: (item) => {
        keepFocus()
        discard(chat, item)
      },
    }),
    [chat, onEdit, keepFocus],
  )
}
