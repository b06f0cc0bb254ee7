/** What a salesperson has written beforehand. */
export type QuickReply = Readonly<{
  id: string
  /** What it is found by; '' where the text itself will do. */
  title: string
  /** '' for pictures alone. */
  text: string
  /** Names of files that this browser keeps, in their order. */
  pictures: readonly string[]
  /** How often it was inserted. */
  used: number
  /** When it was last, ms since 1970 by the device's clock; 0: never. */
  usedAt: number
}>

/** What of it somebody writes. */
export type ReplyContent = Pick<QuickReply, 'title' | 'text' | 'pictures'>

/** Code points of a title: one line of the panel. */
export const LONGEST_TITLE = 40

/** Code points of a text: as many as a message may have. */
export const LONGEST_TEXT = 2000

/** Pictures of one reply: as many as are sent at once. */
export const MOST_PICTURES = 9

/** Replies that are kept: their texts fit twice into what a browser keeps of a page (5 MB). */
export const MOST_REPLIES = 500

/** Control characters, and halves of a sign: no message can hold them. */
// eslint-disable-next-line no-control-regex -- they are what this looks for
const UNFIT = /[\p{Surrogate}\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/u

/** Whether a text holds what no message can hold. */
export const isUnfit = (text: string): boolean => UNFIT.test(text)

/** A title or a text as it is kept: no space around it, one kind of line break, nothing that a message cannot hold. */
export function cleaned(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(new RegExp(UNFIT, 'gu'), '').trim()
}

/** The most used first, of equals the one that was used last, then as they were added. */
export function ranked(replies: readonly QuickReply[]): readonly QuickReply[] {
  return [...replies].sort((a, b) => b.used - a.used || b.usedAt - a.usedAt)
}

/** Whether a text is found by pinyin: whole syllables, their beginnings or initials alone, of any reading that a sign has. */
export type MatchPinyin = (text: string, query: string) => boolean

/** Latin letters that are looked for as pinyin. A longer row is no pinyin of anybody, and can be cut into syllables in too many ways. */
const PINYIN = /^[a-zü]{1,24}$/

/** Whether a query asks for pinyin. */
export const isPinyin = (query: string): boolean => PINYIN.test(plainOf(query))

/** Code points at the beginning of a text that pinyin looks at: of a whole text two initials find almost any. */
const BEGINNING = 40

/**
 * The replies that a query finds, what the title tells before what only the text holds, each ranked. All of them for an empty query.
 * `matchPinyin`: null as long as it is not there.
 */
export function findReplies(
  replies: readonly QuickReply[],
  query: string,
  matchPinyin: MatchPinyin | null,
): readonly QuickReply[] {
  const plain = plainOf(query)
  if (plain === '') return ranked(replies)
  const byPinyin = matchPinyin && isPinyin(query) ? matchPinyin : () => false
  const isIn = (text: string) => plainOf(text).includes(plain) || byPinyin(text, plain)

  const byTitle = replies.filter(({ title, text }) => isIn(title === '' ? beginningOf(text) : title))
  const byText = replies.filter(
    (reply) =>
      !byTitle.includes(reply) &&
      (plainOf(reply.text).includes(plain) || byPinyin(beginningOf(reply.text), plain)),
  )
  return [...ranked(byTitle), ...ranked(byText)]
}

const beginningOf = (text: string) =>
  Array.from(text.slice(0, 2 * BEGINNING))
    .slice(0, BEGINNING)
    .join('')

/** Without what input methods put between syllables, spaces, and capitals. */
const plainOf = (text: string) => text.replace(/[\s'’]+/g, '').toLowerCase()

type Said = Pick<QuickReply, 'title' | 'text'>

const sameAs = (one: Said) => JSON.stringify([one.title, one.text])

/** Those of `more` that are not there yet: the same title and text is the same reply. Each of them once. */
export function newOnes<T extends Said>(known: readonly Said[], more: readonly T[]): readonly T[] {
  const seen = new Set(known.map(sameAs))
  return more.filter((one) => {
    const isNew = !seen.has(sameAs(one))
    seen.add(sameAs(one))
    return isNew
  })
}
