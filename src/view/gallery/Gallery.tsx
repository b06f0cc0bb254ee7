import { type ReactNode, useMemo, useSyncExternalStore } from 'react'
import { PortsProvider } from '~/kinds/ports'
import type { Playback } from '~/lib/audioPlayer'
import type { Lang } from '~/lib/lang'
import { toolLang } from '~/lib/toolLang'
import { keyOf } from '~/store/selectors'
import { Notice } from '~/ui/Notice'
import { Empty, Failed, Loading } from '~/view/list/EmptyList'
import { Pill } from '~/view/list/Pill'
import type { Words } from '~/view/words'
import { troubleWords } from '~/view/words.trouble'
import { DeskExhibit } from './DeskExhibit'
import { Frames } from './Frames'
import { galleryPorts } from './galleryPorts'
import { GalleryRow } from './GalleryRow'
import { overs } from './overs'
import { PicturesExhibit } from './PicturesExhibit'
import { RecorderExhibit } from './RecorderExhibit'
import { kindExhibits, stateExhibits } from './samples'
import { hashOf, type Over, Stage } from './Stage'

type Props = Readonly<{
  lang: Lang
  words: Words
  /** What of the page is made outside of the view. */
  more: readonly Over[]
}>

const HELLO = { 'zh-CN': '你好，请问有什么可以帮您？', en: 'Hello, how can I help?' }
const NO_CLAIMS: ReadonlyMap<string, string> = new Map()
const IDLE = () => {}

const PLAYBACKS: readonly Playback[] = [
  { phase: 'loading' },
  { phase: 'playing' },
  { phase: 'paused' },
  { phase: 'failed', reason: 'unreachable' },
  { phase: 'failed', reason: 'wideband' },
  { phase: 'failed', reason: 'kept' },
]

const subscribe = (listener: () => void) => {
  window.addEventListener('hashchange', listener)
  return () => window.removeEventListener('hashchange', listener)
}

/** Every kind and every state on one page, fed by samples, without a server; or the one exhibit that its hash names. */
export function Gallery({ lang, words, more }: Props) {
  const hash = useSyncExternalStore(subscribe, () => location.hash)
  const all = useMemo(() => [...overs, ...more], [more])
  const over = all.find(({ name }) => hashOf(name) === hash)
  return over ? (
    <Stage key={over.name} over={over} lang={lang} words={words} />
  ) : (
    <Wings lang={lang} words={words} all={all} />
  )
}

function Wings({ lang, words, all: overs }: Omit<Props, 'more'> & Readonly<{ all: readonly Over[] }>) {
  const ports = useMemo(() => galleryPorts(lang), [lang])
  const all = useMemo(() => kindExhibits(), [])
  const states = useMemo(() => stateExhibits(HELLO[toolLang(lang)]), [lang])
  const voice = all.find(({ entry }) => entry.item.type === 'VOICE')
  return (
    <PortsProvider value={ports}>
      <main data-gallery className="mx-auto h-viewport max-w-[860px] overflow-y-auto bg-surface pb-16">
        <Wing title="kinds">
          {all.map((exhibit, i) => (
            <GalleryRow
              key={keyOf(exhibit.entry.item, NO_CLAIMS)}
              exhibit={exhibit}
              words={words}
              position={i + 1}
            />
          ))}
        </Wing>
        <Wing title="states of a message">
          {states.map((exhibit, i) => (
            <GalleryRow key={exhibit.name} exhibit={exhibit} words={words} position={all.length + i + 1} />
          ))}
        </Wing>
        <Wing title="states of a clip">
          {voice &&
            PLAYBACKS.map((playback, i) => (
              <PortsProvider
                key={'reason' in playback ? playback.reason : playback.phase}
                value={galleryPorts(lang, { playback })}
              >
                <GalleryRow exhibit={voice} words={words} position={i + 1} />
              </PortsProvider>
            ))}
        </Wing>
        <Wing title="pictures to send">
          <PicturesExhibit lang={lang} label={words.composer.label} />
        </Wing>
        <Wing title="loading">
          <Loading words={words} />
        </Wing>
        <Wing title="not loaded">
          <Failed words={words} onRetry={IDLE} />
        </Wing>
        <Wing title="not loaded, blocked">
          <Failed words={words} onRetry={null} />
        </Wing>
        <Wing title="empty">
          <Empty name={words.roles.SALER} words={words} />
        </Wing>
        <Wing title="notices">
          <Notice tone="offline" text={words.offline} />
          <Notice tone="trouble" text={troubleWords(words.lang).notices.server} />
          <Notice
            tone="trouble"
            text={troubleWords(words.lang).notices.signedOut}
            actions={[{ label: words.actions.retry, onClick: IDLE }]}
          />
          <Notice tone="good" text={troubleWords(words.lang).notices.restored} />
        </Wing>
        <Wing title="way down">
          <div className="relative h-16">
            <Pill unseen={3} words={words} onClick={IDLE} />
          </div>
          <div className="relative h-16">
            <Pill unseen={0} words={words} onClick={IDLE} />
          </div>
        </Wing>
        <Wing title="rows of the desk">
          <DeskExhibit lang={lang} />
        </Wing>
        <Wing title="recorder">
          <RecorderExhibit lang={lang} />
        </Wing>
        <Frames overs={overs} />
      </main>
    </PortsProvider>
  )
}

function Wing({ title, children }: Readonly<{ title: string; children: ReactNode }>) {
  return (
    <section aria-label={title} className="pt-8">
      <h2 className="px-3 text-note font-bold text-secondary pc:px-4">{title}</h2>
      {children}
    </section>
  )
}
