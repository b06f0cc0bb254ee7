import { useMemo } from 'react'
import { isFewEmoji } from '~/lib/emoji'
import { linksIn } from '~/lib/links'
import type { BodyProps, Kind } from './kind'

type TextContent = Readonly<{ text: string }>

export const text: Kind<'TEXT', TextContent> = {
  type: 'TEXT',
  decode: ({ content }) => (content === '' ? undefined : { text: content }),
  summary: ({ text }) => text,
  text: ({ text }) => text,
  Body: TextBody,
  frame: 'bubble',
  samples:
    import.meta.env.MODE === 'production'
      ? []
      : [
          { content: '你好，请问有什么可以帮您？' },
          { content: '第一行\n第二行' },
          { content: '👍🎉' },
          { content: '订单在这里：https://example.com/orders/20171108001?from=chat，请查收' },
          { content: '写信到 help@example.com，或打电话 13800138000' },
          { content: '字'.repeat(2000) },
          { content: 'Donaudampfschifffahrtsgesellschaft'.repeat(5) },
          { content: '<b>不是标签</b>' },
          { content: 'مرحبا ، 你好 Hello' },
        ],
}

function TextBody({ content: { text }, mine }: BodyProps<TextContent>) {
  const pieces = useMemo(() => linksIn(text), [text])
  if (isFewEmoji(text)) return <p className="text-[2.25rem] leading-[1.2] break-anywhere">{text}</p>
  // stacked accents stay inside too, with room for the focus ring of a link. `anywhere`: a long word or address must break
  // inside the bubble, not widen the page
  return (
    <p dir="auto" className="-m-1 overflow-hidden p-1 break-anywhere whitespace-pre-wrap">
      {pieces.map((piece) =>
        piece.href === null ? (
          piece.text
        ) : (
          <a
            key={piece.at}
            href={piece.href}
            // apart from the direction of what stands around it: the address must be read as it leads
            dir="ltr"
            // where it leads, as the browser understands it: the text may pretend something else
            title={piece.href}
            target="_blank"
            rel="noopener noreferrer"
            className={`underline hover:no-underline ${mine ? 'text-link-on-mine' : 'text-link'}`}
          >
            {piece.text}
          </a>
        ),
      )}
    </p>
  )
}
