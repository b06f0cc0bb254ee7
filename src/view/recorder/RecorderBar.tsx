import type { ReactNode } from 'react'
import { CircleAlert, LoaderCircle, Pause, Play, RotateCcw, SendHorizontal, Trash2, X } from 'lucide-react'
import type { Playback } from '~/lib/audioPlayer'
import { assertNever } from '~/lib/assertNever'
import { cn } from '~/lib/cn'
import { LONGEST, type Recorder, type RecorderState } from '~/lib/recorder/recorder'
import type { RecorderWords } from '~/view/words.recorder'
import { Level } from './Level'

/** Seconds before the end from which they are counted down. */
const COUNTDOWN = 10

export type RecorderActions = Readonly<
  Record<'start' | 'finish' | 'close' | 'toggle' | 'send' | 'keep', () => void>
>

type Props = Readonly<{
  state: RecorderState
  /** It is being asked whether what is recorded may be given up. */
  isLeaving: boolean
  playback: Playback
  meter: Pick<Recorder, 'level' | 'subscribe'>
  words: RecorderWords
  act: RecorderActions
}>

/**
 * One row, as high as the composer's. What is done next by most has `data-first`: it takes the focus. The sentence is always the
 * same element, so that readers speak what it says anew; where signs show it, it is not seen.
 */
export function RecorderBar(props: Props) {
  const { state, isLeaving, playback } = props
  const isSeen =
    isLeaving || playback.phase === 'failed' || (state.phase !== 'recording' && state.phase !== 'done')
  const isTrouble = state.phase === 'failed' || state.phase === 'short' || playback.phase === 'failed'
  return (
    <div className="flex min-h-15 flex-wrap items-center gap-2 px-3 py-2 pc:px-4">
      <Shown {...props} />
      <p
        role="status"
        className={cn(
          isSeen ? 'min-w-0 flex-1 basis-28 leading-[1.375] break-anywhere' : 'sr-only',
          isTrouble && !isLeaving ? 'text-danger' : 'text-text',
        )}
      >
        {sentenceOf(props)}
      </p>
      <div className="ml-auto flex flex-wrap items-center justify-end gap-2">
        <Buttons {...props} />
      </div>
    </div>
  )
}

function sentenceOf({ state, isLeaving, playback, words }: Props): string {
  if (isLeaving) return words.discard
  switch (state.phase) {
    case 'idle':
      return ''
    case 'recording':
      return LONGEST - state.seconds > COUNTDOWN ? words.recording : words.left(COUNTDOWN)
    case 'done':
      return playback.phase === 'failed' ? words.unplayable : words.done(state.voice.seconds)
    case 'failed':
      return words.failures[state.failure]
    case 'asking':
    case 'encoding':
    case 'short':
      return words[state.phase]
    default:
      return assertNever(state)
  }
}

/** What stands before the sentence, or in its place. */
function Shown({ state, isLeaving, playback, meter, words, act }: Props): ReactNode {
  if (isLeaving) return null
  switch (state.phase) {
    case 'recording': {
      const left = LONGEST - state.seconds
      return (
        <>
          <span aria-hidden className="h-2 w-2 shrink-0 rounded-[50%] bg-danger" />
          <span role="timer" className="min-w-11 tabular-nums">
            {clockTime(state.seconds)}
          </span>
          <Level meter={meter} />
          {left <= COUNTDOWN && (
            <span aria-hidden className="shrink-0 text-note text-waiting tabular-nums">
              {words.left(left)}
            </span>
          )}
        </>
      )
    }
    case 'done': {
      const { seconds } = state.voice
      const isBusy = playback.phase === 'playing' || playback.phase === 'loading'
      const Icon = isBusy ? Pause : Play
      return (
        <button
          type="button"
          data-first
          aria-label={isBusy ? words.pause(seconds) : words.play(seconds)}
          onClick={act.toggle}
          className={cn(
            'flex min-h-11 min-w-11 items-center gap-2 rounded-bubble bg-mine px-3 text-on-mine tabular-nums hover:brightness-95 active:brightness-90',
            playback.phase !== 'failed' && 'max-w-[251px] flex-1',
          )}
        >
          <Icon size={20} aria-hidden />
          <span className="whitespace-nowrap">{seconds}″</span>
        </button>
      )
    }
    case 'asking':
    case 'encoding':
      return (
        <span className="animate-soon">
          <LoaderCircle
            size={20}
            aria-hidden
            className="animate-spin text-secondary motion-reduce:animate-none"
          />
        </span>
      )
    case 'short':
    case 'failed':
      return <CircleAlert size={20} aria-hidden className="shrink-0 text-danger" />
    case 'idle':
      return null
    default:
      return assertNever(state)
  }
}

/** Of the failures those that another try may mend. */
const isHopeful = (state: RecorderState) =>
  state.phase !== 'failed' || (state.failure !== 'insecure' && state.failure !== 'unsupported')

function Buttons({ state, isLeaving, words: { actions, sendVoice }, act }: Props): ReactNode {
  if (isLeaving)
    return (
      <>
        <Button label={actions.drop} onClick={act.close} />
        <Button label={actions.keep} onClick={act.keep} isMain />
      </>
    )
  switch (state.phase) {
    case 'recording':
      return (
        <>
          <Button label={actions.cancel} onClick={act.close} />
          <Button label={actions.finish} onClick={act.finish} isMain />
        </>
      )
    case 'done':
      return (
        <>
          <Button label={actions.cancel} icon={<Trash2 size={20} aria-hidden />} onClick={act.close} />
          <Button label={actions.again} icon={<RotateCcw size={20} aria-hidden />} onClick={act.start} />
          <Button
            label={sendVoice}
            icon={<SendHorizontal size={20} aria-hidden />}
            onClick={act.send}
            isMain
            takesFocus={false}
          />
        </>
      )
    case 'short':
    case 'failed':
      return (
        <>
          <Button
            label={actions.close}
            icon={<X size={20} aria-hidden />}
            onClick={act.close}
            takesFocus={!isHopeful(state)}
          />
          {isHopeful(state) && (
            <Button
              label={state.phase === 'short' ? actions.again : actions.retry}
              onClick={act.start}
              isMain
            />
          )}
        </>
      )
    case 'idle':
    case 'asking':
    case 'encoding':
      return <Button label={actions.cancel} onClick={act.close} takesFocus />
    default:
      return assertNever(state)
  }
}

type ButtonProps = Readonly<{
  label: string
  icon?: ReactNode
  onClick: () => void
  isMain?: boolean
  takesFocus?: boolean
}>

function Button({ label, icon, onClick, isMain = false, takesFocus = isMain }: ButtonProps) {
  return (
    <button
      type="button"
      aria-label={icon ? label : undefined}
      title={icon ? label : undefined}
      data-first={takesFocus || undefined}
      onClick={onClick}
      className={cn(
        'flex min-h-11 min-w-11 shrink-0 items-center justify-center rounded-bubble px-3 active:brightness-90',
        isMain ? 'bg-accent font-bold text-on-accent hover:brightness-95' : 'text-secondary hover:bg-hover',
      )}
    >
      {icon ?? label}
    </button>
  )
}

const clockTime = (seconds: number) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
