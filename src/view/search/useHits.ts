import { useMemo, useState } from 'react'
import { createSearch, type Query } from '~/domain/search'
import { textOf } from '~/kinds/index'
import { keyOf, type Shown, shownIn } from '~/store/selectors'
import { useChatState } from '~/view/ChatContext'

export type Hit = Readonly<{ key: string; item: Shown }>

/** What of the conversation matches, newest first; with what is loaded meanwhile. */
export function useHits(query: Query): readonly Hit[] {
  const log = useChatState((state) => state.log)
  const outbox = useChatState((state) => state.outbox)
  const claims = useChatState((state) => state.claims)
  const [search] = useState(() => createSearch<Shown>(({ content }) => textOf(content)))
  const shown = useMemo(() => shownIn({ log, outbox }), [log, outbox])
  return useMemo(
    () => search(shown, query).map((item) => ({ key: keyOf(item, claims), item })),
    [search, shown, query, claims],
  )
}
