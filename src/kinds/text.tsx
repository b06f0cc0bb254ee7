import type { Kind } from './kind'

type TextContent = Readonly<{ text: string }>

export const text: Kind<'TEXT', TextContent> = {
  type: 'TEXT',
  decode: ({ content }) => (content === '' ? undefined : { text: content }),
  summary: ({ text }) => text,
  // stacked accents stay inside too. `anywhere`: a long word or address must break inside the bubble, not widen the page
  Body: ({ content }) => (
    <p dir="auto" className="overflow-hidden break-anywhere whitespace-pre-wrap">
      {content.text}
    </p>
  ),
  frame: 'bubble',
  samples:
    import.meta.env.MODE === 'production'
      ? []
      : [
          { content: '你好，请问有什么可以帮您？' },
          { content: '第一行\n第二行' },
          { content: '👍🎉' },
          { content: 'https://example.com/orders/20171108001?from=chat' },
          { content: '字'.repeat(2000) },
          { content: '<b>不是标签</b>' },
          { content: 'مرحبا ، 你好' },
        ],
}
