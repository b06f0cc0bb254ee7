import { createContext, useContext } from 'react'
import type { AudioPlayer } from '~/lib/audioPlayer'
import type { Lang } from '~/lib/lang'
import type { MediaSizes } from '~/lib/mediaSizes'

/** What a message body needs of the page around it. The app supplies it; a test or a gallery may supply its own. */
export type Ports = Readonly<{
  lang: Lang
  device: 'phone' | 'pc'
  /** Sizes of pictures, as earlier visits learned them. */
  sizes: MediaSizes
  /** The address to load a picture or a voice from; null if none may be requested (see `lib/url`). */
  media: (raw: string) => string | null
  /** Whether that address is on a host that is asked only when somebody taps. */
  isForeign: (url: string) => boolean
  /** The one player of the page: starting a voice stops the one before. */
  player: AudioPlayer
}>

const PortsContext = createContext<Ports | null>(null)

export const PortsProvider = PortsContext.Provider

export function usePorts(): Ports {
  const ports = useContext(PortsContext)
  if (!ports) throw new Error('a message body needs a PortsProvider above it')
  return ports
}
