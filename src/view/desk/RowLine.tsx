import { Marked } from './Marked'
import type { RowProps } from './Row'
import { lineOf, wordsAround } from './rows'

/** What is being written goes before what was said; what was not sent before both; what is looked for before all. */
export function RowLine({ row, name, isOpen, lang, words, wanted }: RowProps) {
  const { id, summary, draft } = row
  const { newest, trouble, loaded } = summary
  const said = newest && (lineOf(newest.content, lang) || words.row.unsupported)
  const isFoundIn = (text: string | null) => wanted !== '' && (text ?? '').toLowerCase().includes(wanted)
  const isFoundByWords = isFoundIn(said)
  if (isFoundIn(id) && !isFoundByWords && !isFoundIn(name))
    return <Marked text={words.member(id)} wanted={wanted} />
  if (!isFoundByWords && trouble) return <span className="text-danger">{words.row.failed}</span>
  if (!isFoundByWords && draft !== '' && !isOpen)
    return (
      <>
        <span className="text-danger">{words.row.draft}</span> <bdi>{draft.slice(0, 200)}</bdi>
      </>
    )
  if (!newest || said === null) return loaded ? words.row.none : <Loading text={words.row.loading} />
  const line = <Marked text={wordsAround(said, wanted)} wanted={wanted} />
  // by itself it decides in which direction the row is written
  if (!newest.mine) return line
  return (
    <>
      {words.row.mine}
      <bdi>{line}</bdi>
    </>
  )
}

/** Nothing is known of it yet: after a moment, where its words will stand, a bar in their place. */
function Loading({ text }: Readonly<{ text: string }>) {
  return (
    <>
      <span className="sr-only">{text}</span>
      <span
        aria-hidden
        data-loading
        className="inline-block h-2 w-24 max-w-full animate-soon rounded-bubble bg-selected"
      />
    </>
  )
}
