import { replaceText } from '~/lib/editText'
import { lastGraphemeLength } from '~/lib/graphemes'

/** Removes what is selected, else the one sign before the caret: a family or a flag is one. */
export function eraseSign(box: HTMLTextAreaElement): void {
  const { value, selectionStart, selectionEnd } = box
  const start =
    selectionStart === selectionEnd
      ? selectionStart - lastGraphemeLength(value.slice(0, selectionStart))
      : selectionStart
  if (start < selectionEnd) replaceText(box, '', start, selectionEnd)
}
