import { otherRole, type Pair } from '~/domain/identity'
import type { Topic } from '~/domain/message'
import { PACES, type Paces } from '~/domain/pace'
import { type Lang, langs } from '~/lib/lang'
import { nameOf } from '~/lib/name'
import { hostsIn } from '~/lib/url'
import type { Profile } from '~/store/profiles'
import type { Role } from '~/wire/schema'

/** What the page is to do, checked. */
export type Config = Readonly<{
  pair: Pair
  me: Profile
  peer: Profile
  channel: 'PC' | 'WX'
  topic: Topic | null
  lang: Lang
  theme: Theme
  device: 'phone' | 'pc'
  paces: Paces
  /** Unicode code points of a longest message. */
  textLimit: number
  api: Readonly<{ base: string; encoding: 'form' | 'json' }>
  /** `hosts`: who is asked for media without a tap; null: everybody. */
  media: Readonly<{ base: string; bareNames: boolean; hosts: readonly string[] | null }>
}>

/** null: as the system is set. */
type Theme = 'light' | 'dark' | null

/** A setting that is missing or wrong: its name, what stands there ('' if nothing), and where it was looked for. */
export type Problem = Readonly<{
  name: string
  value: string
  place: 'address' | 'setting'
  /** `insecure`: plain http asked by an https page, which browsers forbid. `times`: no such list of seconds. `count`: no such number. */
  reason: 'missing' | 'invalid' | 'insecure' | 'times' | 'count'
}>

export type ConfigResult =
  | Readonly<{ ok: true; config: Config }>
  | Readonly<{ ok: false; problems: readonly Problem[]; lang: Lang; theme: Theme }>

export type ConfigSource = Readonly<{
  /** The page's whole address. */
  url: string
  userAgent: string
  /** How many fingers the screen feels. */
  touchPoints: number
  /** Content of `<meta name="…">`; null if there is none. */
  meta: (name: string) => string | null
  /** Settings of the build, `VITE_…`. */
  env: Readonly<Record<string, unknown>>
}>

const MOST = 64
/** Code points of a text that no setting tells otherwise, and the most that one may allow. */
const TEXT_LIMIT = 2_000
const LARGEST_TEXT_LIMIT = 100_000

/** Address and settings → configuration, or what is wrong with them, to be named on the page. */
export function readConfig(source: ConfigSource): ConfigResult {
  const url = new URL(source.url)
  const problems: Problem[] = []
  const param = (name: string) => url.searchParams.get(name)?.trim() ?? ''
  const setting = (name: string) => {
    const env = source.env[`VITE_${name.toUpperCase().replace(/-/g, '_')}`]
    return source.meta(`jh-${name}`)?.trim() || (typeof env === 'string' ? env.trim() : '')
  }
  const required = (name: string) => {
    const value = param(name)
    if (value === '') problems.push({ name, value, place: 'address', reason: 'missing' })
    else if (value.length > MOST && name !== 'fromrole')
      problems.push({ name, value: value.slice(0, MOST), place: 'address', reason: 'invalid' })
    return value
  }
  const base = (name: string, fallback: string) => {
    const value = setting(name)
    const resolved = value === '' ? fallback : webAddress(value, url.href)
    if (resolved === null) problems.push({ name: `jh-${name}`, value, place: 'setting', reason: 'invalid' })
    return resolved ?? fallback
  }

  const appid = required('appid')
  const from = required('from')
  const to = required('to')
  const fromrole = required('fromrole').toUpperCase()
  const role: Role = fromrole === 'SALER' ? 'SALER' : 'MEMBER'
  if (fromrole !== '' && fromrole !== role) {
    problems.push({ name: 'fromrole', value: fromrole.slice(0, MOST), place: 'address', reason: 'invalid' })
  }
  const apiBase = base('api-base', webAddress('/', url.href) ?? '')
  if (url.protocol === 'https:' && isPlain(apiBase)) {
    problems.push({ name: 'jh-api-base', value: apiBase, place: 'setting', reason: 'insecure' })
  }
  const mediaBase = base('media-base', apiBase === '' ? '' : new URL(apiBase).origin)
  const paces = (name: string, of: readonly (keyof Paces)[]) => {
    const value = setting(name)
    const told = value === '' ? {} : pacesIn(value, of)
    if (told === null) problems.push({ name: `jh-${name}`, value, place: 'setting', reason: 'times' })
    return told
  }
  const polls = paces('poll-seconds', ['active', 'idle', 'hidden'])
  const sweeps = paces('sweep-seconds', ['sweepActive', 'sweepIdle'])
  const limit = setting('text-limit')
  const textLimit = limit === '' ? TEXT_LIMIT : Number(limit)
  if (!Number.isInteger(textLimit) || textLimit < 1 || textLimit > LARGEST_TEXT_LIMIT)
    problems.push({ name: 'jh-text-limit', value: limit, place: 'setting', reason: 'count' })
  // what is no host there is nobody's
  const hosts = hostsIn(setting('media-hosts'))
  const lang = langs.find((lang) => lang.toLowerCase() === param('lang').toLowerCase()) ?? langs[0]
  const theme = themeOf(param('theme'))
  if (problems.length > 0) return { ok: false, problems, lang, theme }

  const bustype = param('bustype').toUpperCase()
  return {
    ok: true,
    config: {
      pair: { appid, me: { id: from, role }, peer: { id: to, role: otherRole(role) } },
      me: { nickname: nameOf(param('f_nickname')), avatar: param('f_avatar') },
      peer: { nickname: nameOf(param('t_nickname')), avatar: param('t_avatar') },
      channel: channelOf(param('channel').toUpperCase(), source.userAgent),
      topic: bustype === '' || bustype === 'CHAT' ? null : { type: bustype, id: param('busid') },
      lang,
      theme,
      device: deviceOf(source),
      paces: { ...PACES, ...polls, ...sweeps },
      textLimit,
      api: { base: apiBase, encoding: setting('post-encoding') === 'json' ? 'json' : 'form' },
      media: {
        base: `${mediaBase}/`,
        bareNames: setting('media-base') !== '',
        // what is relative leads to the first three
        hosts: hosts.length > 0 ? [...[url.href, apiBase, mediaBase].map(hostOf), ...hosts] : null,
      },
    },
  }
}

