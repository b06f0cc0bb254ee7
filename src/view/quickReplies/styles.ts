/** Fields and buttons of the dialog. */
export const FIELD =
  'w-full rounded-bubble border border-hairline bg-field px-3 text-[max(16px,1rem)] focus-visible:-outline-offset-2'

const BUTTON = 'min-h-11 shrink-0 text-message rounded-bubble px-3 active:brightness-90 pc:min-h-9'

export const PLAIN = `${BUTTON} text-link hover:bg-hairline`

export const MAIN = `${BUTTON} bg-accent px-4 font-bold text-on-accent hover:brightness-110 disabled:opacity-40`

export const DANGER = `${BUTTON} text-danger hover:bg-hairline`

export const ICON =
  'flex h-11 w-11 shrink-0 items-center justify-center rounded-bubble text-secondary hover:bg-hairline active:brightness-90 pc:h-9 pc:w-9'
