/** What a key does on the desk. */
export type Command = 'previous' | 'next' | 'longest' | 'search' | 'replies' | 'sendAndNext' | 'sheet'

type Shortcut = Readonly<{
  command: Command
  /** Where the key lies (`code`): what it writes is another sign with Alt on a Mac, and in other layouts. */
  code: string
  with: 'alt' | 'command'
  /** What stands on the key. */
  sign: string
}>

/**
 * Alt with what no browser and no system uses it for: letters open menus of Firefox or write signs on a Mac, ← and → go through the
 * history. The sheet has the keys of the sheet elsewhere (Ctrl or ⌘ with /).
 */
export const SHORTCUTS: readonly Shortcut[] = [
  { command: 'next', code: 'ArrowDown', with: 'alt', sign: '↓' },
  { command: 'previous', code: 'ArrowUp', with: 'alt', sign: '↑' },
  { command: 'longest', code: 'Period', with: 'alt', sign: '.' },
  { command: 'sendAndNext', code: 'Enter', with: 'alt', sign: 'Enter' },
  { command: 'search', code: 'Comma', with: 'alt', sign: ',' },
  { command: 'replies', code: 'Slash', with: 'alt', sign: '/' },
  { command: 'sheet', code: 'Slash', with: 'command', sign: '/' },
]

export type Press = Pick<
  KeyboardEvent,
  'code' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'isComposing' | 'keyCode'
>

/** The command of a key press; null for none of ours. An input method has its keys to itself. */
export function commandOf(press: Press, isMac: boolean): Command | null {
  const { code, altKey, ctrlKey, metaKey, shiftKey, isComposing, keyCode } = press
  if (isComposing || keyCode === 229 || shiftKey) return null
  const held = { alt: altKey && !ctrlKey && !metaKey, command: isOnly(press, isMac) }
  return SHORTCUTS.find((one) => one.code === plain(code) && held[one.with])?.command ?? null
}

/** The other Enter does what Enter does. */
const plain = (code: string) => (code === 'NumpadEnter' ? 'Enter' : code)

const isOnly = ({ altKey, ctrlKey, metaKey }: Press, isMac: boolean) =>
  !altKey && (isMac ? metaKey && !ctrlKey : ctrlKey && !metaKey)

/** How the keys are called where one sits. */
export const keysOf = ({ with: held, sign }: Shortcut, isMac: boolean): readonly string[] => [
  held === 'alt' ? (isMac ? '⌥' : 'Alt') : isMac ? '⌘' : 'Ctrl',
  sign,
]
