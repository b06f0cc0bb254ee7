import { browserPage } from '~/lib/page'
import { localStore } from '~/lib/storage'
import { after } from '~/lib/timer'
import { keepDraft, readDraft } from '~/store/drafts'
import { CLEARED } from '~/store/keys'
import type { Chat } from '~/sync/chat'

/** Milliseconds from the last change until it is kept. */
const SOON = 300

const NOTHING = () => {}

export type DraftKeeper = ReturnType<typeof createDraftKeeper>

/** Keeps what is being written in a conversation between visits, with its caret. */
export function createDraftKeeper({ store, clock, newId }: Chat) {
  const { pair } = store.getState()
  const clearedAt = () => String(localStore.read(CLEARED))
  let own = readDraft(localStore, pair, clock.wall())
  let cleared = clearedAt()
  let box: HTMLTextAreaElement | null = null
  let at = own?.draft.at ?? 0
  let callOff = NOTHING
  let letGo = NOTHING

  /** Somebody has cleared this browser: what was written before that is not for whoever comes now. */
  const isCleared = () => {
    const known = cleared
    cleared = clearedAt()
    if (known === cleared) return false
    callOff()
    own = null
    letGo()
    return true
  }
  const write = () => {
    callOff()
    if (!box || isCleared()) return
    const { value: text, selectionStart: start, selectionEnd: end } = box
    own = keepDraft(localStore, pair, own, { text, start, end, at }, newId)
  }

  return {
    /** What an earlier visit has left; '' if nothing. */
    text: own?.draft.text ?? '',
    /** Puts the caret where it was, and keeps what is in the box whenever the page may go. Returns what ends it. */
    watch(element: HTMLTextAreaElement, onCleared: () => void): () => void {
      box = element
      letGo = onCleared
      if (own && own.draft.text === element.value) element.setSelectionRange(own.draft.start, own.draft.end)
      const stopWatching = browserPage.watch((event) => {
        if (event === 'hidden' || event === 'frozen') write()
        else isCleared()
      })
      const stopListening = localStore.watch(CLEARED, isCleared)
      return () => {
        write()
        box = null
        letGo = NOTHING
        stopWatching()
        stopListening()
      }
    },
    /** What is in the box is another text than before. */
    changed(): void {
      if (!box || box.value === (own?.draft.text ?? '')) return
      at = clock.wall()
      callOff()
      if (box.value === '') write()
      else callOff = after(SOON, write)
    },
  }
}
