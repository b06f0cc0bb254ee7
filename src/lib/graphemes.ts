/** What belongs to the sign before it: marks, skin tones, variation selectors, keycaps, the letters of regional flags. */
const MARKS = '[\\p{M}\\p{Emoji_Modifier}\\u{e0020}-\\u{e007f}]*'
const PICTURE = `\\p{Extended_Pictographic}${MARKS}`

/**
 * One sign as a reader sees it: flags, families and keycaps are one. `Intl.Segmenter`, which would know more of some scripts, is
 * missing in Chromium 86 and Safari 14.0.
 */
const GRAPHEME = new RegExp(
  `\\r\\n|\\p{Regional_Indicator}{2}|${PICTURE}(?:\\u200d${PICTURE})*|[^]${MARKS}`,
  'gu',
)

/** How many UTF-16 units the last sign of a text has; 0 of none. */
export const lastGraphemeLength = (text: string): number => {
  const signs = text.match(GRAPHEME) ?? []
  return signs[signs.length - 1]?.length ?? 0
}
