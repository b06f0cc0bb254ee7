import { ENTITIES } from '~/lib/entities'
import { linksIn } from '~/lib/links'
import { draw } from '~/mocks/random'

/** Letters without those of http, www, mailto and tel; digits without those of a mobile number's beginning and of zeros that a number would drop: noise never becomes a link. */
const LOWER = 'abcdefgijknoqrsuvxyz'
const UPPER = LOWER.toUpperCase()
const DIGITS = '2345678'
const HAN =
  '天地日月星云雨雪风山水火木土金石田花草树竹林松柏春夏秋冬东南西北上下左右前后里外大小多少高低长短方圆红黄蓝白黑青紫灰米面茶酒桌椅门窗衣帽书笔纸刀车船桥路马牛羊鸟鱼虫'

/** A kind of character, and what stands for it: as long in UTF-16 units, and read in the same direction. */
const KINDS = (
  [
    [/[a-z]/, LOWER],
    [/[A-Z]/, UPPER],
    [/[0-9]/, DIGITS],
    [/\p{Script=Han}/u, HAN],
    [/\p{Script=Hiragana}/u, 'あいうえおかきくけこさしすせそ'],
    [/\p{Script=Katakana}/u, 'アイウエオカキクケコサシスセソ'],
    [/\p{Script=Hangul}/u, '가나다라마바사아자차카타파하'],
    [/\p{Script=Arabic}/u, 'بتثجحخدذرزسشصضطظعغفقكلمنهوي'],
    [/\p{Script=Hebrew}/u, 'אבגדהוזחטיכלמנסעפצקרשת'],
    [/\p{Script=Cyrillic}/u, 'абвгдежзиклмнопрстуфхцчшэюя'],
    [/\p{Script=Thai}/u, 'กขคงจฉชซญดตถทนบปผพมยรลวสหอ'],
    [/[\u{1F1E6}-\u{1F1FF}]/u, '🇦🇧🇨🇩🇪🇫🇬🇭🇮🇯🇰🇱🇲🇳'],
    // letters that nobody sees, of flags
    [/[\u{E0000}-\u{E007F}]/u, '\u{E0061}\u{E0062}\u{E0063}\u{E0064}'],
    [/[\u{10000}-\u{10FFFF}]/u, '😀😃😄😁😆😅😂🙂🙃😉😊😋😛😜😝😐😑😶😏😴'],
    [/\p{Extended_Pictographic}/u, '☀☁☂☃☄★☆☎☕♠♣♥♦♨'],
    [/\p{N}/u, '２３４５６７８９'],
    [/\p{L}/u, LOWER],
  ] as const
).map(([kind, pool]) => ({ kind, pool: Array.from(pool) }))

const ANY = Array.from(HAN)

/** Skin tones and the like change the emoji before them, and say nothing by themselves. */
const MODIFIER = /\p{Emoji_Modifier}|\p{M}/u
const TELLS = /[\p{L}\p{N}\p{Extended_Pictographic}\u{1F1E6}-\u{1F1FF}]/u

