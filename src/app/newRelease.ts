import { useSyncExternalStore } from 'react'
import { isGone } from '~/wire/gone'

let isThere = false
let tell = () => {}

// Heard from the first line on: the wording of a language may be what is gone.
window.addEventListener('vite:preloadError', ({ payload }) => {
  // without a network nothing is known of releases, nor where the server is down; Safari does not say which file it was
  void isGone(/https?:\S+/.exec(String(payload))?.[0] ?? null).then((gone) => {
    if (!gone) return
    isThere = true
    tell()
  })
})

/**
 * Whether a newer release has taken this page's place: a part of it that is loaded on demand is no longer at the server.
 * https://vite.dev/guide/build#load-error-handling
 */
export const useNewRelease = (): boolean => useSyncExternalStore(subscribe, () => isThere)

/** The one who asks is the page. */
function subscribe(listener: () => void): () => void {
  tell = listener
  return () => (tell = () => {})
}
