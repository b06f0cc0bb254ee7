import type { Ports } from '~/kinds/ports'
import { createAudioPlayer, type Playback } from '~/lib/audioPlayer'
import type { Lang } from '~/lib/lang'
import { createMediaSizes } from '~/lib/mediaSizes'
import { localStore } from '~/lib/storage'
import { mediaUrl } from '~/lib/url'

const FOLDER = new URL('.', location.href).pathname
const IDLE = () => {}

/** The samples' media lie beside the page, in whatever folder that is. */
const media = (raw: string) =>
  mediaUrl(raw.replace(/^\/mock-media\//, `${FOLDER}mock-media/`), location.href, false)

/** What the bodies need of a page: nothing remembered; a player that is in one phase for good, where one is told. */
export function galleryPorts(
  lang: Lang,
  { device = 'pc', playback }: Readonly<{ device?: Ports['device']; playback?: Playback }> = {},
): Ports {
  const player = createAudioPlayer({
    isPlayed: () => playback?.phase === 'playing' || playback?.phase === 'paused',
    load: (audio, tell) =>
      import('~/sync/playVoices').then(({ playVoices }) => playVoices(audio, tell, localStore, null)),
  })
  const sizes = createMediaSizes({ read: () => null, write: IDLE })
  return {
    lang,
    device,
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
