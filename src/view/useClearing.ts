import { useState } from 'react'
import { deviceClock } from '~/lib/clock'
import { localStore } from '~/lib/storage'
import { delay } from '~/lib/timer'
import type { ChatStore } from '~/store/chatStore'
import { clearBrowser } from '~/store/keys'
import type { NoticeAction } from '~/ui/Notice'
import type { Words } from './words'
import { troubleWords } from './words.trouble'

/** Milliseconds that the files may take: without a database, or the part that knows it, the rest is cleared. */
const PATIENCE = 1_000

const clearFiles = () =>
  import('~/lib/fileDatabase').then(
    ({ clearFiles }) => clearFiles().catch(() => {}),
    () => {},
  )

type Clearing = Readonly<{
  /** What is to be thought of before it is done; null until somebody wants it. */
  question: string | null
  actions: readonly NoticeAction[]
}>

/** "Clear this browser", which asks before it does: for whoever leaves a PC that others use. */
export function useClearing(store: ChatStore | null, { actions, lang }: Words): Clearing {
  const { clearing } = troubleWords(lang)
  const [asks, setAsks] = useState(false)
  if (!asks) {
    return { question: null, actions: [{ label: clearing.label, onClick: () => setAsks(true) }] }
  }
  const clear = () => {
    // what is still in the outbox would be kept again as the page goes
    for (const { localId } of store?.getState().outbox ?? []) store?.discard(localId)
    clearBrowser(localStore, deviceClock.wall())
    void Promise.race([clearFiles(), delay(PATIENCE)]).then(() => location.reload())
  }
  return {
    question: clearing.question,
    // the way back stands last, where the first tap was: a double tap clears nothing
    actions: [
      { label: clearing.confirm, onClick: clear },
      { label: actions.cancel, onClick: () => setAsks(false) },
    ],
  }
}
