import { useState } from 'react'
import { ImageOff, RotateCw } from 'lucide-react'
import type { Lang } from '~/lib/lang'
import type { BodyProps, Kind } from './kind'
import { usePorts } from './ports'

type ImageContent = Readonly<{ source: string }>

const words = {
  'zh-CN': {
    summary: '[图片]',
    view: '查看图片',
    failed: '图片加载失败',
    retry: '点按重试',
    none: '无法显示这张图片',
  },
  en: {
    summary: '[Image]',
    view: 'View image',
    failed: 'Image did not load',
    retry: 'Tap to retry',
    none: 'This image cannot be shown',
  },
} satisfies Record<Lang, unknown>

export const image: Kind<'IMAGE', ImageContent> = {
  type: 'IMAGE',
  decode: ({ content }) => (content.trim() === '' ? undefined : { source: content.trim() }),
  summary: (_, lang) => words[lang].summary,
  Body: ImageBody,
  frame: 'none',
  samples:
    import.meta.env.MODE === 'production'
      ? []
      : [
          { content: '/mock-media/picture-defect.svg', imageSize: 48_213 },
          { content: 'https://example.invalid/missing.jpg' },
          { content: 'javascript:alert(1)' },
        ],
}

/** The button that was tapped for another try is gone: the focus goes on with the picture. */
const takeFocus = (link: HTMLAnchorElement | null) => link?.focus({ preventScroll: true })

/** The box is reserved before anything is known of the picture (the API tells no size), so that nothing ever jumps. */
const BOX = 'flex h-[150px] w-[150px] flex-col items-center justify-center gap-1 rounded-bubble text-center'

function ImageBody({ content }: BodyProps<ImageContent>) {
  const { lang, media } = usePorts()
  const [attempt, setAttempt] = useState(0)
  const [failed, setFailed] = useState(false)
  const url = media(content.source)
  const say = words[lang]

  if (url === null) {
    return (
      <span className={`${BOX} bg-panel text-secondary`}>
        <ImageOff size={20} aria-hidden />
        <span className="text-note">{say.none}</span>
      </span>
    )
  }
  if (failed) {
    const retry = () => {
      setFailed(false)
      setAttempt(attempt + 1)
    }
    return (
      <button type="button" className={`${BOX} bg-panel text-secondary`} onClick={retry}>
        <RotateCw size={20} aria-hidden />
        <span className="text-note">{say.failed}</span>
        <span className="text-note">{say.retry}</span>
      </button>
    )
  }
  return (
    <a
      ref={attempt > 0 ? takeFocus : null}
      href={url}
      target="_blank"
      rel="noopener noreferrer"
      aria-label={say.view}
      className={`${BOX} overflow-hidden bg-panel`}
    >
      <img
        key={attempt}
        src={url}
        alt=""
        width={150}
        height={150}
        decoding="async"
        referrerPolicy="no-referrer"
        draggable={false}
        className="h-full w-full object-cover"
        onError={() => setFailed(true)}
      />
    </a>
  )
}
