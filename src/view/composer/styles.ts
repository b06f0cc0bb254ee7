/** A button beside the box; whether it is shown is its own. What has opened something shows that it did. */
export const BESIDE =
  'h-11 w-11 items-center justify-center rounded-bubble text-secondary hover:bg-hairline active:brightness-90 aria-expanded:bg-hairline aria-expanded:text-accent'
