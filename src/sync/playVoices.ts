import type { Playing, Tell } from '~/lib/audioPlayer'
import type { Storage } from '~/lib/storage'
// oxlint-disable-next-line import/default -- Vite makes it
import AmrWorker from '~/lib/voice/amr.worker?worker'
import { createClips } from '~/lib/voice/clips'
import { decodeApart } from '~/lib/voice/decodeApart'
import { createPlaying } from '~/lib/voice/playing'
import type { ChatStore } from '~/store/chatStore'
import { keepPlayed } from '~/store/keepPlayed'
import { isPlayed, type Played } from '~/store/played'
import { readClip } from '~/wire/clipFile'

/** A conversation whose voices play, one after the other. */
export type Voices = Readonly<{
  store: ChatStore
  played: Played
  /** Under which `played` is kept. */
  key: string
  /** As the message bodies have them. */
  media: (raw: string) => string | null
  isForeign: (url: string) => boolean
}>

/** Where it is kept how fast voices play: of this browser, whoever listens. */
const RATE = 'jh-im:rate'
const RATES = new Set<unknown>([1, 1.5, 2])

/** Of the page, not of a conversation: what was opened stays ready, and no more than that. */
const probe = () => document.createElement('audio')
const clips = createClips({
  read: readClip,
  decode: (file, signal) => decodeApart(() => new AmrWorker(), file, signal),
  canPlay: (mime) => probe().canPlayType(mime) !== '',
})

/** Brings clips to sound over `audio`; without a conversation one by one. */
export function playVoices(
  audio: HTMLAudioElement,
  tell: Tell,
  storage: Storage,
  voices: Voices | null,
): Playing {
  const kept = storage.read(RATE)
  let rate = RATES.has(kept) ? (kept as number) : 1
  return createPlaying({
    audio,
    tell,
    clips,
    rate: {
      get: () => rate,
      keep(wanted) {
        rate = wanted
        storage.write(RATE, wanted)
      },
    },
    next: (id) => (voices ? nextUnplayed(voices, id) : null),
    onHeard(id) {
      // own ones count as played, and a preview is no message
      const isTheirs = voices?.store.getState().log.rows.some((row) => row.id === id && !row.mine)
      if (voices && isTheirs) keepPlayed(voices.played, id, storage, voices.key)
    },
  })
}

/** The next voice of the same sender that nobody has played here: of the other side, since own ones count as played. */
export function nextUnplayed(
  { store, played, media, isForeign }: Omit<Voices, 'key'>,
  id: string,
): Readonly<{ id: string; url: string }> | null {
  const { rows } = store.getState().log
  const at = rows.findIndex((row) => row.id === id)
  if (at < 0 || rows[at]?.mine) return null
  for (const { id, mine, content } of rows.slice(at + 1)) {
    if (mine || content.type !== 'VOICE' || isPlayed(played, id)) continue
    const url = media(content.source)
    // what is asked for by a tap only is not played on to
    if (url !== null && !isForeign(url)) return { id, url }
  }
  return null
}
