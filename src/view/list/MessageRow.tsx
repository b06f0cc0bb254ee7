import { memo, useId } from 'react'
import { Info } from 'lucide-react'
import type { Topic } from '~/domain/message'
import type { Entry } from '~/domain/timeline'
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
  entry: Entry<Shown>
  /** What the row is known by from the first moment of an own message to its delivered row. */
  rowKey: string
  /** The time to show above it; null for none. */
  time: string | null
  /** The messages above this one were read before, this one and those below not. */
  unreadLine: boolean
  author: Readonly<{ id: string; name: string; avatar: string | null }>
  receipt: Receipt
  words: Words
  actions: StatusActions
}>

type Place = Readonly<{
  /** 1 for the first of what is loaded. */
  position: number
  /** How many there are in all; -1 while older ones are not loaded. */
  setSize: number
  /** The one message that Tab comes to; the arrows move from it to the others. */
  isTabStop: boolean
  /** One was led to it just now. */
  isMarked: boolean
}>

/**
 * One message with what surrounds it. Its place changes with every row that comes above it; what is costly is rendered again
 * only when one of its own props changes.
 */
export const MessageRow = memo(function MessageRow({
  position,
  setSize,
  isTabStop,
  isMarked,
  ...row
}: RowProps & Place) {
  const { entry, rowKey, author, words } = row
  const { item, first } = entry
  const said = useId()
  const messageId = isPending(item) && item.state.phase === 'sent' ? item.state.id : idOf(item)
  return (
    <div data-row={rowKey} className={cn('px-3 pc:px-4', first ? 'pt-4' : 'pt-1')}>
      <ErrorBoundary fallback={null}>
        <Above {...row} />
      </ErrorBoundary>
      <div
        role="article"
        data-message-id={messageId}
        aria-label={`${author.name} ${fullTime(item.at, words)}`}
        // what it is, says, and how it fares: readers that come to it by arrows hear no more than its name otherwise
        aria-describedby={said}
        aria-posinset={position}
        aria-setsize={setSize}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the arrows lead here, as in ARIA's feed
        tabIndex={isTabStop ? 0 : -1}
        className={cn('flex gap-2 rounded-bubble', item.mine && 'flex-row-reverse', isMarked && 'marked')}
      >
        <ErrorBoundary fallback={<Unsupported item={item} words={words} tail={first} />}>
          <Message {...row} id={said} />
        </ErrorBoundary>
      </div>
    </div>
  )
})

/** An own message is known by its local id until the server has given it one. */
const idOf = (item: Shown) => (isPending(item) ? item.localId : item.id)

const Above = memo(function Above({ entry: { item, turns }, time, unreadLine, words }: RowProps) {
  return (
    <>
      {time !== null && (
        <p data-time className="pb-3 text-center text-note text-secondary tabular-nums">
          <time dateTime={new Date(item.at).toISOString()} title={fullTime(item.at, words)}>
            {time}
          </time>
        </p>
      )}
      {turns && <TopicMarker topic={item.topic} words={words} />}
      {unreadLine && (
        <p
          data-unread-line
          className="flex items-center gap-3 pb-3 text-note text-secondary before:h-px before:flex-1 before:bg-accent after:h-px after:flex-1 after:bg-accent"
        >
          {words.unreadLine}
        </p>
      )}
    </>
  )
})

/** Where the talk turns to a product or an order, or back to plain talk. */
function TopicMarker({ topic, words }: Readonly<{ topic: Topic | null; words: Words }>) {
  return (
    <p data-topic className="flex items-center justify-center gap-1 pb-3 text-note text-secondary">
      <Info size={14} aria-hidden className="shrink-0" />
      <span className="min-w-0 break-anywhere">{words.topic(topic)}</span>
    </p>
  )
}

const Message = memo(function Message({
  id,
  entry,
  rowKey,
  author,
  receipt,
  words,
  actions,
}: RowProps & Readonly<{ id: string }>) {
  const { item, first } = entry
  return (
    <>
      {first ? (
        <Avatar id={author.id} name={author.name} url={author.avatar} />
      ) : (
        <span className="w-10 shrink-0 pc:w-9" />
      )}
      <div
        id={id}
        title={fullTime(item.at, words)}
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
    </>
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
