import { currentTopic } from '~/domain/topic'
import { useChatPage, useChatState, useWords } from './ChatContext'
import { createPart, usePart } from './part'

const topicCard = createPart(() => import('./TopicCard'))

/** What the talk is about, above the list. Its place is taken at once, what stands in it comes. */
export function TopicStrip() {
  const { chat } = useChatPage()
  const words = useWords()
  const type = useChatState(({ log }) => currentTopic(chat.told.topic, log.rows)?.type ?? '')
  const id = useChatState(({ log }) => currentTopic(chat.told.topic, log.rows)?.id ?? '')
  const part = usePart(topicCard, type !== '')
  if (type === '') return null
  const name = words.topic({ type, id })
  return (
    <aside
      aria-label={name}
      className="flex min-h-11 shrink-0 items-center gap-3 border-b border-hairline bg-panel px-3 py-1 text-note pc:px-4"
    >
      {part ? <part.TopicInStrip key={`${type} ${id}`} type={type} id={id} /> : name}
    </aside>
  )
}
