/** The counter shows for the last so many. */
const COUNTED = 100

/** White space and characters without width: a message of nothing but these is none. */
const INVISIBLE = /[\s\u2800\p{Cc}\p{Default_Ignorable_Code_Point}]/gu

export type Verdict =
  | Readonly<{ sendable: true; left: number | null }>
  | Readonly<{ sendable: false; over: number }>

/**
 * Whether a text may be sent: up to `limit` code points. `left` (code points) where the counter should show, `over` 0 for an empty
 * text.
 */
export function judge(text: string, limit: number): Verdict {
  if (text.replace(INVISIBLE, '') === '') return { sendable: false, over: 0 }
  const left = limit - countCodePoints(text)
  if (left < 0) return { sendable: false, over: -left }
  return { sendable: true, left: left < COUNTED ? left : null }
}

function countCodePoints(text: string): number {
  let count = 0
  for (const _ of text) count += 1
  return count
}

/** What sends on a PC: Enter alone, or with Ctrl (⌘ on a Mac). */
export type SendKey = 'enter' | 'ctrl'

export type EnterKey = Readonly<{
  key: string
  keyCode: number
  shiftKey: boolean
  altKey: boolean
  ctrlKey: boolean
  metaKey: boolean
  isComposing: boolean
}>

/**
 * Whether this key press sends: on a PC, never on a phone (its Enter breaks the line), never while an input method composes.
 * `composed` is true in the task of `compositionend`: Safari fires it before the Enter that confirmed the word.
 */
export function isSendKey(
  event: EnterKey,
  device: 'phone' | 'pc',
  sendKey: SendKey,
  composed: boolean,
): boolean {
  if (event.key !== 'Enter' || event.shiftKey || event.altKey) return false
  if ((event.ctrlKey || event.metaKey) !== (sendKey === 'ctrl')) return false
  return device === 'pc' && !event.isComposing && event.keyCode !== 229 && !composed
}
