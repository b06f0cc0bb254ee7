import { loadAgain } from '~/lib/loadAgain'
import type { Lang } from '~/lib/lang'
import { localStore } from '~/lib/storage'
import { createReplyShelf, repliesKey, type ReplyShelf } from '~/store/quickReplies'
import { createReplyPictures, type ReplyPictures } from '~/store/replyPictures'
import type { Chat } from '~/sync/chat'
import { quickReplyWords } from '~/view/words.quickReplies'

const loadDatabase = loadAgain(() => import('~/lib/fileDatabase'))

/** What a salesperson has, with its pictures. */
export type Replies = Readonly<{ shelf: ReplyShelf; pictures: ReplyPictures }>

/** A browser tells other pages of what is kept, and not the one that keeps it: a page has one shelf for all of its conversations. */
const opened = new Map<string, Replies>()

/** The quick replies of whoever looks at this conversation. */
export function repliesOf({ store, newId }: Pick<Chat, 'store' | 'newId'>, lang: Lang): Replies {
  const key = repliesKey(store.getState().pair)
  const known = opened.get(key)
  if (known) return known
  const replies = {
    shelf: createReplyShelf({ storage: localStore, key, examples: quickReplyWords(lang).examples, newId }),
    pictures: createReplyPictures(async () => (await loadDatabase()).stayingFiles, newId),
  }
  opened.set(key, replies)
  return replies
}
