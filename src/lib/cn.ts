/** Joins class names and leaves out what is false, null or undefined. */
export const cn = (...names: readonly (string | false | null | undefined)[]): string =>
  names.filter(Boolean).join(' ')
