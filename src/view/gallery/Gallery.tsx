import { type ReactNode, useMemo } from 'react'
import { type Ports, PortsProvider } from '~/kinds/ports'
import { createAudioPlayer, type Playback } from '~/lib/audioPlayer'
import type { Lang } from '~/lib/lang'
import { toolLang } from '~/lib/toolLang'
import { createMediaSizes } from '~/lib/mediaSizes'
import { localStore } from '~/lib/storage'
import { mediaUrl } from '~/lib/url'
import { keyOf } from '~/store/selectors'
import { Notice } from '~/ui/Notice'
import { Empty, Failed, Loading } from '~/view/list/EmptyList'
import { MessageRow } from '~/view/list/MessageRow'
import { Pill } from '~/view/list/Pill'
import { timeLabel } from '~/view/timeLabel'
import type { Words } from '~/view/words'
import { troubleWords } from '~/view/words.trouble'
import { DeskExhibit } from './DeskExhibit'
import { PicturesExhibit } from './PicturesExhibit'
import { RecorderExhibit } from './RecorderExhibit'
import { type Exhibit, kindExhibits, NOW, stateExhibits } from './samples'

type Props = Readonly<{ lang: Lang; words: Words }>

const HELLO = { 'zh-CN': '你好，请问有什么可以帮您？', en: 'Hello, how can I help?' }
const FOLDER = new URL('.', location.href).pathname
const NO_CLAIMS: ReadonlyMap<string, string> = new Map()
const IDLE = () => {}
const NO_ACTIONS = { resend: IDLE, edit: IDLE, remove: IDLE }

const PLAYBACKS: readonly Playback[] = [
  { phase: 'loading' },
  { phase: 'playing' },
  { phase: 'paused' },
  { phase: 'failed', reason: 'unreachable' },
  { phase: 'failed', reason: 'wideband' },
  { phase: 'failed', reason: 'kept' },
]

/** Every kind and every state on one page: fed by the kinds' own samples, without a server. */
export function Gallery({ lang, words }: Props) {
  const ports = useMemo(() => portsOf(lang), [lang])
  const all = useMemo(() => kindExhibits(), [])
  const states = useMemo(() => stateExhibits(HELLO[toolLang(lang)]), [lang])
  const voice = all.find(({ entry }) => entry.item.type === 'VOICE')
  return (
    <PortsProvider value={ports}>
      <main data-gallery className="mx-auto h-viewport max-w-[860px] overflow-y-auto bg-surface pb-16">
        <Wing title="kinds">
          {all.map((exhibit, i) => (
            <Row
              key={keyOf(exhibit.entry.item, NO_CLAIMS)}
              exhibit={exhibit}
              words={words}
              position={i + 1}
            />
          ))}
        </Wing>
        <Wing title="states of a message">
          {states.map((exhibit, i) => (
            <Row key={exhibit.name} exhibit={exhibit} words={words} position={all.length + i + 1} />
          ))}
        </Wing>
        <Wing title="states of a clip">
          {voice &&
            PLAYBACKS.map((playback, i) => (
              <PortsProvider
                key={'reason' in playback ? playback.reason : playback.phase}
                value={portsOf(lang, playback)}
              >
                <Row exhibit={voice} words={words} position={i + 1} />
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

function Row({
  exhibit: { entry, name, unreadLine = false, receipt },
  words,
  position,
}: Readonly<{ exhibit: Exhibit; words: Words; position: number }>) {
  const { mine, at } = entry.item
  return (
    <div title={name}>
      <MessageRow
        entry={entry}
        rowKey={`${name}-${mine}`}
        time={entry.showsTime ? timeLabel(at, NOW, words) : null}
        unreadLine={unreadLine}
        author={{ id: mine ? '200' : '2', name: mine ? words.me : words.roles.SALER, avatar: null }}
        receipt={receipt ?? null}
        words={words}
        actions={NO_ACTIONS}
        position={position}
        setSize={-1}
        isTabStop={false}
        isMarked={false}
      />
    </div>
  )
}

/** The samples' media lie beside the page, in whatever folder that is. */
const media = (raw: string) =>
  mediaUrl(raw.replace(/^\/mock-media\//, `${FOLDER}mock-media/`), location.href, false)

/** What the bodies need of a page: nothing remembered; a player that is in one phase for good, where one is told. */
function portsOf(lang: Lang, playback?: Playback): Ports {
  const player = createAudioPlayer({
    isPlayed: () => playback?.phase === 'playing' || playback?.phase === 'paused',
    load: (audio, tell) =>
      import('~/sync/playVoices').then(({ playVoices }) => playVoices(audio, tell, localStore, null)),
  })
  const sizes = createMediaSizes({ read: () => null, write: IDLE })
  return {
    lang,
    device: 'pc',
    sizes,
    remote: media,
    media,
    files: {
      urlOf: () => null,
      isComing: () => false,
      sizeOf: () => null,
      release: IDLE,
      subscribe: () => IDLE,
    },
    isForeign: () => false,
    letIn: new Set(),
    player: playback ? { ...player, playback: () => playback } : player,
  }
}
