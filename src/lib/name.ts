/** Code points of the longest name that is shown. */
const LONGEST = 64
/** Line breaks and control characters, and what turns the text after it around: a name must not reach beyond itself. */
// eslint-disable-next-line no-control-regex -- control characters are what this looks for
const UNRULY = /[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]+/g

/** A name, or another short text that stands among words of ours, as it may be shown: on one line, not too long. */
export const nameOf = (raw: string): string => {
  const plain = raw
    .slice(0, 4 * LONGEST)
    .replace(UNRULY, ' ')
    .trim()
  return plain.length <= LONGEST ? plain : Array.from(plain).slice(0, LONGEST).join('')
}
