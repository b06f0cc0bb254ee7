import { memo } from 'react'
import { body, kinds } from '~/kinds/index'
import { cn } from '~/lib/cn'
import { isPending, type Shown } from '~/store/selectors'
import { Avatar } from '~/ui/Avatar'
import { Bubble } from '~/ui/Bubble'
import { ErrorBoundary } from '~/ui/ErrorBoundary'
import { fullTime } from '~/view/timeLabel'
import type { Words } from '~/view/words'
import { type Receipt, SendStatus, type StatusActions } from './SendStatus'

export type RowProps = Readonly<{
  item: Shown
  /** What the row is known by from the first moment of an own message to its delivered row. */
  rowKey: string
  /** The time to show above it; null for none. */
  time: string | null
  first: boolean
  author: Readonly<{ id: string; name: string; avatar: string | null }>
  receipt: Receipt
  words: Words
  actions: StatusActions
}>

/** One message with what surrounds it. Rendered again only when one of its props changes. */
export const MessageRow = memo(function MessageRow(props: RowProps) {
  const { item, rowKey, time, first, author, receipt, words, actions } = props
  const messageId = isPending(item) ? (item.state.phase === 'sent' ? item.state.id : undefined) : item.id
  const exact = fullTime(item.at, words)
  return (
    <div data-row={rowKey} className={cn('px-3 pc:px-4', first ? 'pt-4' : 'pt-1')}>
      {time !== null && (
        <p data-time className="pb-3 text-center text-note text-secondary tabular-nums">
          <time dateTime={new Date(item.at).toISOString()} title={exact}>
            {time}
          </time>
        </p>
      )}
      <div
        role="article"
        data-message-id={messageId}
        aria-label={`${author.name} ${exact}`}
        className={cn('flex gap-2', item.mine && 'flex-row-reverse')}
      >
        {first ? (
          <Avatar id={author.id} name={author.name} url={author.avatar} />
        ) : (
          <span className="w-10 shrink-0 pc:w-9" />
        )}
        <div
          title={exact}
          className={cn(
            'flex max-w-[70%] min-w-0 flex-col pc:max-w-[520px]',
            item.mine ? 'items-end' : 'items-start',
          )}
        >
          <ErrorBoundary fallback={<Unsupported item={item} words={words} tail={first} />}>
            <Content item={item} rowKey={rowKey} tail={first} words={words} />
          </ErrorBoundary>
          {item.mine && <SendStatus item={item} receipt={receipt} words={words} actions={actions} />}
        </div>
      </div>
    </div>
  )
})

type ContentProps = Readonly<{ item: Shown; rowKey: string; tail: boolean; words: Words }>

function Content({ item, rowKey, tail, words }: ContentProps) {
  const { content, mine } = item
  const shown = body(content, { id: rowKey, mine })
  if (content.type === 'UNSUPPORTED' || shown === null)
    return <Unsupported item={item} words={words} tail={tail} />
  if (kinds[content.type].frame === 'none') return shown
  return (
    <Bubble mine={mine} tail={tail}>
      {shown}
    </Bubble>
  )
}

function Unsupported({ item, words, tail }: Readonly<{ item: Shown; words: Words; tail: boolean }>) {
  return (
    <Bubble mine={item.mine} tail={tail}>
      <span className="italic opacity-80">{words.unsupported}</span>
    </Bubble>
  )
}
