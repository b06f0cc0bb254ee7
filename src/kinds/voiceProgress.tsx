import { type CSSProperties, type KeyboardEvent, useEffect, useReducer, useRef } from 'react'
import type { AudioPlayer, Progress } from '~/lib/audioPlayer'
import type { Lang } from '~/lib/lang'
import { eachFrame } from '~/lib/voice/eachFrame'
import { listenToDrag } from './voiceDrag'
import { words } from './voiceWords'

// styles of its own: classes would be part of the first load
/** Where colours are forced its grounds would be that of the page. */
const BAR: CSSProperties = {
  forcedColorAdjust: 'none',
  left: 12,
  right: 12,
  bottom: 4,
  height: 3,
  pointerEvents: 'none',
}
const LINE: CSSProperties = { position: 'absolute', height: 3, borderRadius: 3, background: 'currentColor' }
const TRACK: CSSProperties = { ...LINE, width: '100%', opacity: 0.25 }
const DONE: CSSProperties = { ...LINE, width: '100%', transformOrigin: 'left' }
const RAIL: CSSProperties = { position: 'absolute', width: '100%' }
const KNOB: CSSProperties = { ...LINE, left: -4, top: -3, width: 8, height: 8, borderRadius: 4 }
/** On the ground of the list, also beside an own bubble. */
const BESIDE: CSSProperties = { top: 0, height: '100%', color: 'var(--color-link)' }

const RATES = [1, 1.5, 2]
/** Seconds that a key moves on; with Page Up and Down. */
const STEP = 1
const LEAP = 5

type Props = Readonly<{
  player: AudioPlayer
  /** Whether it goes on, or waits. */
  isRunning: boolean
  seconds: number | null
  mine: boolean
  lang: Lang
}>

/**
 * The bar at the foot of the bubble, which fills as the voice goes on and takes keys; a drag across the bubble moves it, and so does a
 * click of a mouse on it. It lies over the bubble, and the speed beside it: nothing changes its size when a voice begins.
 */
export function VoiceProgress({ player, isRunning, seconds, mine, lang }: Props) {
  const bar = useRef<HTMLSpanElement>(null)
  const done = useRef<HTMLSpanElement>(null)
  const knob = useRef<HTMLSpanElement>(null)
  const [, redraw] = useReducer((count: number) => count + 1, 0)
  const say = words[lang]
  const playing = player.playing()
  const { at, length } = progressOf(player)
  const whole = Math.floor(at)

  useEffect(() => {
    let drawn = -1
    const draw = () => {
      const { at, length } = progressOf(player)
      const all = length ?? seconds ?? 0
      // about a px of a long bubble: what nobody sees costs nothing
      const part = all > 0 ? Math.round(Math.min(1, at / all) * 200) / 200 : 0
      // what is read out changes by the second
      if (Math.floor(at) !== whole) redraw()
      if (part === drawn) return
      drawn = part
      // transforms: no frame lays anything out
      if (done.current) done.current.style.transform = `scaleX(${part})`
      if (knob.current) knob.current.style.transform = `translateX(${part * 100}%)`
    }
    draw()
    return isRunning ? eachFrame(draw) : undefined
  })

  useEffect(() => {
    const element = bar.current
    const bubble = element?.parentElement
    if (!element || !bubble) return undefined
    return listenToDrag(bubble, element, (part) => {
      const { length } = progressOf(player)
      if (length !== null) player.playing()?.seek(part * length)
      redraw()
    })
  }, [player])

  const onKeyDown = (event: KeyboardEvent) => {
    const to = goal(event.key, playing?.progress() ?? { at, length })
    if (to === null || event.ctrlKey || event.altKey || event.metaKey) return
    event.preventDefault()
    playing?.seek(to)
    redraw()
  }
  const rate = playing?.rate() ?? 1
  return (
    <>
      <span
        ref={bar}
        role="slider"
        tabIndex={0}
        aria-label={say.progress}
        aria-valuemin={0}
        aria-valuemax={Math.ceil(length ?? seconds ?? 0)}
        aria-valuenow={whole}
        aria-valuetext={say.reached(whole)}
        onKeyDown={onKeyDown}
        className="absolute rounded-full"
        style={BAR}
      >
        <span style={TRACK} />
        <span ref={done} style={DONE} />
        <span ref={knob} style={RAIL}>
          <span style={KNOB} />
        </span>
      </span>
      <button
        type="button"
        aria-label={say.rate(rate)}
        onClick={() => {
          playing?.setRate(RATES[(RATES.indexOf(rate) + 1) % RATES.length] ?? 1)
          redraw()
        }}
        className="absolute flex w-11 items-center justify-center rounded-bubble text-note tabular-nums hover:brightness-95 active:brightness-90 dark:hover:brightness-125"
        style={{ ...BESIDE, [mine ? 'right' : 'left']: '100%' }}
      >
        {rate}×
      </button>
    </>
  )
}

const NOWHERE: Progress = { at: 0, length: null }

const progressOf = (player: AudioPlayer) => player.playing()?.progress() ?? NOWHERE

/** The second that a key leads to; null for other keys, and where nobody knows how long the voice is. */
function goal(key: string, { at, length }: Progress): number | null {
  if (length === null) return null
  if (key === 'ArrowRight' || key === 'ArrowUp') return at + STEP
  if (key === 'ArrowLeft' || key === 'ArrowDown') return at - STEP
  if (key === 'PageUp') return at + LEAP
  if (key === 'PageDown') return at - LEAP
  if (key === 'Home') return 0
  return key === 'End' ? length : null
}
