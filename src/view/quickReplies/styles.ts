import type { CSSProperties } from 'react'
import { SHADE } from '~/ui/shade'

// what only this part of the page wears is said here: classes come with the first load, whoever loads it

/** The panel above the composer, as wide as what stands in it. */
export const PANEL: CSSProperties = { right: 16, bottom: '100%', left: 16, zIndex: 1, paddingBottom: 8 }

/** The dialog, what lies between it and the page, and a picture in it. A ring around the whole of it would say nothing. */
export const DIALOG: CSSProperties = { maxWidth: 560, maxHeight: '100%', outline: 'none' }
export const AROUND: CSSProperties = { background: SHADE }
/** Its words begin below each other: those of rows, and of buttons that have a margin of their own. */
export const EDGE: CSSProperties = { paddingLeft: 16 }
export const BUTTONS_EDGE: CSSProperties = { paddingLeft: 4 }
export const SQUARE: CSSProperties = { width: 80, height: 80 }

export const RESIZED: CSSProperties = { resize: 'vertical' }

/** An option of the list. The chosen one has a mark beside it, not a ground alone. */
export const OPTION: CSSProperties = { cursor: 'pointer' }
/** The outline shows where colours are forced, and shadows and grounds are not. */
export const CHOSEN: CSSProperties = {
  ...OPTION,
  boxShadow: 'inset 2px 0 var(--color-accent)',
  outline: '2px solid transparent',
  outlineOffset: -2,
}
export const TITLE: CSSProperties = { maxWidth: '40%' }

/** The name of what is to be filled in, and the text that comes of it. */
export const NAME: CSSProperties = { width: 120 }
/** Room for the ring of a field, which lies beside the edge of the other lines. */
export const FIELDS: CSSProperties = { margin: -4, padding: 4 }
export const PREVIEW: CSSProperties = { maxHeight: 80 }

/** Fields and buttons of the dialog. */
export const FIELD =
  'w-full rounded-bubble border border-hairline bg-field px-3 text-[max(16px,1rem)] focus-visible:-outline-offset-2'

const BUTTON = 'min-h-11 shrink-0 text-message rounded-bubble px-3 active:brightness-90 pc:min-h-9'

export const PLAIN = `${BUTTON} text-link hover:bg-hover hover:text-text`

export const MAIN = `${BUTTON} bg-accent px-4 font-bold text-on-accent hover:brightness-95 disabled:opacity-40`

export const DANGER = `${BUTTON} text-danger hover:bg-hover`

export const ICON =
  'flex h-11 w-11 shrink-0 items-center justify-center rounded-bubble text-secondary hover:bg-hairline active:brightness-90 pc:h-9 pc:w-9'
