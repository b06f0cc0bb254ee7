import { lazy, Suspense, useState } from 'react'
import type { Playback } from '~/lib/audioPlayer'
import type { Lang } from '~/lib/lang'
import { canRecord } from '~/lib/recorder/canRecord'
import type { MicrophoneFailure } from '~/lib/recorder/microphone'
import type { RecorderState, Voice } from '~/lib/recorder/recorder'
import { RecorderBar } from '~/view/recorder/RecorderBar'
import { recorderWords } from '~/view/words.recorder'

const Recorder = lazy(() =>
  import('~/view/recorder/Recorder').then((module) => ({ default: module.Recorder })),
)

type Exhibit = Readonly<{ state: RecorderState; isLeaving?: boolean; playback?: Playback }>

const done: RecorderState = { phase: 'done', voice: { file: new Blob(), name: 'voice.mp3', seconds: 7 } }
const failures: readonly MicrophoneFailure[] = [
  'refused',
  'missing',
  'inUse',
  'insecure',
  'unsupported',
  'broken',
]
const exhibits: readonly Exhibit[] = [
  { state: { phase: 'asking' } },
  { state: { phase: 'recording', seconds: 7 } },
  { state: { phase: 'recording', seconds: 52 } },
  { state: { phase: 'encoding' } },
  { state: done },
  { state: done, playback: { phase: 'playing' } },
  { state: done, playback: { phase: 'failed', reason: 'format' } },
  { state: done, isLeaving: true },
  { state: { phase: 'short' } },
  ...failures.map((failure): Exhibit => ({ state: { phase: 'failed', failure } })),
]

const IDLE = () => {}
const NO_ACTIONS = { start: IDLE, finish: IDLE, close: IDLE, toggle: IDLE, send: IDLE, keep: IDLE }
const METER = { level: () => 0.6, subscribe: () => IDLE }
const STILL: Playback = { phase: 'idle' }

/** The recorder, to be tried with one's own microphone, and its states. */
export function RecorderExhibit({ lang }: Readonly<{ lang: Lang }>) {
  const words = recorderWords(lang)
  return (
    <>
      <Live lang={lang} />
      {exhibits.map(({ state, isLeaving = false, playback = STILL }, i) => (
        // oxlint-disable-next-line react/no-array-index-key -- they never move
        <div key={i} className="border-t border-hairline bg-panel">
          <RecorderBar
            state={state}
            isLeaving={isLeaving}
            playback={playback}
            meter={METER}
            words={words}
            act={NO_ACTIONS}
          />
        </div>
      ))}
    </>
  )
}

function Live({ lang }: Readonly<{ lang: Lang }>) {
  const [isOpen, setIsOpen] = useState(false)
  const [sent, setSent] = useState<Readonly<{ voice: Voice; url: string }> | null>(null)
  const { label } = recorderWords(lang)
  return (
    <div data-recorder className="border-t border-hairline bg-panel">
      <button
        type="button"
        disabled={!canRecord()}
        onClick={() => setIsOpen(true)}
        className="min-h-11 px-3 text-accent underline pc:px-4"
      >
        {label}
      </button>
      {sent && (
        <a href={sent.url} download={sent.voice.name} className="px-3 text-link underline pc:px-4">
          {`${sent.voice.name} · ${sent.voice.seconds}″ · ${sent.voice.file.size} B`}
        </a>
      )}
      {isOpen && (
        <Suspense>
          <Recorder
            lang={lang}
            device="pc"
            onSend={(voice) => setSent({ voice, url: URL.createObjectURL(voice.file) })}
            onClose={() => setIsOpen(false)}
          />
        </Suspense>
      )}
    </div>
  )
}
