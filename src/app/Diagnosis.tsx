import { type CSSProperties, type ReactNode, useRef, useState } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { deviceClock } from '~/lib/clock'
import { copyText } from '~/lib/copyText'
import type { Chat } from '~/sync/chat'
import type { DeskInspection } from '~/sync/desk/inspectDesk'
import { inspect } from '~/sync/inspect'
import { Dialog } from '~/ui/Dialog'
import { notDrawn } from '~/ui/ErrorBoundary'
import { Notice } from '~/ui/Notice'
import { useClearing } from '~/view/useClearing'
import type { Words } from '~/view/words'
import { diagnosisWords } from '~/view/words.diagnosis'
import { troubleWords } from '~/view/words.trouble'
import { browserFacts } from './browserFacts'
import type { PageConfig } from './config'
import { watchGesture } from './diagnosisGesture'
import { diagnosisText } from './diagnosisText'
import { letInspect, letInspectDesk } from './inspectors'

/** What is looked at, as it is at that moment. `chat` says null where none is in front. */
export type Patient = Readonly<{
  chat: () => Chat | null
  desk?: () => DeskInspection
  config?: PageConfig
  words: Words
}>

/** The diagnosis of a patient, to be opened and closed again; from now on QA's panel may look too. */
export function createDiagnosis(patient: Patient): Readonly<{ toggle: () => void; stop: () => void }> {
  // a page of its own: whatever happens to the one that is looked at
  let root: Root | null = null
  const close = () => {
    root?.unmount()
    root = null
  }
  const stopInspecting = import.meta.env.MODE === 'production' ? null : letInspectPatient(patient)
  return {
    toggle: () => {
      if (root) return close()
      root = createRoot(document.createElement('div'))
      root.render(<Sheet look={() => look(patient)} words={patient.words} onClose={close} />)
    },
    stop: () => {
      stopInspecting?.()
      // not while another page is being drawn
      queueMicrotask(close)
    },
  }
}

/** Opens it whenever somebody asks for it, and closes it again; see `watchGesture`. Returns what ends it. */
export function startDiagnosis(patient: Patient): () => void {
  const { toggle, stop } = createDiagnosis(patient)
  const stopWatching = watchGesture(toggle, deviceClock.elapsed)
  return () => {
    stopWatching()
    stop()
  }
}

/** The conversation in front of a desk lets itself be looked at. */
function letInspectPatient({ chat, desk }: Patient): () => void {
  const found = chat()
  return desk ? letInspectDesk(desk) : found ? letInspect(found) : () => {}
}

type SheetProps = Readonly<{ look: () => string; words: Words; onClose: () => void }>

/** The diagnosis over the page. `look` makes its text. */
export function Sheet({ look, words, onClose }: SheetProps) {
  const say = diagnosisWords(words.lang)
  const [text, setText] = useState(look)
  return (
    <Dialog title={say.title} close={say.close} onClose={onClose}>
      <p className="py-3 text-note text-secondary">{say.hint}</p>
      <Report text={text} words={words} button={{ label: words.actions.copy, look: PRIMARY }}>
        <button type="button" onClick={() => setText(look())} className={PLAIN}>
          {say.refresh}
        </button>
      </Report>
    </Dialog>
  )
}

type CrashProps = Readonly<{ chat: Chat | null; config?: PageConfig; words: Words }>

/** What to tell support of a page that went wrong. */
export function Diagnosis({ chat, config, words }: CrashProps) {
  const [text] = useState(() => look({ chat: () => chat, words, ...(config && { config }) }))
  const { question, actions } = useClearing(chat && chat.store, words)
  return (
    <Report text={text} words={words} button={{ label: words.crashed.copy, look: PLAIN }}>
      {/* what is kept here may be what breaks the page each time */}
      <Notice tone="trouble" text={question ?? troubleWords(words.lang).clearing.hint} actions={actions} />
    </Report>
  )
}

const PLAIN = 'min-h-11 px-4 text-link underline hover:no-underline'
const PRIMARY = 'min-h-11 rounded-bubble bg-accent px-4 font-bold text-on-accent'

/* Not in the styles that every page loads before it shows anything. */
const COLUMNS: CSSProperties = {
  // Chinese is none of these fonts: what a browser takes for it instead may be one of a printer
  fontFamily: 'ui-monospace, Menlo, Consolas, monospace, var(--font-sans)',
  textAlign: 'start',
  userSelect: 'text',
  WebkitUserSelect: 'text',
}

type ReportProps = Readonly<{
  text: string
  words: Words
  /** What copies it. */
  button: Readonly<{ label: string; look: string }>
  children: ReactNode
}>

/** The text, to be read and to be copied. */
function Report({ text, words, button, children }: ReportProps) {
  const [tried, setTried] = useState<Readonly<{ text: string; isCopied: boolean }> | null>(null)
  // what was copied may not be what stands there any more
  const isCopied = tried?.text === text ? tried.isCopied : null
  const report = useRef<HTMLPreElement>(null)
  const copy = async () => {
    const isCopied = await copyText(text)
    setTried({ text, isCopied })
    if (!isCopied && report.current) getSelection()?.selectAllChildren(report.current)
  }
  return (
    <>
      <button type="button" onClick={() => void copy()} className={button.look}>
        {isCopied ? words.actions.copied : button.label}
      </button>
      {children}
      <p role="status" className="text-note text-waiting">
        {isCopied === false && diagnosisWords(words.lang).byHand}
      </p>
      <pre
        ref={report}
        style={COLUMNS}
        className="pt-4 text-note break-anywhere whitespace-pre-wrap text-secondary"
      >
        {text}
      </pre>
    </>
  )
}

/** Whatever cannot be looked at is left out: the page may be broken. */
function look({ chat, desk, config, words }: Patient): string {
  const found = chat()
  const seen = {
    build: ['jh-im-web', import.meta.env.VERSION, SCRIPT, import.meta.env.MODE].filter(Boolean).join(' '),
    now: deviceClock.wall(),
    chat: attempt(() => found && inspect(found)),
    desk: attempt(() => desk?.() ?? null),
    config: config ?? null,
    notDrawn: notDrawn(),
    browser: attempt(browserFacts),
  }
  return diagnosisText(seen, diagnosisWords(words.lang))
}

function attempt<T>(task: () => T): T | null {
  try {
    return task()
  } catch {
    return null
  }
}

/** The name of the script that holds this: it carries a hash of its content, and of the names of all that it needs. */
const SCRIPT = import.meta.url.split(/[?#]/)[0]?.split('/').pop()