const ENTITY = /&(?:lt|gt|amp|quot|apos|nbsp|#\d{1,6});/y
/** Draws until a mask is found that no other text has; from then on it may be of other characters. */
const DRAWS = 40

/**
 * Masks of texts, for one recording: as long as the texts, line for line, of the same kinds of characters, links still links.
 * Punctuation stays. Equal texts have equal masks and different ones different masks, also where a server has trimmed or
 * escaped them. A mask depends on which text it is by number and not on what the text says: none can be found out by trying.
 */
export function createTextMask(): (text: string) => string {
  const masks = new Map<string, readonly string[]>()
  const used = new Set<string>()

  const maskOf = (core: string): readonly string[] => {
    const known = masks.get(core)
    if (known) return known
    const number = masks.size
    let mask = core
    for (let drawn = 0; mask === core || used.has(mask); drawn += 1) {
      const noise = noiseOf(number, `${drawn}`, drawn > DRAWS)
      mask = linksIn(core)
        .map(({ text, href }) => (href === null ? noise(text) : maskLink(text, noise)))
        .join('')
      if (drawn > 2 * DRAWS) mask += String(number)
    }
    used.add(mask)
    const chars = Array.from(mask)
    masks.set(core, chars)
    return chars
  }

  /** By the text as it stands: most stand in many answers. */
  const whole = new Map<string, string>()
  return (text) => {
    const before = TELLS.test(text) ? whole.get(text) : text
    if (before !== undefined) return before
    const units = unitsOf(text.normalize('NFC'))
    const from = units.findIndex((unit) => !isSpace(unit))
    let to = units.length
    while (to > from && isSpace(units[to - 1] ?? SPACE)) to -= 1
    const inner = units.slice(from, to)
    const mask = maskOf(inner.map(({ char }) => char).join(''))
    // what stood escaped stands escaped
    const masked =
      mask.length === inner.length
        ? inner.map((unit, i) => (mask[i] === unit.char ? unit.raw : mask[i])).join('')
        : mask.join('')
    const result = written(units.slice(0, from)) + masked + written(units.slice(to))
    whole.set(text, result)
    return result
  }
}

/** What is no JSON: noise of the same length and shape, so that a page stays a page and what is cut stays cut. */
export function maskRaw(text: string, number: number): string {
  return noiseOf(number, 'raw', false)(text)
}

/** A character as it was written, and which one is meant. */
type Unit = Readonly<{ raw: string; char: string }>

const SPACE: Unit = { raw: ' ', char: ' ' }

const isSpace = ({ char }: Unit) => char.trim() === ''

const written = (units: readonly Unit[]) => units.map(({ raw }) => raw).join('')

function unitsOf(text: string): readonly Unit[] {
  const units: Unit[] = []
  for (let at = 0; at < text.length;) {
    const raw =
      entityAt(text, at) ??
      (text.startsWith('\r\n', at) ? '\r\n' : String.fromCodePoint(text.codePointAt(at) ?? 0))
    units.push({ raw, char: charOf(raw) })
    at += raw.length
  }
  return units
}

function entityAt(text: string, at: number): string | undefined {
  ENTITY.lastIndex = at
  return ENTITY.exec(text)?.[0]
}

function charOf(raw: string): string {
  if (raw === '\r\n' || raw === '\r') return '\n'
  if (raw.length < 4) return raw
  const name = raw.slice(1, -1)
  return ENTITIES[name] ?? String.fromCodePoint(Math.min(Number(name.slice(1)), 0x10ffff))
}

type Noise = (text: string) => string

function noiseOf(number: number, draws: string, isAny: boolean): Noise {
  let count = 0
  return (text) =>
    Array.from(text, (char) => {
      const pool = isAny && TELLS.test(char) ? ANY : poolOf(char)
      return pool ? (pool[Math.floor(draw(number, `${draws} ${(count += 1)}`) * pool.length)] ?? '') : char
    }).join('')
}

const poolOf = (char: string) =>
  MODIFIER.test(char) ? undefined : KINDS.find(({ kind }) => kind.test(char))?.pool

/** A link of the same kind to nowhere: RFC 2606 keeps `.test` for that. A host of less than six characters grows. */
function maskLink(text: string, noise: Noise): string {
  const email = /^(mailto:)?([^@/]+)@([^?]+)(.*)$/i.exec(text)
  if (email)
    return `${email[1] ?? ''}${noise(email[2] ?? '')}@${maskHost(email[3] ?? '', noise)}${noise(email[4] ?? '')}`
  if (/^tel:/i.test(text)) return text.slice(0, 4) + noise(text.slice(4))
  // of mobile numbers the beginning tells which ones they are
  if (/^\d+$/.test(text)) return `19900${noise(text.slice(5))}`
  const [, start = '', host = '', port = '', rest = ''] =
    /^(https?:\/\/|www\.)([^:/?#]*)(:\d+)?(.*)$/i.exec(text) ?? []
  return (
    start +
    maskHost(host, noise) +
    port +
    rest.replace(/%[0-9a-f]{2}|[^%]+/gi, (part) => noise(part.startsWith('%') ? '%22' : part))
  )
}

function maskHost(host: string, noise: Noise): string {
  const labels = noise(host.slice(0, -5).replace(/[^.-]/g, 'a') || 'a')
  return `${labels.replace(/[.-]$/, 'a').replace(/^[.-]/, 'a')}.test`
}
