/**
 * Puts `text` in place of what stands from `start` to `end` (UTF-16 units), as if it had been typed; the caret comes behind it.
 * In a box that has the focus the browser's own undo takes it back.
 */
export function replaceText(box: HTMLTextAreaElement, text: string, start: number, end: number): void {
  if (document.activeElement === box) {
    box.setSelectionRange(start, end)
    if (type(text)) return
  }
  box.setRangeText(text, start, end, 'end')
  box.dispatchEvent(new Event('input', { bubbles: true }))
}

/** By the one way that keeps the undo of a page's field; false where there is none. */
function type(text: string): boolean {
  try {
    return document.execCommand(text === '' ? 'delete' : 'insertText', false, text)
  } catch {
    return false
  }
}
