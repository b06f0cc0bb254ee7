import { partsOf } from './rows'

type MarkedProps = Readonly<{
  text: string
  /** In small letters; '': nothing is looked for. */
  wanted: string
}>

/** A text with what is looked for marked in it. */
export const Marked = ({ text, wanted }: MarkedProps) =>
  partsOf(text, wanted).map(({ at, part, isFound }) =>
    isFound ? (
      <mark key={at} className="rounded-[2px] bg-found font-bold text-text">
        {part}
      </mark>
    ) : (
      part
    ),
  )
