import { createContext, useContext, useSyncExternalStore } from 'react'
import type { AudioPlayer } from '~/lib/audioPlayer'
import type { Lang } from '~/lib/lang'
import type { LocalFiles } from '~/lib/localFiles'
import type { MediaSizes } from '~/lib/mediaSizes'

/** What a message body needs of the page around it. The app supplies it; a test or a gallery may supply its own. */
export type Ports = Readonly<{
  lang: Lang
  device: 'phone' | 'pc'
  /** Sizes of pictures, as earlier visits learned them. */
  sizes: MediaSizes
  /** The address at which a server has a picture or a voice; null if none may be requested (see `lib/url`). */
  remote: (raw: string) => string | null
  /** Where to load one from: this browser as long as it has the file of an own message, else `remote`. */
  media: (raw: string) => string | null
  /** Files of own messages that this browser still has. */
  files: Pick<LocalFiles, 'urlOf' | 'isComing' | 'sizeOf' | 'release' | 'subscribe'>
  /** Whether that address is on a host that is asked only when somebody taps. */
  isForeign: (url: string) => boolean
  /** Those of them that somebody has tapped in this visit. */
  letIn: Set<string>
  /** The one player of the page: starting a voice stops the one before. */
  player: AudioPlayer
}>

/** Shows the picture of a message, by its row's key, large; false: what shows it could not be loaded. Never rejects. */
export type ViewPicture = (id: string) => Promise<boolean>

const ViewContext = createContext<ViewPicture | null>(null)

export const ViewPictureProvider = ViewContext.Provider

/** null: a picture has no more than a page of its own. */
export const useViewPicture = (): ViewPicture | null => useContext(ViewContext)

const PortsContext = createContext<Ports | null>(null)

export const PortsProvider = PortsContext.Provider

export function usePorts(): Ports {
  const ports = useContext(PortsContext)
  if (!ports) throw new Error('a message body needs a PortsProvider above it')
  return ports
}

/**
 * Where a message's picture or voice is loaded from now, null for nowhere: a file of this browser may come or go, and is looked for
 * before it comes.
 */
export function useMedia(source: string): Readonly<{ url: string | null; isComing: boolean }> {
  const { media, files } = usePorts()
  const url = useSyncExternalStore(files.subscribe, () => media(source))
  const isComing = useSyncExternalStore(files.subscribe, () => files.isComing(source))
  return { url, isComing }
}
