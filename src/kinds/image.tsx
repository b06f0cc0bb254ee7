import { useState } from 'react'
import { ImageOff, RotateCw } from 'lucide-react'
import type { Lang } from '~/lib/lang'
import type { Size } from '~/lib/mediaSizes'
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
          { content: '/mock-media/loose-thread.svg', imageSize: 48_213 },
          { content: 'https://example.invalid/missing.jpg' },
          // oxlint-disable-next-line no-script-url -- what a hostile message may carry
          { content: 'javascript:alert(1)' },
        ],
}

/** Of picture and retry button one goes as the other comes: the focus goes on with it. */
const takeFocus = (element: HTMLElement | null) => element?.focus({ preventScroll: true })

/** The longer side of a picture, px … */
const LONGEST = { phone: 180, pc: 240 } as const
/** … the shorter one at least … */
const SHORTEST = 60
/** … and both where nothing is known of it yet. */
const UNKNOWN = 150

/**
 * The box of a picture in px. It is reserved before the picture is there and kept when it has come (cropped to it), so that
 * nothing ever jumps: the API tells no size, an earlier visit may.
 */
export function boxOf(size: Size | null, device: 'phone' | 'pc'): Size {
  if (!size) return { width: UNKNOWN, height: UNKNOWN }
  const scale = Math.min(1, LONGEST[device] / Math.max(size.width, size.height))
  const side = (px: number) => Math.max(SHORTEST, Math.round(px * scale))
  return { width: side(size.width), height: side(size.height) }
}

const BOX = 'flex max-w-full flex-col items-center justify-center gap-1 rounded-bubble text-center'

function ImageBody({ content }: BodyProps<ImageContent>) {
  const { lang, device, media, sizes } = usePorts()
  const [attempt, setAttempt] = useState(0)
  const [hadFocus, setHadFocus] = useState(false)
  const [phase, setPhase] = useState<'loading' | 'shown' | 'failed'>('loading')
  const url = media(content.source)
  const say = words[lang]
  const box = boxOf(url === null ? null : sizes.known(url), device)

  if (url === null) {
    return (
      <span style={box} className={`${BOX} bg-panel text-secondary`}>
        <ImageOff size={20} aria-hidden />
        <span className="text-note">{say.none}</span>
      </span>
    )
  }
  if (phase === 'failed') {
    const retry = () => {
      setPhase('loading')
      setAttempt(attempt + 1)
      setHadFocus(true)
    }
    return (
      <button
        ref={hadFocus ? takeFocus : null}
        type="button"
        style={box}
        className={`${BOX} bg-panel text-secondary`}
        onClick={retry}
      >
        <RotateCw size={20} aria-hidden />
        <span className="text-note">{say.failed}</span>
        <span className="text-note">{say.retry}</span>
      </button>
    )
  }
  return (
    <a
      ref={hadFocus ? takeFocus : null}
      href={url}
      target="_blank"
      rel="noopener noreferrer"
      aria-label={say.view}
      style={box}
      className={`${BOX} overflow-hidden bg-panel ${phase === 'loading' ? 'shimmer' : ''}`}
    >
      <img
        key={attempt}
        src={url}
        alt=""
        width={box.width}
        height={box.height}
        decoding="async"
        referrerPolicy="no-referrer"
        draggable={false}
        className="h-full w-full object-cover"
        onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) => {
          setPhase('shown')
          sizes.learn(url, { width: naturalWidth, height: naturalHeight })
        }}
        onError={({ currentTarget }) => {
          setPhase('failed')
          setHadFocus(currentTarget.parentElement === document.activeElement)
        }}
      />
    </a>
  )
}
