import type { ResolveTopic } from '~/domain/topic'
import type { HostEvent } from '~/sync/chat'
import type { PreviewImage } from '~/view/ChatContext'
import type { HostUpload } from '~/wire/upload'

/** What the page that carries us may set as `window.jhIm` before our script runs; all of it optional, and trusted as our own code. */
export type Host = Readonly<{
  /** Hears what happens, in numbers: never what anybody said, nor who they are. */
  onEvent: (event: HostEvent) => void
  /** Tells of a product or an order: `{ title, note, image, href }`, or null; null where no host does. */
  resolveTopic: ResolveTopic | null
  /** Brings a picture or a voice to an address, in place of our own upload: `(file, { name, signal, onProgress }) => url`. */
  upload: HostUpload | null
  /** Shows pictures in its own viewer, such as WeChat's; null where no host does. */
  previewImage: PreviewImage | null
}>

/** Reads what the host has set. What its functions and getters throw is its own business: nothing here stops for it. */
export function readHost(set: unknown): Host {
  const given = typeof set === 'object' && set !== null ? (set as Record<string, unknown>) : {}
  const read = (name: keyof Host) => {
    try {
      return given[name]
    } catch {
      return null
    }
  }
  const [onEvent, resolveTopic] = [read('onEvent'), read('resolveTopic')]
  const [upload, previewImage] = [read('upload'), read('previewImage')]
  return {
    onEvent: (event) => {
      try {
        if (typeof onEvent === 'function') onEvent.call(given, event)
      } catch {
        // see above
      }
    },
    resolveTopic:
      typeof resolveTopic === 'function'
        ? async (topic, signal) => (await resolveTopic.call(given, topic, signal)) as unknown
        : null,
    upload:
      typeof upload === 'function'
        ? async (file, options) => (await upload.call(given, file, options)) as unknown
        : null,
    previewImage:
      typeof previewImage === 'function'
        ? (current, urls) => previewImage.call(given, current, urls) as unknown
        : null,
  }
}
