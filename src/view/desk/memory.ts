import { localStore } from '~/lib/storage'
import { draftOf, type KeptDraft } from '~/store/drafts'
import { CLEARED } from '~/store/keys'
import type { DraftMemory, LeftList, ListMemory } from '~/view/ChatContext'
import type { Anchor } from '~/view/list/anchor'

type Left = Readonly<{
  place: Pick<Anchor, 'key' | 'top'> | null
  /** At the end, or a little above it. */
  following: boolean
  unseen: readonly string[]
  unreadLine: LeftList['unreadLine']
  first: string | null
  newest: string | null
  sizes: LeftList['sizes']
}>

/** Remembers one list. Who was at its end, or a little above it, is led to what came since, as on opening. */
export function createListMemory(): ListMemory {
  let left: Left | null = null
  return {
    unreadLine: () => left?.unreadLine ?? null,
    // older rows that were let go of meanwhile had sizes of their own
    sizes: (rows) => (left && left.first === rows.keyAt(0) ? left.sizes : undefined),
    enter: (keeper, rows) => {
      if (!left) return undefined
      const { place, following, newest, unseen } = left
      const news = rows.indexOf(newest) < 0 ? [] : rows.theirsAfter(newest ?? '')
      const [first = null] = news
      const staysAt = following && first !== null ? null : place
      if (staysAt && rows.indexOf(staysAt.key) >= 0)
        keeper.lead(staysAt.key, [...unseen, ...news], staysAt.top)
      else if (first !== null) keeper.lead(first, news)
      return first
    },
    leave: ({ keeper, rows, unseen, unreadLine, sizes }) => {
      // one that has shown nothing yet has no place
      if (!rows.opened || rows.count === 0) return
      left = {
        place: keeper.place(),
        following: keeper.isFollowing(),
        unseen,
        unreadLine,
        first: rows.keyAt(0),
        newest: rows.keyAt(rows.count - 1),
        sizes,
      }
    },
  }
}

/** Remembers one draft, also where the browser keeps none. `told` hears of what is left unsent. */
export function createDraftMemory(told: (text: string) => void): DraftMemory {
  let own: KeptDraft | null = null
  let wasKept = false
  let cleared = ''
  return {
    enter: () => {
      // another window may have sent it, or gone on with it; what was never kept is here alone
      const stands = own && (wasKept ? isKept(own) : cleared === clearedAt())
      return stands ? own : null
    },
    leave: (draft) => {
      own = draft
      wasKept = draft !== null && isKept(draft)
      cleared = clearedAt()
      told(draft?.draft.text ?? '')
    },
  }
}

/** When this browser was cleared. */
const clearedAt = () => JSON.stringify(localStore.read(CLEARED))

function isKept({ key, draft }: KeptDraft): boolean {
  const kept = draftOf(localStore.read(key))
  return kept?.at === draft.at && kept.text === draft.text
}
