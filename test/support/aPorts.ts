import type { Ports } from '~/kinds/ports'
import { createAudioPlayer } from '~/lib/audioPlayer'
import { createMediaSizes } from '~/lib/mediaSizes'
import { mediaUrl } from '~/lib/url'
import { noFiles } from './aPlace'

/** What bodies need of a page: at https://im.example, on a PC, in Chinese, nothing remembered. */
export function aPorts(ports: Partial<Ports> = {}): Ports {
  const remote = (raw: string) => mediaUrl(raw, 'https://im.example', false)
  const { files = noFiles() } = ports
  return {
    lang: 'zh-CN',
    device: 'pc',
    sizes: createMediaSizes({ read: () => null, write: () => undefined }),
    player: createAudioPlayer({ load: () => new Promise(() => {}) }),
    remote,
    media: (raw) => files.urlOf(raw) ?? remote(raw),
    files,
    letIn: new Set(),
    isForeign: () => false,
    ...ports,
  }
}
