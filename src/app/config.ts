import { otherRole, type Pair, type Party } from '~/domain/identity'
import { PACES, type Paces } from '~/domain/pace'
import type { ToldTopic } from '~/domain/topic'
import { deviceOf } from '~/lib/device'
import { type Lang, langs } from '~/lib/lang'
import { nameOf } from '~/lib/name'
import { hostsIn, mediaUrl } from '~/lib/url'
import type { Profile } from '~/store/profiles'
import type { AddressProblem } from '~/view/AddressProblems'
import type { Identity } from '~/wire/identity'
import type { Role } from '~/wire/schema'
import { channelOf, hostOf, isPlain, ownAddress, pacesIn, webAddress, webUrl } from './settings'

/** What the page is to do, checked: whichever it shows. */
export type PageConfig = Readonly<{
  me: Profile
  channel: 'PC' | 'WX'
  topic: ToldTopic
  lang: Lang
  theme: Theme
  device: 'phone' | 'pc'
  paces: Paces
  /** Unicode code points of a longest message. */
  textLimit: number
  /** The newest messages stay in this browser for the first frame of the next visit; of a conversation that has the page to itself. */
  keeps: boolean
  api: Readonly<{ base: string; encoding: 'form' | 'json'; unreadFrom: 'sender' | 'reader' }>
  /** `hosts`: who is asked for media without a tap; null: everybody. */
  media: Readonly<{ base: string; bareNames: boolean; hosts: readonly string[] | null }>
  /** Where files are posted to; null: nowhere, and no pictures and voices are sent. */
  uploadUrl: string | null
}>

/** One conversation. */
export type Config = PageConfig & Readonly<{ pair: Pair; peer: Profile }>

/** All conversations of a salesperson: the address of one who names nobody. */
export type DeskConfig = PageConfig & Readonly<{ appid: string; saler: Party }>

/** null: as the system is set. */
type Theme = 'light' | 'dark' | null

/** A setting that is missing or wrong, to be named on the page. */
export type Problem = AddressProblem

export type ConfigResult =
  | Readonly<{ ok: true; desk: false; config: Config }>
  /** `source`: the desk has settings of its own, which are read where it is loaded. */
  | Readonly<{ ok: true; desk: true; config: DeskConfig; source: ConfigSource }>
  /** `identityUrl`: it must be asked first who is looking; null: something is wrong. */
  | Readonly<{
      ok: false
      problems: readonly Problem[]
      identityUrl: string | null
      lang: Lang
      theme: Theme
    }>

export type ConfigSource = Readonly<{
  /** The page's whole address. */
  url: string
  userAgent: string
  /** How many fingers the screen feels. */
  touchPoints: number
  /** Content of `<meta name="…">`; null if there is none. */
  meta: (name: string) => string | null
  /** PageConfig of the build, `VITE_…`. */
  env: Readonly<Record<string, unknown>>
}>

const MOST = 64
/** Code points of a text that no setting tells otherwise, and the most that one may allow. */
const TEXT_LIMIT = 2_000
const LARGEST_TEXT_LIMIT = 100_000

/**
 * Address and settings → configuration, or what is wrong with them, to be named on the page. Of a parameter that stands twice the
 * first counts. Where the host tells who is looking (`identity`), what the address says of that is ignored.
 */
