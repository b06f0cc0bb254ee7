import type { ConfigSource, Problem } from '~/app/config'
import { isPlain, webUrl } from '~/app/settings'

/** What the salesperson's desk is set to, checked. */
export type DeskSettings = Readonly<{
  /** Where the host tells whom the salesperson talks with; null: it does not. */
  contactsUrl: string | null
  /** The origins of pages that may carry the desk and talk with it, exactly; of no others a message is looked at. */
  hostOrigins: readonly string[]
  /** Reading requests a minute of all conversations together: polls, sweeps, counts, presence. */
  requestsPerMinute: number
}>

export type DeskSettingsResult =
  | Readonly<{ ok: true; settings: DeskSettings }>
  | Readonly<{ ok: false; problems: readonly Problem[] }>

/** Requests a minute that no setting tells otherwise: three a second. And the fewest and the most that one may tell. */
const REQUESTS = 180
const FEWEST = 10
const MOST = 6_000

/** What a problem shows of a value: an address may carry what is nobody's business. */
const SHOWN = 64

/** The settings of the desk from the page's metas and the build, or what is wrong with them. */
export function readDeskSettings(source: ConfigSource): DeskSettingsResult {
  const page = new URL(source.url)
  const problems: Problem[] = []
  const setting = (name: string) => {
    const env = source.env[`VITE_${name.toUpperCase().replace(/-/g, '_')}`]
    return source.meta(`jh-${name}`)?.trim() || (typeof env === 'string' ? env.trim() : '')
  }
  const wrong = (name: string, value: string, reason: Problem['reason']) =>
    void problems.push({ name: `jh-${name}`, value: value.slice(0, SHOWN), place: 'setting', reason })

  const address = setting('contacts-url')
  const contactsUrl = address === '' ? null : addressOf(address, page)
  if (address !== '' && contactsUrl === null) wrong('contacts-url', address, 'invalid')
  if (contactsUrl !== null && isKeptFrom(page, contactsUrl)) wrong('contacts-url', address, 'insecure')

  const list = setting('host-origins')
  const origins = list.split(/[\s,]+/).filter(Boolean)
  const hostOrigins = origins.map((one) => originOf(one, page))
  if (!hostOrigins.every(isText)) wrong('host-origins', list, 'origins')

  const rate = setting('requests-per-minute')
  const requestsPerMinute = rate === '' ? REQUESTS : /^\d+$/.test(rate) ? Number(rate) : 0
  if (requestsPerMinute < FEWEST || requestsPerMinute > MOST) wrong('requests-per-minute', rate, 'rate')

  if (problems.length > 0) return { ok: false, problems }
  return {
    ok: true,
    settings: { contactsUrl, hostOrigins: [...new Set(hostOrigins.filter(isText))], requestsPerMinute },
  }
}

/** The settings of the build that the desk alone has: read here, so that the first load does without. */
export const withDeskEnv = (source: ConfigSource): ConfigSource => ({
  ...source,
  env: {
    VITE_CONTACTS_URL: import.meta.env.VITE_CONTACTS_URL,
    VITE_HOST_ORIGINS: import.meta.env.VITE_HOST_ORIGINS,
    VITE_REQUESTS_PER_MINUTE: import.meta.env.VITE_REQUESTS_PER_MINUTE,
    ...source.env,
  },
})

/** An http(s) address with its query; one with a name and a password in it cannot be asked. */
function addressOf(value: string, page: URL): string | null {
  const url = webUrl(value, page.href)
  return url && url.username === '' && url.password === '' ? url.href : null
}

/**
 * An origin as browsers tell it (`event.origin`); `self` is that of the page. null for whatever says more or less than one: a path, a
 * wildcard, another scheme, and plain http around an https page, where anybody on the way could speak for it.
 */
function originOf(value: string, page: URL): string | null {
  if (value === 'self') return page.origin
  if (!/^https?:\/\//i.test(value)) return null
  const url = webUrl(value, page.href)
  if (!url || !/^[a-z0-9.-]+$|^\[[\da-f:.]+\]$/.test(url.hostname)) return null
  const isBare = `${url.origin}/` === url.href && !/[?#]/.test(value)
  return isBare && !isKeptFrom(page, url.href) ? url.origin : null
}

const isKeptFrom = (page: URL, address: string) => page.protocol === 'https:' && isPlain(address)

const isText = (value: string | null): value is string => value !== null
