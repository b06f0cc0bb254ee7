import { useEffect, useState } from 'react'
import { usePorts } from '~/kinds/ports'
import { copyText } from '~/lib/copyText'
import { after } from '~/lib/timer'
import { mediaUrl } from '~/lib/url'
import type { Topic } from '~/domain/message'
import { cardFrom, type TopicCard } from '~/domain/topic'
import { useChatPage, useWords } from './ChatContext'

/** A product or an order in the strip: as the host tells of it, else its id, to be copied. */
export function TopicInStrip({ type, id }: Topic) {
  const words = useWords()
  const card = useCard(type, id)
  const name = words.topic({ type, id })
  return (
    <>
      {card ? (
        <Card card={card} name={name} />
      ) : (
        <span className="min-w-0 flex-1 break-anywhere">{name}</span>
      )}
      {id !== '' && <CopyId id={id} />}
    </>
  )
}

function Card({ card: { title, note, image, href }, name }: Readonly<{ card: TopicCard; name: string }>) {
  const { media, isForeign } = usePorts()
  const [isBroken, setIsBroken] = useState(false)
  const picture = image === '' || isBroken ? null : media(image)
  // of the host's own pages, whatever the API's origin is
  const link = href === '' ? null : mediaUrl(href, document.baseURI, true)
  return (
    <>
      {picture !== null && !isForeign(picture) && (
        <img
          src={picture}
          alt=""
          referrerPolicy="no-referrer"
          onError={() => setIsBroken(true)}
          className="h-10 w-10 shrink-0 rounded-bubble border border-hairline object-cover"
        />
      )}
      <span className="flex min-w-0 flex-1 flex-col">
        {link === null ? (
          <span dir="auto" className="truncate text-text">
            {title}
          </span>
        ) : (
          <a
            dir="auto"
            href={link}
            title={link}
            target="_blank"
            rel="noopener noreferrer"
            className="-my-1 truncate py-1 text-link underline hover:no-underline"
          >
            {title}
          </a>
        )}
        <span dir="auto" className="truncate text-secondary">
          {note === '' ? name : note}
        </span>
      </span>
    </>
  )
}

/** Milliseconds for which "copied" is told. */
const COPIED_FOR = 2_000

function CopyId({ id }: Readonly<{ id: string }>) {
  const { actions, topicId } = useWords()
  const [copied, setCopied] = useState(false)
  useEffect(() => (copied ? after(COPIED_FOR, () => setCopied(false)) : undefined), [copied])
  return (
    <button
      type="button"
      aria-label={copied ? actions.copied : topicId}
      onClick={() => void copyText(id).then(setCopied)}
      className="min-h-11 shrink-0 rounded-bubble px-2 text-link underline hover:no-underline pc:min-h-8"
    >
      {copied ? actions.copied : actions.copy}
    </button>
  )
}

/** Milliseconds that a host may take: later the card would surprise. */
const PATIENCE = 10_000

function useCard(type: string, id: string): TopicCard | null {
  const { resolveTopic } = useChatPage()
  const [card, setCard] = useState<TopicCard | null>(null)
  useEffect(() => {
    if (!resolveTopic) return undefined
    const controller = new AbortController()
    const { signal } = controller
    const callOff = after(PATIENCE, () => controller.abort())
    resolveTopic({ type, id }, signal).then(
      (answer) => {
        callOff()
        if (!signal.aborted) setCard(cardFrom(answer))
      },
      // the id stands there
      () => {},
    )
    return () => {
      callOff()
      controller.abort()
    }
  }, [resolveTopic, type, id])
  return card
}