export function readConfig(source: ConfigSource, identity: Identity | null = null): ConfigResult {
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

  const lang = langs.find((lang) => lang.toLowerCase() === param('lang').toLowerCase()) ?? langs[0]
  const theme = themeOf(param('theme'))
  const askAt = setting('identity-url')
  const identityUrl = askAt === '' ? null : ownAddress(askAt, url.href)
  if (askAt !== '' && identityUrl === null)
    problems.push({ name: 'jh-identity-url', value: askAt, place: 'setting', reason: 'foreign' })
  if (identityUrl !== null && !identity) return { ok: false, problems: [], identityUrl, lang, theme }

  const appid = identity?.appid ?? required('appid')
  const from = identity?.from ?? required('from')
  // an empty one was meant to be somebody
  const isDesk =
    (identity?.fromrole ?? param('fromrole').toUpperCase()) === 'SALER' && !url.searchParams.has('to')
  const to = isDesk ? '' : required('to')
  const fromrole = identity?.fromrole ?? required('fromrole').toUpperCase()
  const role: Role = fromrole === 'SALER' ? 'SALER' : 'MEMBER'
  if (fromrole !== '' && fromrole !== role) {
    problems.push({ name: 'fromrole', value: fromrole.slice(0, MOST), place: 'address', reason: 'invalid' })
  }
  const apiBase = base('api-base', webAddress('/', url.href) ?? '')
  if (url.protocol === 'https:' && isPlain(apiBase)) {
    problems.push({ name: 'jh-api-base', value: apiBase, place: 'setting', reason: 'insecure' })
  }
  const uploadAt = setting('upload-url')
  const uploadUrl = uploadAt === '' ? null : (webUrl(uploadAt, url.href)?.href ?? null)
  if (uploadAt !== '' && uploadUrl === null)
    problems.push({ name: 'jh-upload-url', value: uploadAt, place: 'setting', reason: 'invalid' })
  if (url.protocol === 'https:' && uploadUrl !== null && isPlain(uploadUrl))
    problems.push({ name: 'jh-upload-url', value: uploadUrl, place: 'setting', reason: 'insecure' })
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
  const side = setting('unread-from')
  if (!['', 'sender', 'reader'].includes(side))
    problems.push({ name: 'jh-unread-from', value: side, place: 'setting', reason: 'side' })
  const whoKeeps = setting('keep-messages')
  if (!['', 'members', 'none', 'all'].includes(whoKeeps))
    problems.push({ name: 'jh-keep-messages', value: whoKeeps, place: 'setting', reason: 'keepers' })
  if (problems.length > 0) return { ok: false, problems, identityUrl: null, lang, theme }

  // what is no host there is nobody's
  const named = hostsIn(setting('media-hosts'))
  // what is relative leads to the first three
  const hosts = [...[url.href, apiBase, mediaBase].map(hostOf), ...named]
  const isOurs = (address: string | null) => address !== null && hosts.includes(hostOf(address))
  /** Anybody can make a link: a picture elsewhere would tell its owner who opens it, and be sent along with each message. */
  const avatar = (name: string) => (isOurs(mediaUrl(param(name), `${mediaBase}/`, true)) ? param(name) : '')

  const self: Party = { id: from, role }
  const page: PageConfig = {
    me: identity
      ? { nickname: identity.nickname, avatar: identity.avatar }
      : { nickname: nameOf(param('f_nickname')), avatar: avatar('f_avatar') },
    channel: channelOf(param('channel').toUpperCase(), source.userAgent),
    topic: topicOf(param('bustype').toUpperCase(), nameOf(param('busid')), role),
    lang,
    theme,
    device: deviceOf(source),
    paces: { ...PACES, ...polls, ...sweeps },
    textLimit,
    keeps: whoKeeps === 'all' || (whoKeeps !== 'none' && role === 'MEMBER'),
    api: {
      base: apiBase,
      encoding: setting('post-encoding') === 'json' ? 'json' : 'form',
      unreadFrom: side === 'reader' ? 'reader' : 'sender',
    },
    media: {
      base: `${mediaBase}/`,
      bareNames: setting('media-base') !== '',
      hosts: named.length > 0 ? hosts : null,
    },
    uploadUrl,
  }
  if (isDesk) return { ok: true, desk: true, config: { ...page, appid, saler: self }, source }
  const pair = { appid, me: self, peer: { id: to, role: otherRole(role) } }
  const peer = { nickname: nameOf(param('t_nickname')), avatar: avatar('t_avatar') }
  return { ok: true, desk: false, config: { ...page, pair, peer } }
}

/** A salesperson answers about what they are asked; a member whose address names nothing asks about nothing in particular. */
function topicOf(type: string, id: string, role: Role): ToldTopic {
  if (type === '') return role === 'SALER' ? 'theirs' : null
  return type === 'CHAT' ? null : { type: nameOf(type), id }
}

const themeOf = (told: string): Theme => (told === 'light' || told === 'dark' ? told : null)
