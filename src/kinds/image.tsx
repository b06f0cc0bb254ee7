import { type MouseEvent, useEffect, useRef, useState } from 'react'
import { Info, LoaderCircle, RotateCw } from 'lucide-react'
import { askAgain } from '~/lib/askAgain'
import type { Lang } from '~/lib/lang'
import type { Size } from '~/lib/mediaSizes'
import type { BodyProps, Kind } from './kind'
import { useMedia, usePorts, useViewPicture } from './ports'

type ImageContent = Readonly<{ source: string }>

type Words = Readonly<Record<'summary' | 'view' | 'failed' | 'retry' | 'none' | 'load' | 'open', string>>

const words: Readonly<Record<Lang, Words>> = {
  'zh-CN': {
    summary: '[图片]',
    view: '查看图片',
    failed: '图片加载失败',
    retry: '点按重试',
    none: '无法显示这张图片',
    load: '点按加载',
    open: '点按打开',
  },
  en: {
    summary: '[Picture]',
    view: 'View picture',
    failed: 'Picture did not load',
    retry: 'Tap to retry',
    none: 'This picture cannot be shown',
    load: 'Tap to load',
    open: 'Tap to open',
  },
}

export const image: Kind<'IMAGE', ImageContent> = {
  type: 'IMAGE',
  decode: ({ content }) => (content.trim() === '' ? undefined : { source: content.trim() }),
  summary: (_, lang) => words[lang].summary,
  text: () => null,
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

const BOX = 'relative flex max-w-full flex-col items-center justify-center gap-1 rounded-bubble text-center'

/** An own picture is shown from the file that was sent; this waits until the server's has loaded, too. */
function useServers(server: string | null, isThere: () => void): void {
  const tell = useRef(isThere)
  useEffect(() => {
    tell.current = isThere
  })
  useEffect(() => {
    if (server === null) return undefined
    const picture = new Image()
    picture.referrerPolicy = 'no-referrer'
    const onLoad = () => tell.current()
    picture.addEventListener('load', onLoad)
    picture.src = server
    return () => picture.removeEventListener('load', onLoad)
  }, [server])
}

function ImageBody({ content, id }: BodyProps<ImageContent>) {
  const { lang, device, remote, files, isForeign, letIn, sizes } = usePorts()
  const view = useViewPicture()
  const [opening, setOpening] = useState<'busy' | 'failed' | null>(null)
  const [attempt, setAttempt] = useState(0)
  const [hadFocus, setHadFocus] = useState(false)
  const { source } = content
  const { url, isComing } = useMedia(source)
  const server = remote(source)
  const isLocal = url !== server
  useServers(isLocal && server !== null && !isForeign(server) ? server : null, () => files.release(source))
  const foreign = url !== null && isForeign(url)
  const [phase, setPhase] = useState<'untouched' | 'loading' | 'shown' | 'failed'>(
    foreign && !letIn.has(url) ? 'untouched' : 'loading',
  )
  const say = words[lang]
  const box = boxOf(files.sizeOf(source) ?? (url === null ? null : sizes.known(url)), device)

  if (isComing) return <span style={box} className={`${BOX} shimmer bg-panel`} />
  if (url === null) {
    return (
      <span style={box} className={`${BOX} bg-panel text-secondary`}>
        <Info size={20} aria-hidden />
        <span className="text-note">{say.none}</span>
      </span>
    )
  }
  if (phase === 'failed' || phase === 'untouched') {
    const isNew = phase === 'untouched'
    const face = {
      ref: hadFocus ? takeFocus : null,
      style: box,
      className: `${BOX} bg-panel text-secondary`,
    }
    const says = (
      <>
        <RotateCw size={20} aria-hidden />
        <span className="line-clamp-3 text-note break-anywhere">
          {isNew ? new URL(url).host : say.failed}
        </span>
        <span className="text-note">{isNew ? say.load : foreign ? say.open : say.retry}</span>
      </>
    )
    // where the content security policy of the page does not let it in either, it has a page of its own
    if (foreign && !isNew)
      return (
        <a {...face} href={url} target="_blank" rel="noopener noreferrer">
          {says}
        </a>
      )
    const load = () => {
      if (isNew) letIn.add(url)
      else setAttempt(attempt + 1)
      setPhase('loading')
      setHadFocus(true)
    }
    return (
      <button {...face} type="button" onClick={load}>
        {says}
      </button>
    )
  }
  const open = (event: MouseEvent) => {
    const { ctrlKey, metaKey, shiftKey, altKey } = event
    if (!view || ctrlKey || metaKey || shiftKey || altKey) return
    // its own page is the way then
    if (opening === 'failed') return setOpening(null)
    event.preventDefault()
    setOpening('busy')
    void view(id).then((isShown) => setOpening(isShown ? null : 'failed'))
  }
  return (
    <a
      ref={hadFocus ? takeFocus : null}
      href={url}
      target="_blank"
      rel="noopener noreferrer"
      aria-label={opening === 'failed' ? say.open : say.view}
      aria-haspopup={view ? 'dialog' : undefined}
      aria-busy={opening === 'busy'}
      onClick={open}
      style={box}
      className={`${BOX} overflow-hidden bg-panel ${phase === 'loading' ? 'shimmer' : ''}`}
    >
      <img
        key={attempt}
        // before the address, which asks at once otherwise
        loading="lazy"
        src={askAgain(url, attempt)}
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
      {opening && (
        <span
          className={`absolute inset-x-0 bottom-0 flex justify-center bg-panel p-1 text-note text-text ${opening === 'busy' ? 'animate-soon' : ''}`}
        >
          {opening === 'busy' ? (
            <LoaderCircle size={20} aria-hidden className="animate-spin motion-reduce:animate-none" />
          ) : (
            say.open
          )}
        </span>
      )}
    </a>
  )
}
