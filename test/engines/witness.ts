/** What stands in each page before anything else, because not every driver tells of errors. */
declare global {
  interface Window {
    /** The element that all voices share, once there is one. */
    jhSound?: HTMLAudioElement
  }
}

/** Under which the page's tab keeps what it complained of: it outlives a reload. */
export const COMPLAINTS = 'jh-complaints'

function watch(key: string, isMuted: boolean): void {
  const complain = (text: string) => {
    const before = JSON.parse(sessionStorage.getItem(key) ?? '[]') as string[]
    sessionStorage.setItem(key, JSON.stringify([...before, text]))
  }
  // a message alone may be no more than 'Script error.'
  window.addEventListener('error', ({ message, filename, lineno, colno, error }) => {
    // that what a ResizeObserver changed is seen in the next frame only, which WebKit tells without a word of what it is
    const isPutOff =
      error === null &&
      /^ResizeObserver loop|^Script error\.$/.test(message) &&
      (lineno === 0 || filename === '')
    if (!isPutOff) complain(`${message} at ${filename}:${lineno}:${colno} ${String(error?.stack ?? error)}`)
  })
  window.addEventListener('unhandledrejection', ({ reason }) => complain(`rejected: ${String(reason)}`))
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
    complain(`policy: ${violatedDirective} ${blockedURI}`),
  )
  const { error } = console
  console.error = (...said: unknown[]) => {
    complain(`console: ${said.map(String).join(' ')}`)
    error.apply(console, said)
  }
  // Firefox paints what stands below styles before them
  new MutationObserver((_, observer) => {
    const styles = document.querySelector<HTMLLinkElement>('#root ~ link')
    if (!styles || styles.sheet || !document.getElementById('late')) return
    observer.disconnect()
    complain('what offers to reload stood there before the styles')
  }).observe(document, { childList: true, subtree: true })
  const Native = window.Audio
  window.Audio = function Audio() {
    window.jhSound = new Native()
    window.jhSound.muted = isMuted
    return window.jhSound
  } as unknown as typeof Audio
}

const WITNESS = 'witness.js'
const FRAMES = 'frames.html'

/**
 * The files that serve it, by name: the witness, and a page of frames as large as a phone's screen, one for each `?address`.
 * `isMuted`: voices play unheard.
 */
export const witnessFiles = (isMuted: boolean): Readonly<Record<string, string>> => ({
  [WITNESS]: `(${String(watch)})(${JSON.stringify(COMPLAINTS)}, ${isMuted})`,
  [FRAMES]: '<!doctype html><meta charset="utf-8" /><script src="frames.js"></script>',
  'frames.js': `addEventListener('DOMContentLoaded', () => {
    for (const address of new URLSearchParams(location.search).getAll('address')) {
      const frame = document.createElement('iframe')
      frame.id = 'frame' + document.body.childElementCount
      frame.src = address
      frame.allow = 'autoplay'
      frame.style.cssText = 'width: 375px; height: 667px; border: 0'
      document.body.append(frame)
    }
  })`,
})

/** Puts the witness, which lies in `folder`, into a page. */
export const witnessed =
  (folder: string) =>
  (html: string): string =>
    html.replace('<head>', `<head><script src="${folder}${WITNESS}"></script>`)

/** The address of a page in `folder` that shows these pages, each in an `<iframe>`: `#frame0` and on. */
export const framesOf = (folder: string, addresses: readonly string[]): string =>
  `${folder}${FRAMES}?${new URLSearchParams(addresses.map((address) => ['address', address])).toString()}`
