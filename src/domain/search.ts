/** The words that one looks for, folded: a message holds them all. None for an empty query. */
export type Query = readonly string[]

/** What a message says around its first match; `ranges`: what matches in it, from and to, in order and apart. */
export type Snippet = Readonly<{ text: string; ranges: readonly (readonly [number, number])[] }>

/**
 * Text as it is compared: full and half width, ligatures and compositions alike (NFKC), upper and lower case too. Upper case,
 * because that does not depend on what stands around a letter, as the lower case of Σ does; Turkish İ counts as I.
 */
function fold(text: string): string {
  if (UNFOLDED.test(text)) return text
  const folded = text.normalize('NFKC').toUpperCase()
  return folded.replace(DOTTED, 'I')
}

/** Most of what is written here: Han, its full stop and comma, digits and spaces are what they are. */
const UNFOLDED = /^[\n -@\u3001\u3002\u4e00-\u9fff]*$/
const DOTTED = /\u0130|I\u0307/g

export const queryOf = (raw: string): Query => [
  ...new Set(
    fold(raw)
      .split(/\s+/)
      .filter((word) => word !== ''),
  ),
]

/** Whether a text holds all words of a query; an empty query is held by none. */
export const holds = (text: string, query: Query): boolean => holdsFolded(fold(text), query)

const holdsFolded = (folded: string, query: Query) =>
  query.length > 0 && query.every((word) => folded.includes(word))

/**
 * A search that remembers each item's folded text, which is what costs: with the next key, or the next page of history, only
 * items that are new to it are folded. It takes items oldest first, and gives those that match newest first.
 */
export function createSearch<T extends object>(textOf: (item: T) => string | null) {
  const folded = new WeakMap<T, string>()
  const foldedOf = (item: T): string => {
    const known = folded.get(item)
    if (known !== undefined) return known
    const made = fold(textOf(item) ?? '')
    folded.set(item, made)
    return made
  }
  return (items: readonly T[], query: Query): readonly T[] =>
    query.length === 0 ? [] : items.filter((item) => holdsFolded(foldedOf(item), query)).reverse()
}

/** Characters, as people see them, before the first match, and of the whole snippet: some three lines of a phone. */
const BEFORE = 12
const LONGEST = 60

/** What to show of a text that matches; its beginning where the match cannot be told. */
export function snippetOf(text: string, query: Query): Snippet {
  const characters: readonly string[] = text.match(CHARACTER) ?? []
  const matches = matchesIn(characters, query)
  const first = matches[0]?.[0] ?? 0
  const from = first <= BEFORE ? 0 : first - BEFORE
  const to = Math.min(characters.length, from + LONGEST)
  const start = from > 0 ? '…' : ''
  const lengthOf = (end: number) => start.length + characters.slice(from, end).join('').length
  return {
    text: start + characters.slice(from, to).join('') + (to < characters.length ? '…' : ''),
    ranges: matches
      .filter(([begin]) => begin < to)
      .map(([begin, end]) => [lengthOf(begin), lengthOf(Math.min(end, to))] as const),
  }
}

/**
 * One character as people see it, roughly (`Intl.Segmenter` is missing in the oldest engines): never half a surrogate pair, and
 * with all that NFKC may join to it: accents, kana's voicing marks, the parts of a Hangul syllable.
 */
const CHARACTER =
  /(?:\p{RI}{2}|[\u3130-\u318f\uffa0-\uffdc]+|[^])(?:[\p{M}\p{Emoji_Modifier}\uff9e\uff9f\u1160-\u11ff]|\u200d[^]?)*/gu

/** The characters of a text that match, from and to by index, in order; where they touch they are one. */
function matchesIn(characters: readonly string[], query: Query): readonly (readonly [number, number])[] {
  const pieces = characters.map(fold)
  // may be joined otherwise than the whole text: what matches that but not this is not marked
  const folded = pieces.join('')
  const isHit = new Uint8Array(folded.length)
  for (const word of query) {
    for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + word.length))
      isHit.fill(1, at, at + word.length)
  }
  const matches: [number, number][] = []
  let at = 0
  pieces.forEach((piece, i) => {
    const matched = isHit.subarray(at, at + piece.length).includes(1)
    at += piece.length
    const last = matches[matches.length - 1]
    if (matched && last?.[1] === i) last[1] = i + 1
    else if (matched) matches.push([i, i + 1])
  })
  return matches
}