const themeOf = (told: string): Theme => (told === 'light' || told === 'dark' ? told : null)

function deviceOf({ userAgent, touchPoints }: ConfigSource): 'phone' | 'pc' {
  // an iPad says that it is a Mac; Macs have no touch screen
  const tablet = /Macintosh/.test(userAgent) && touchPoints > 1
  return tablet || /Android|iPhone|iPad|iPod|Mobile|OpenHarmony/i.test(userAgent) ? 'phone' : 'pc'
}

function channelOf(told: string, userAgent: string): 'PC' | 'WX' {
  if (told === 'PC' || told === 'WX') return told
  return /MicroMessenger/i.test(userAgent) ? 'WX' : 'PC'
}

/** Milliseconds of each, from a list of as many seconds: 1 to 600 and rising, with spaces or commas between. null if it is none. */
function pacesIn(list: string, of: readonly (keyof Paces)[]): Partial<Paces> | null {
  const seconds = list.split(/[\s,]+/).map(Number)
  if (seconds.length !== of.length || !seconds.every((one, i) => one >= (seconds[i - 1] ?? 1) && one <= 600))
    return null
  return Object.fromEntries(of.map((name, i) => [name, (seconds[i] ?? 0) * 1000]))
}

/** Whether browsers keep an https page from this address: all of http but the machine itself. */
const isPlain = (address: string) =>
  address.startsWith('http:') && !/^(localhost|127\.0\.0\.1|\[::1\])$/.test(new URL(address).hostname)

const hostOf = (address: string) => (address === '' ? '' : new URL(address).host)

/** An http(s) address without a slash at its end, from a whole address or a path on the page's own origin. */
function webAddress(value: string, page: string): string | null {
  try {
    const url = new URL(value, page)
    const web = url.protocol === 'https:' || url.protocol === 'http:'
    return web ? (url.origin + url.pathname).replace(/\/+$/, '') : null
  } catch {
    return null
  }
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
      VITE_MEDIA_BASE: import.meta.env.VITE_MEDIA_BASE,
      VITE_MEDIA_HOSTS: import.meta.env.VITE_MEDIA_HOSTS,
      VITE_POLL_SECONDS: import.meta.env.VITE_POLL_SECONDS,
      VITE_POST_ENCODING: import.meta.env.VITE_POST_ENCODING,
      VITE_SWEEP_SECONDS: import.meta.env.VITE_SWEEP_SECONDS,
      VITE_TEXT_LIMIT: import.meta.env.VITE_TEXT_LIMIT,
    },
  }
}
