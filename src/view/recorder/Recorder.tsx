import {
  type KeyboardEvent,
  type RefObject,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react'
import { usePorts } from '~/kinds/ports'
import type { Lang } from '~/lib/lang'
import { browserPage } from '~/lib/page'
import { createRecorder, type Recorder as Recording, type Voice } from '~/lib/recorder/recorder'
import { recorderWords } from '~/view/words.recorder'
import { RecorderBar } from './RecorderBar'
import { usePreview } from './usePreview'

type Props = Readonly<{
  lang: Lang
  device: 'phone' | 'pc'
  /** Sent by the person, who has had the chance to listen to it; `onClose` follows. */
  onSend: (voice: Voice) => void
  onClose: () => void
  /** For tests. */
  create?: () => Recording
}>

/** Seconds from which a recording is worth keeping when Escape is pressed. */
const WORTH = 3

/**
 * Records a voice, lets it be heard and sends it: a row that stands in the place of the composer's. It begins at once, and when it
 * goes the microphone is free and the focus where it was.
 */
export function Recorder({ lang, device, onSend, onClose, create = createRecorder }: Props) {
  const words = recorderWords(lang)
  const { player } = usePorts()
  const panel = useRef<HTMLDivElement>(null)
  const [recorder] = useState(create)
  const state = useSyncExternalStore(recorder.subscribe, recorder.state)
  const { playback, toggle } = usePreview(state.phase === 'done' ? state.voice.file : null)
  const [isLeaving, setIsLeaving] = useState(false)

  useEffect(() => {
    // what plays would be recorded
    player.pause()
    recorder.start()
    return recorder.cancel
  }, [player, recorder])
  useEffect(
    () =>
      browserPage.watch((event) => {
        // phones take the microphone from a page that is not seen; who speaks at a PC may look something up meanwhile
        if (event !== 'frozen' && (event !== 'hidden' || device === 'pc')) return
        recorder.finish()
        if (event === 'frozen' && recorder.state().phase === 'asking') onClose()
      }),
    [recorder, device, onClose],
  )
  useFocus(panel, `${state.phase} ${isLeaving}`)

  const onKeyDown = (event: KeyboardEvent) => {
    // the key that led here is still held: it presses nothing
    if (event.repeat && (event.key === 'Enter' || event.key === ' ')) event.preventDefault()
    if (event.key !== 'Escape') return
    event.preventDefault()
    event.stopPropagation()
    // nothing that took somebody time is lost by a key alone
    if (state.phase === 'encoding' || event.repeat) return
    if (state.phase === 'done') setIsLeaving(!isLeaving)
    else if (state.phase === 'recording' && state.seconds >= WORTH) recorder.finish()
    else onClose()
  }
  const send = () => {
    if (state.phase !== 'done') return
    onSend(state.voice)
    onClose()
  }
  const start = () => {
    player.pause()
    recorder.start()
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape ends it wherever the focus in it is
    <div
      ref={panel}
      role="dialog"
      aria-label={words.label}
      tabIndex={-1}
      onKeyDown={onKeyDown}
      className="outline-none"
    >
      <RecorderBar
        state={state}
        isLeaving={isLeaving && state.phase === 'done'}
        playback={playback}
        meter={recorder}
        words={words}
        act={{
          start,
          finish: recorder.finish,
          close: onClose,
          toggle,
          send,
          keep: () => setIsLeaving(false),
        }}
      />
    </div>
  )
}

/** The focus goes in, follows what is done next as that changes, and goes back at the end, unless somebody took it away. */
function useFocus(panel: RefObject<HTMLElement | null>, step: string): void {
  const [before] = useState(() => document.activeElement)
  useEffect(() => {
    focusFirst(panel.current)
    return () => {
      if (isNowhere() && before instanceof HTMLElement) before.focus({ preventScroll: true })
    }
  }, [panel, before])
  // before others see that the button which had it is gone
  useLayoutEffect(() => {
    if (isNowhere() || panel.current?.contains(document.activeElement)) focusFirst(panel.current)
  }, [panel, step])
}

const isNowhere = () => document.activeElement === null || document.activeElement === document.body

const focusFirst = (panel: HTMLElement | null) =>
  panel?.querySelector<HTMLElement>('[data-first]')?.focus({ preventScroll: true })
