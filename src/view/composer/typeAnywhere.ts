import { replaceText } from '~/lib/editText'

/** What takes keys and text itself. */
const TAKEN = 'input, textarea, select, [contenteditable], [role="menu"], [role="dialog"]'

/** What is meant by keys wherever they are pressed, be it still on its way. */
const MEANT = '[role="menu"], [role="dialog"], [aria-busy="true"]'

/** What is typed or pasted anywhere on a page of which nothing else takes it goes into the box. Returns what ends it. */
export function typeAnywhere(box: HTMLTextAreaElement): () => void {
  const onKeyDown = (event: KeyboardEvent) => {
    // the key itself follows the focus
    if (!event.defaultPrevented && isTyped(event) && isFree(event.target)) box.focus()
  }
  const onPaste = (event: ClipboardEvent) => {
    const text = event.clipboardData?.getData('text/plain') ?? ''
    if (event.defaultPrevented || text === '' || !isFree(event.target)) return
    event.preventDefault()
    box.focus()
    replaceText(box, text, box.selectionStart, box.selectionEnd)
  }
  document.addEventListener('keydown', onKeyDown)
  document.addEventListener('paste', onPaste)
  return () => {
    document.removeEventListener('keydown', onKeyDown)
    document.removeEventListener('paste', onPaste)
  }
}

/** A sign, or what an input method (229) makes one of; Space and Enter press buttons and scroll. */
const isTyped = ({ key, keyCode, ctrlKey, metaKey, altKey }: KeyboardEvent) =>
  (keyCode === 229 || (key.length === 1 && key !== ' ')) && !ctrlKey && !metaKey && !altKey

const isFree = (target: EventTarget | null) =>
  !(target instanceof Element && target.closest(TAKEN)) && document.querySelector(MEANT) === null
