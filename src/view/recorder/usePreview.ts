import { useCallback, useEffect, useMemo, useSyncExternalStore } from 'react'
import { usePorts } from '~/kinds/ports'
import type { Playback } from '~/lib/audioPlayer'

const IDLE: Playback = { phase: 'idle' }

/** What plays a file by the one player of the page; it falls silent, and its memory is freed, when another comes or none. */
export function usePreview(file: Blob | null): Readonly<{ playback: Playback; toggle: () => void }> {
  const { player } = usePorts()
  const address = useMemo(() => createAddress(file), [file])
  const playback = useSyncExternalStore(player.subscribe, () =>
    address.url === null ? IDLE : player.playback(address.url),
  )
  useEffect(
    () => () => {
      const { url } = address
      if (url === null) return
      const { phase } = player.playback(url)
      if (phase === 'playing' || phase === 'loading') player.pause()
      address.free()
    },
    [address, player],
  )
  const toggle = useCallback(() => {
    const url = address.open()
    // its address is its name as well
    if (url !== null) player.toggle(url, url)
  }, [address, player])
  return { playback, toggle }
}

/** The address of a file, made when it is first wanted: what renders twice makes none twice. */
function createAddress(file: Blob | null) {
  let url: string | null = null
  return {
    get url() {
      return url
    },
    open() {
      if (file) url ??= URL.createObjectURL(file)
      return url
    },
    free() {
      if (url !== null) URL.revokeObjectURL(url)
      url = null
    },
  }
}
