/** The last element, or undefined of an empty list: `Array.prototype.at` is missing in Chromium 86. */
export const last = <T>(list: readonly T[]): T | undefined => list[list.length - 1]
