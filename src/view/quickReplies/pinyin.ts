import type { MatchPinyin } from '~/domain/quickReplies'
import { createPart } from '~/view/part'

/** Loaded when somebody first looks for Latin letters. */
export const pinyin = createPart(async (): Promise<Readonly<{ match: MatchPinyin }>> => {
  const { default: library } = await import('pinyin-match')
  return {
    match(text, query) {
      try {
        return library.match(text, query) !== false
      } catch {
        // it looks a query up by name, and takes `constructor` for something it knows
        return false
      }
    },
  }
})
