import { parsedJson } from '~/lib/json'
import { createMediaMask, createNameMask, createPeopleMask } from './maskNames'
import { createTextMask, maskRaw } from './maskText'
import type { Exchange, Recording } from './recording'

const names = (list: string): ReadonlySet<string> => new Set(list.split(' '))

const PEOPLE = names('from to userid id')
const NAMES = names('f_nickname t_nickname nickname username')
const MEDIA = names('f_avatar t_avatar avatar url')
/** What makes a row that row, and says nothing of anybody. */
const KEPT = names('_id $oid')
/** What people wrote, and what tells of them: also where it is a number. */
const TEXTS = names('content busid fromarea message msg')

/** Words that the API chooses from, figures, times and yes or no: as texts or not. Anything else there is masked. */
const WORDS = names('appid type fromrole torole userrole channel bustype')
const WORD = /^[\w./-]{0,32}$/
const FIGURES = names(
  'sendtime readtime create_at update_at hearttime heartime lasttime page limit status isonline voiceLength imageSize size __v n nModified ok success',
)
const FIGURE = /^(?:[\d:.+\-TZ ]{0,40}|true|false)$/i

const HEADERS = names('date retry-after content-type')
const HEADER = /^[\w/.,:;=+ -]{0,80}$/
/** A name of a field that somebody programmed. */
const PROGRAMMED = /^[\w$-]{1,40}$/

/** What our own index.html says of itself: without it a page in place of an answer would be a stranger's. */
const OUR_PAGE = 'content="jh-im-web"'

/** Levels of what an answer holds; nothing is kept of what lies deeper. */
const DEEPEST = 100

/**
 * The same conversation without what anybody said, what they are called, who they are and what they sent: ids of rows, stamps,
 * numbers, types and failures stay, so that a client does with it what it did. A recording that is masked is left alone.
 */
export function maskRecording(recording: Recording): Recording {
  if (recording.masked) return recording
  const mask = createMask(idsIn(recording.exchanges.map(({ query, body, json }) => [query, body, json])))
  const exchanges = recording.exchanges.map((exchange, i) => maskExchange(exchange, mask, i))
  return { ...recording, masked: true, exchanges }
}

type Mask = (value: unknown) => unknown
type Owner = Readonly<Record<string, unknown>>

function maskExchange({ json, text, ...rest }: Exchange, mask: Mask, number: number): Exchange {
  const headers = Object.entries(rest.headers).filter(
    ([name, value]) => HEADERS.has(name) && HEADER.test(value),
  )
  return {
    ...rest,
    method: rest.method === 'POST' ? 'POST' : 'GET',
    endpoint: /^\w{1,64}$/.test(rest.endpoint) ? rest.endpoint : 'unknown',
    query: mask(rest.query) as Exchange['query'],
    body: mask(rest.body) as Exchange['body'],
    headers: Object.fromEntries(headers),
    ...(json !== undefined && { json: mask(json) }),
    ...(text !== undefined && { text: maskPage(text, number) }),
  }
}

const maskPage = (text: string, number: number) =>
  text
    .split(OUR_PAGE)
    .map((part) => maskRaw(part, number))
    .join(OUR_PAGE)

/** `ids`: of all people whom the recording knows; they may stand anywhere. */
function createMask(ids: ReadonlySet<string>): Mask {
  const maskText = createTextMask()
  const maskName = createNameMask()
  const maskPerson = createPeopleMask(ids)
  const maskMedia = createMediaMask(maskText)

  const maskString = (name: string, text: string, owner: Owner): string => {
    if (KEPT.has(name)) return text
    if (PEOPLE.has(name)) return maskPerson(text)
    if (NAMES.has(name)) return maskName(text, owner[name.startsWith('t_') ? 'torole' : 'fromrole'])
    if (MEDIA.has(name)) return maskMedia(text, '')
    if (WORDS.has(name) && WORD.test(text)) return text
    if (FIGURES.has(name) && FIGURE.test(text)) return text
    const kind = name === 'content' ? String(owner['type']).trim().toUpperCase() : ''
    if (kind === 'IMAGE' || kind === 'VOICE') return maskMedia(text, kind)
    return isPerson(name, text) ? maskPerson(text) : maskText(text)
  }

  const maskNumber = (name: string, number: number): unknown => {
    if (FIGURES.has(name) || KEPT.has(name)) return number
    const text = String(number)
    if (PEOPLE.has(name) || isPerson(name, text)) return numberOr(maskPerson(text))
    if (NAMES.has(name)) return maskName(text, undefined)
    return TEXTS.has(name) || isLong(number) ? numberOr(maskText(text)) : number
  }

  /** Short ones are as likely something else. */
  const isPerson = (name: string, value: string) => !TEXTS.has(name) && value.length > 2 && ids.has(value)

  const walk = (name: string, value: unknown, owner: Owner, depth: number): unknown => {
    if (depth > DEEPEST) return null
    if (typeof value === 'number') return maskNumber(name, value)
    if (typeof value === 'string') {
      const inner = name === 'data' ? jsonIn(value) : undefined
      return inner === undefined
        ? maskString(name, value, owner)
        : JSON.stringify(walk('', inner, {}, depth + 1))
    }
    if (Array.isArray(value)) return value.map((item: unknown) => walk(name, item, {}, depth + 1))
    if (!isRecord(value)) return value
    const fields = Object.entries(value).map(([key, item]) => [
      PROGRAMMED.test(key) ? key : maskText(key),
      walk(key, item, value, depth + 1),
    ])
    return Object.fromEntries(fields) as unknown
  }
  return (value) => walk('', value, {}, 0)
}

/** Digits that are no time: perhaps a telephone number. */
const isLong = (number: number) => number >= 1e7 && !(number >= 1e12 && number < 1e13)

const numberOr = (text: string) => (Number.isSafeInteger(Number(text)) ? Number(text) : text)

/** All ids of people in a value. */
function idsIn(value: unknown, ids = new Set<string>(), depth = 0): Set<string> {
  const inner = typeof value === 'string' ? jsonIn(value) : value
  if (typeof inner !== 'object' || inner === null || depth > DEEPEST) return ids
  for (const [name, item] of Object.entries(inner)) {
    if (PEOPLE.has(name) && (typeof item === 'string' || typeof item === 'number')) ids.add(String(item))
    idsIn(item, ids, depth + 1)
  }
  return ids
}

/** The list or object that a text is; undefined where it is none. */
function jsonIn(text: string): unknown {
  return /^\s*[[{]/.test(text) ? parsedJson(text) : undefined
}

const isRecord = (value: unknown): value is Owner => typeof value === 'object' && value !== null
