import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { createPortal, flushSync } from 'react-dom'
import { usePorts } from '~/kinds/ports'
import { ErrorBoundary } from '~/ui/ErrorBoundary'
import { useChatPage, useChatState } from '~/view/ChatContext'
import { viewerWords } from '~/view/words.viewer'
import { Controls } from './Controls'
import { createGestures, type Gestures } from './gestures'
import { type Picture, picturesOf } from './pictures'
import { Slide } from './Slide'
import { DIALOG, GROUND, STAGE } from './styles'
import { tabbedTo, useDialog } from './useDialog'
import { useOlderPictures } from './useOlderPictures'
import { WHOLE } from './zoom'

export { previewByHost } from './previewByHost'

/** How much closer a key or a button leads. */
const CLOSER = 1.5

type Props = Readonly<{
  /** The row whose picture is looked at first. */
  from: string
  onClose: () => void
}>

/** All pictures of the conversation, one at a time, over the whole page. Newer and older ones join while it is open. */
export function Viewer(props: Props) {
  return (
    <ErrorBoundary fallback={<Closed {...props} />}>
      <Pictures {...props} />
    </ErrorBoundary>
  )
}

/** What could not be drawn must not lie over the conversation unseen. */
function Closed({ onClose }: Props) {
  useEffect(onClose, [onClose])
  return null
}

function Pictures({ from, onClose }: Props) {
  const { lang, device, words } = useChatPage()
  const own = viewerWords(lang)
  const pictures = usePictures()
  const { index, go } = usePlace(pictures, from, onClose)
  const dialog = useRef<HTMLDivElement>(null)
  const stage = useRef<HTMLDivElement>(null)
  const track = useRef<HTMLDivElement>(null)
  const ground = useRef<HTMLDivElement>(null)
  const gestures = useRef<Gestures | null>(null)
  const [scale, setScale] = useState(1)
  const [isClosest, setIsClosest] = useState(false)
  const onFound = useCallback(() => gestures.current?.step(-1), [])
  const { older, more } = useOlderPictures({ at: pictures[index]?.key, index, onFound })
  useDialog(dialog, from, onClose)

  const latest = useRef({ pictures, index, go, more, onClose })
  useEffect(() => {
    latest.current = { pictures, index, go, more, onClose }
  })
  useEffect(() => {
    if (!stage.current || !track.current || !ground.current) return undefined
    const made = createGestures({
      stage: stage.current,
      track: track.current,
      ground: ground.current,
      image: () => track.current?.querySelector<HTMLImageElement>('[data-slide="0"] img') ?? null,
      has: (by) => latest.current.pictures[latest.current.index + by] !== undefined,
      step: (by) => flushSync(() => latest.current.go(latest.current.index + by)),
      misses: (by) => by < 0 && latest.current.more(),
      close: () => latest.current.onClose(),
      looks: (scale, isClosest) => {
        setScale(scale)
        setIsClosest(isClosest)
      },
    })
    gestures.current = made
    const onResize = () => made.renew()
    window.addEventListener('resize', onResize)
    return () => {
      window.removeEventListener('resize', onResize)
      made.stop()
    }
  }, [])

  const keepFocus = () => dialog.current?.focus({ preventScroll: true })
  const step = (by: -1 | 1) => gestures.current?.step(by)
  const zoom = (by: number) => gestures.current?.zoomBy(by)
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    // nothing else on the page is meant
    event.stopPropagation()
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === 'Tab') tabbedTo(event.currentTarget, event.shiftKey)?.focus()
    else if (event.key === 'Escape') onClose()
    else if (event.key === 'ArrowLeft') step(-1)
    else if (event.key === 'ArrowRight') step(1)
    else if (event.key === '+' || event.key === '=') zoom(CLOSER)
    else if (event.key === '-') zoom(1 / CLOSER)
    else if (event.key === '0') gestures.current?.renew(WHOLE)
    else return
    event.preventDefault()
  }

  const around = [-1, 0, 1].flatMap((place) => {
    const picture = pictures[index + place]
    return picture ? [{ picture, place }] : []
  })
  return createPortal(
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- its keys work wherever the focus in it is
    <div
      ref={dialog}
      role="dialog"
      aria-modal
      aria-label={own.label}
      tabIndex={-1}
      onKeyDown={onKeyDown}
      style={DIALOG}
      className="fixed inset-x-0 top-0 z-10 h-full text-message"
    >
      <div ref={ground} style={GROUND} className="absolute top-0 right-0 bottom-0 left-0" />
      <div ref={stage} style={STAGE} className="absolute top-0 right-0 bottom-0 left-0">
        <div ref={track} className="h-full">
          {around.map(({ picture, place }) => (
            <Slide
              key={picture.key}
              picture={picture}
              place={place}
              name={own.picture(index + place + 1, pictures.length)}
              own={own}
              onShow={() => gestures.current?.renew()}
              keepFocus={keepFocus}
            />
          ))}
        </div>
      </div>
      <Controls
        picture={pictures[index]}
        index={index}
        count={pictures.length}
        scale={scale}
        isClosest={isClosest}
        older={older}
        olderFailed={words.older.failed}
        device={device}
        own={own}
        onStep={step}
        onZoom={(isCloser) => zoom(isCloser ? CLOSER : 1 / CLOSER)}
        onClose={onClose}
        keepFocus={keepFocus}
      />
    </div>,
    document.body,
  )
}

function usePictures(): readonly Picture[] {
  const { media } = usePorts()
  const log = useChatState((state) => state.log)
  const outbox = useChatState((state) => state.outbox)
  const claims = useChatState((state) => state.claims)
  return useMemo(() => picturesOf({ log, outbox, claims }, media), [log, outbox, claims, media])
}

/**
 * Which picture is looked at, by its key: those that join before it do not move it. Where it is gone its neighbour takes its
 * place; with the last one it closes.
 */
function usePlace(pictures: readonly Picture[], from: string, onClose: () => void) {
  const [at, setAt] = useState({ key: from, index: 0 })
  const found = pictures.findIndex(({ key }) => key === at.key)
  const index = found >= 0 ? found : Math.max(0, Math.min(at.index, pictures.length - 1))
  const key = pictures[index]?.key
  if (key !== undefined && (key !== at.key || index !== at.index)) setAt({ key, index })
  const isEmpty = key === undefined
  useEffect(() => {
    if (isEmpty) onClose()
  }, [isEmpty, onClose])
  const go = (to: number) => {
    const next = pictures[to]
    if (next) setAt({ key: next.key, index: to })
  }
  return { index, go }
}
