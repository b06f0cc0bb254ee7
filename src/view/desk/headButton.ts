/** How the buttons above the list look. */
export const HEAD_BUTTON =
  'flex h-11 min-w-11 shrink-0 items-center justify-center rounded-bubble text-secondary hover:bg-pressed active:bg-selected pc:h-9 pc:min-w-9'
