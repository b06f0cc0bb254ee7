import { memo, type ReactNode, useCallback, useMemo, useState } from 'react'
import { type Query, type Snippet, snippetOf } from '~/domain/search'
import { textOf } from '~/kinds/index'
import { useChatPage, useChatState, useWords } from '~/view/ChatContext'
import { useAuthors } from '~/view/list/useRowProps'
import { useToday } from '~/view/list/useRows'
import { timeLabel } from '~/view/timeLabel'
import type { SearchWords } from '~/view/words.search'
import type { Shown } from '~/store/selectors'
import type { Hit } from './useHits'

/** So many results are shown at first, and with each tap more: more are seldom read, and each costs its time. */
const STEP = 100

type Props = Readonly<{
  hits: readonly Hit[]
  query: Query
  own: SearchWords
  onChoose: (key: string) => void
}>

/** The messages that were found, newest first. */
export function SearchHits({ hits, query, own, onChoose }: Props) {
  const { chat } = useChatPage()
  const words = useWords()
  const authors = useAuthors()
  const { today } = useToday(
    useCallback(() => chat.trueClock.now().at, [chat]),
    useChatState((state) => state.opened),
  )
  // how many are wanted is asked for each query anew
  const [wanted, setWanted] = useState({ query, count: STEP })
  const count = wanted.query === query ? wanted.count : STEP
  return (
    <>
      <ul>
        {hits.slice(0, count).map(({ key, item }) => (
          <li key={key}>
            <HitButton
              rowKey={key}
              item={item}
              query={query}
              name={(item.mine ? authors.mine : authors.theirs).name}
              time={timeLabel(item.at, today, words)}
              onChoose={onChoose}
            />
          </li>
        ))}
      </ul>
      {hits.length > count && (
        <p className="flex justify-center">
          <button
            type="button"
            onClick={() => setWanted({ query, count: count + STEP })}
            className="min-h-11 rounded-bubble px-3 text-note text-link underline hover:no-underline"
          >
            {own.more}
          </button>
        </p>
      )}
    </>
  )
}

type HitProps = Readonly<{
  rowKey: string
  item: Shown
  query: Query
  name: string
  time: string
  onChoose: (key: string) => void
}>

const HitButton = memo(function HitButton({ rowKey, item, query, name, time, onChoose }: HitProps) {
  const snippet = useMemo(() => snippetOf(textOf(item.content) ?? '', query), [item, query])
  return (
    <button
      type="button"
      data-hit
      onClick={() => onChoose(rowKey)}
      className="block min-h-11 w-full border-b border-hairline bg-panel px-3 py-2 text-start hover:brightness-95 focus-visible:-outline-offset-2 active:brightness-90 dark:hover:brightness-125 pc:px-4"
    >
      <span className="flex flex-wrap justify-between gap-x-2 text-note text-secondary">
        <span className="min-w-0 break-anywhere">{name}</span>
        <span className="tabular-nums">{time}</span>
      </span>
      <span dir="auto" className="block text-message leading-message break-anywhere">
        {marked(snippet)}
      </span>
    </button>
  )
})

/** The snippet, with what matches in it marked by more than a colour. */
function marked({ text, ranges }: Snippet): readonly ReactNode[] {
  const pieces: ReactNode[] = []
  let at = 0
  for (const [from, to] of ranges) {
    pieces.push(
      text.slice(at, from),
      <mark key={from} className="bg-found font-bold text-text underline">
        {text.slice(from, to)}
      </mark>,
    )
    at = to
  }
  return [...pieces, text.slice(at)]
}
