import type { Kind } from '~/kinds/kind'
import { usePorts } from '~/kinds/ports'
import type { Lang } from '~/lib/lang'

type VideoContent = Readonly<{ source: string }>

const words: Readonly<Record<Lang, string>> = { 'zh-CN': '[视频]', en: '[Video]' }

/** A kind that the product does not have: `newKind.test.ts` adds it as a developer would. */
export const video: Kind<'VIDEO', VideoContent> = {
  type: 'VIDEO',
  decode: ({ content }) => (content.trim() === '' ? undefined : { source: content.trim() }),
  summary: (_, lang) => words[lang],
  text: () => null,
  frame: 'none',
  Body: function VideoBody({ content }) {
    const { lang, media } = usePorts()
    const url = media(content.source)
    if (url === null) return <span>{words[lang]}</span>
    return (
      <video src={url} controls preload="none" width={180} height={120} aria-label={words[lang]}>
        <track kind="captions" />
      </video>
    )
  },
  samples: import.meta.env.MODE === 'production' ? [] : [{ content: '/mock-media/film.mp4' }],
}
