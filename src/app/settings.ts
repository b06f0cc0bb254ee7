import type { Paces } from '~/domain/pace'
import type { ConfigSource } from './config'

/** Milliseconds of each, from a list of as many seconds: 1 to 600 and rising, with spaces or commas between. null if it is none. */
export function pacesIn(list: string, of: readonly (keyof Paces)[]): Partial<Paces> | null {
  const seconds = list.split(/[\s,]+/).map(Number)
  if (seconds.length !== of.length || !seconds.every((one, i) => one >= (seconds[i - 1] ?? 1) && one <= 600))
    return null
  return Object.fromEntries(of.map((name, i) => [name, (seconds[i] ?? 0) * 1000]))
}

/** Whether browsers keep an https page from this address: all of http but the machine itself. */
export const isPlain = (address: string) =>
  address.startsWith('http:') && !/^(localhost|127\.0\.0\.1|\[::1\])$/.test(new URL(address).hostname)

export const hostOf = (address: string) => (address === '' ? '' : new URL(address).host)

/** An http(s) address without a slash at its end, from a whole address or a path on the page's own origin. */
export function webAddress(value: string, page: string): string | null {
  const url = webUrl(value, page)
  return url && (url.origin + url.pathname).replace(/\/+$/, '')
}

/** An http(s) address of the page's own origin, whatever stands in its query; null for any other. */
export function ownAddress(value: string, page: string): string | null {
  const url = webUrl(value, page)
  return url && url.origin === new URL(page).origin ? url.href : null
}

/** An http(s) address, whole or relative to the page's, with its query; null for any other. */
export function webUrl(value: string, page: string): URL | null {
  try {
    const url = new URL(value, page)
    return url.protocol === 'https:' || url.protocol === 'http:' ? url : null
  } catch {
    return null
  }
}

export function channelOf(told: string, userAgent: string): 'PC' | 'WX' {
  if (told === 'PC' || told === 'WX') return told
  return /MicroMessenger/i.test(userAgent) ? 'WX' : 'PC'
}

/** What the browser tells, for `readConfig`. */
export function browserSource(): ConfigSource {
  return {
    url: location.href,
    userAgent: navigator.userAgent,
    touchPoints: navigator.maxTouchPoints,
    meta: (name) => document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? null,
    env: {
      VITE_API_BASE: import.meta.env.VITE_API_BASE,
      VITE_IDENTITY_URL: import.meta.env.VITE_IDENTITY_URL,
      VITE_KEEP_MESSAGES: import.meta.env.VITE_KEEP_MESSAGES,
      VITE_MEDIA_BASE: import.meta.env.VITE_MEDIA_BASE,
      VITE_MEDIA_HOSTS: import.meta.env.VITE_MEDIA_HOSTS,
      VITE_POLL_SECONDS: import.meta.env.VITE_POLL_SECONDS,
      VITE_POST_ENCODING: import.meta.env.VITE_POST_ENCODING,
      VITE_SWEEP_SECONDS: import.meta.env.VITE_SWEEP_SECONDS,
      VITE_TEXT_LIMIT: import.meta.env.VITE_TEXT_LIMIT,
      VITE_UNREAD_FROM: import.meta.env.VITE_UNREAD_FROM,
      VITE_UPLOAD_URL: import.meta.env.VITE_UPLOAD_URL,
    },
  }
}
