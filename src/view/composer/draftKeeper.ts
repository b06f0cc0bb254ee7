import { browserPage } from '~/lib/page'
import { localStore } from '~/lib/storage'
import { after } from '~/lib/timer'
import type { KeptDraft } from '~/store/drafts'
import { keepDraft } from '~/store/keepDraft'
import { CLEARED } from '~/store/keys'
import type { Chat } from '~/sync/chat'

/** Milliseconds from the last change until it is kept. */
const SOON = 300

const NOTHING = () => {}
/** When this browser was cleared. */
const clearedAt = () => String(localStore.read(CLEARED))

export type DraftKeeper = ReturnType<typeof createDraftKeeper>

/** Keeps what is being written in `box` for the next visit, with its caret; `found` is what stood in it at the beginning. */
export function createDraftKeeper(
  { store, clock, newId }: Chat,
  box: HTMLTextAreaElement,
  found: KeptDraft | null,
) {
  const { pair } = store.getState()
  let own = found
  let at = own?.draft.at ?? 0
  let cleared = clearedAt()
  let callOff = NOTHING

  const write = () => {
    callOff()
    // what was written before the browser was cleared is not for whoever comes now
    if (clearedAt() !== cleared) return
    const { value: text, selectionStart: start, selectionEnd: end } = box
    own = keepDraft(localStore, pair, own, { text, start, end, at }, newId)
  }

  return {
    /** What stands in the box as it is left: kept or, where the browser keeps nothing, under no name. null: nothing. */
    left: (): KeptDraft | null => {
      const { value: text, selectionStart: start, selectionEnd: end } = box
      if (own?.draft.text === text || text === '' || clearedAt() !== cleared) return own
      return { key: own?.key ?? '', draft: { text, start, end, at } }
    },
    /** Writes at once whenever the page may go. `onCleared`: somebody has cleared this browser. Returns what ends it. */
    watch(onCleared: () => void): () => void {
      const look = () => {
        const now = clearedAt()
        if (now === cleared) return
        cleared = now
        callOff()
        own = null
        onCleared()
      }
      const stopWatching = browserPage.watch((event) =>
        event === 'hidden' || event === 'frozen' ? write() : look(),
      )
      const stopListening = localStore.watch(CLEARED, look)
      return () => {
        write()
        stopWatching()
        stopListening()
      }
    },
    /** What is in the box may be another text than before. */
    changed(): void {
      if (box.value === (own?.draft.text ?? '')) return
      at = clock.wall()
      callOff()
      if (box.value === '') write()
      else callOff = after(SOON, write)
    },
  }
}
