/** More than these are a text again. */
const MOST = 3

// what is a sign of text by itself (©, ☎) is an emoji only where a variation selector or a skin tone says so
const ONE =
  /(?:\p{Regional_Indicator}{2}|[0-9#*]\uFE0F?\u20E3|(?:\p{Emoji_Presentation}|\p{Extended_Pictographic}(?=\uFE0F|\p{Emoji_Modifier}))(?:\uFE0F|\p{Emoji_Modifier}|[\u{E0020}-\u{E007F}]+)?(?:\u200D\p{Extended_Pictographic}(?:\uFE0F|\p{Emoji_Modifier})?)*)\s*/uy

/** Whether a text is nothing but one to three emoji, which are shown larger then. */
export function isFewEmoji(text: string): boolean {
  const rest = text.trim()
  let count = 0
  for (ONE.lastIndex = 0; ONE.lastIndex < rest.length; count += 1) {
    if (count === MOST || !ONE.test(rest)) return false
  }
  return count > 0
}
