import { type RefObject, useEffect, useRef } from 'react'
import type { KeptDraft } from '~/store/drafts'
import { useChatPage } from '~/view/ChatContext'
import { createDraftKeeper, type DraftKeeper } from './draftKeeper'

/**
 * Keeps the text of the box for the next visit. `draft` is what stood in it at the beginning, `onCleared` is called when somebody has
 * cleared this browser. Part of the first load: a part that does not arrive must not cost what somebody wrote.
 */
export function useKeptDraft(
  box: RefObject<HTMLTextAreaElement | null>,
  draft: KeptDraft | null,
  text: string,
  onCleared: () => void,
): void {
  const { chat, desk } = useChatPage()
  const keeper = useRef<DraftKeeper | null>(null)
  useEffect(() => {
    if (!box.current) return undefined
    const made = createDraftKeeper(chat, box.current, draft)
    keeper.current = made
    const stop = made.watch(onCleared)
    return () => {
      stop()
      desk?.drafts.leave(made.left())
    }
  }, [chat, box, draft, onCleared, desk])
  useEffect(() => keeper.current?.changed(), [text])
}
