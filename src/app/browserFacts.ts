import { localStore } from '~/lib/storage'

/** What this browser is and offers, as far as it bears on us: neither the page's address nor anything that was kept. */
export type BrowserFacts = Readonly<
  Record<'browser' | 'screen' | 'network' | 'offers' | 'storage', readonly string[]>
>

/** Written and removed again: whether anything can be kept. */
const PROBE = 'jh-im:probe'

type Connection = Readonly<{ effectiveType?: string; saveData?: boolean }>

/** Looks at the browser that the page runs in. */
export function browserFacts(): BrowserFacts {
  const { userAgent, languages, onLine } = navigator
  const { connection, maxTouchPoints = 0 } = navigator as Partial<Navigator> & { connection?: Connection }
  return {
    browser: [
      userAgent,
      languages.join(' '),
      Intl.DateTimeFormat().resolvedOptions().timeZone,
      ...(window.isSecureContext ? [] : ['insecure context']),
      ...(window.parent === window ? [] : ['framed']),
    ],
    screen: [
      `${innerWidth}×${innerHeight}`,
      `DPR ${Math.round(devicePixelRatio * 100) / 100}`,
      `touch ${maxTouchPoints}`,
      document.visibilityState,
      ...PREFERS.filter((query) => matches(query)),
    ],
    network: [
      onLine ? 'online' : 'offline',
      ...(connection?.effectiveType ? [connection.effectiveType] : []),
      ...(connection?.saveData ? ['save-data'] : []),
    ],
    offers: OFFERS.map(([name, isThere]) => `${isThere() ? '+' : '-'}${name}`),
    storage: [doesKeep() ? 'works' : 'does not work'],
  }
}

const PREFERS = [
  'prefers-color-scheme: dark',
  'prefers-reduced-motion: reduce',
  'prefers-contrast: more',
  'forced-colors: active',
  'pointer: coarse',
]

const matches = (query: string) => typeof matchMedia === 'function' && matchMedia(`(${query})`).matches

const OFFERS: readonly (readonly [name: string, isThere: () => boolean])[] = [
  ['indexedDB', () => typeof indexedDB !== 'undefined'],
  ['locks', () => 'locks' in navigator],
  ['BroadcastChannel', () => typeof BroadcastChannel !== 'undefined'],
  ['Worker', () => typeof Worker !== 'undefined'],
  ['AudioContext', () => 'AudioContext' in window || 'webkitAudioContext' in window],
  ['MediaRecorder', () => 'MediaRecorder' in window],
  ['microphone', () => 'mediaDevices' in navigator],
  ['clipboard', () => 'clipboard' in navigator],
  ['Notification', () => 'Notification' in window],
  ['serviceWorker', () => 'serviceWorker' in navigator],
  // somebody else's: it may answer in the server's place
  ['serviceWorkerControls', () => Boolean((navigator as Partial<Navigator>).serviceWorker?.controller)],
]

function doesKeep(): boolean {
  const works = localStore.write(PROBE, 1) && localStore.read(PROBE) === 1
  localStore.remove(PROBE)
  return works
}
