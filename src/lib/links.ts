/** A piece of a text and where it begins: plain, or a link with the address it leads to. */
type Piece = Readonly<{ at: number; text: string; href: string | null }>

/** Longer ones are no addresses that anybody follows; also what keeps the scan linear. */
const LONGEST = 2_000
/** Local part and domain of an e-mail address (RFC 5321). */
const LONGEST_LOCAL = 64
const LONGEST_DOMAIN = 255
/** A text with more links is no message of a person: the rest stays text, or drawing it would stop the page. */
const MOST = 100

/** What begins an address, a place to look at, or an eleven-digit Chinese mobile number. One pass, nothing repeated. */
const START = /https?:\/\/|mailto:|tel:|www\.|@|1[3-9][0-9]{9}/gi
/** Characters of a web address. Others end it, Chinese ones too: 见https://a.com/b，谢谢 */
const IN_URL = /[\w\-.~:/?#[\]@!$&'()*+,;=%|]/
const IN_LOCAL = /[\w.+-]/
const IN_DOMAIN = /[\w.-]/
const IN_NUMBER = /[0-9+\-() ]/
const WORD = /[a-z0-9_]/i

/**
 * Splits a text into plain pieces and links: http(s), www., e-mail, tel: and Chinese mobile numbers, nothing else. Linear in
 * the length of the text: each character is looked at a bounded number of times. An address with a user name in it
 * (https://bank.com@evil.com) or a host that is not the one that one reads is no link.
 */
export function linksIn(text: string): readonly Piece[] {
  const pieces: Piece[] = []
  let done = 0
  let links = 0
  START.lastIndex = 0
  for (let start = START.exec(text); start && links < MOST; start = START.exec(text)) {
    const found = linkAt(text, start.index, start[0].toLowerCase(), done)
    if (!found) continue
    START.lastIndex = found.to
    if (found.href === null) continue
    if (found.from > done) pieces.push({ at: done, text: text.slice(done, found.from), href: null })
    pieces.push({ at: found.from, text: text.slice(found.from, found.to), href: found.href })
    done = found.to
    links += 1
  }
  if (done < text.length) pieces.push({ at: done, text: text.slice(done), href: null })
  return pieces
}

/** `href` null: no link, and nothing inside it is looked at again. */
type Found = Readonly<{ from: number; to: number; href: string | null }>

function linkAt(text: string, at: number, start: string, done: number): Found | null {
  if (start === '@') return emailAt(text, at, done)
  if (at > done && WORD.test(text.charAt(at - 1))) return null
  if (start.startsWith('1')) return mobileAt(text, at)
  if (start === 'mailto:') return addressOf(text, at, endOf(text, at, IN_URL, LONGEST), '')
  if (start === 'tel:') return telAt(text, at)
  return addressOf(text, at, endOf(text, at, IN_URL, LONGEST), start === 'www.' ? 'http://' : '')
}

function addressOf(text: string, from: number, end: number, prefix: string): Found {
  const to = trimmed(text, from, end)
  const href = hrefOf(prefix + text.slice(from, to))
  return { from, to: href === null ? end : to, href }
}

function hrefOf(address: string): string | null {
  try {
    const url = new URL(address)
    if (url.protocol === 'mailto:') return /.@./.test(url.pathname) ? url.href : null
    const isNamed = url.hostname.includes('.') || url.hostname === 'localhost'
    // a host that the text writes in another way (%65vil.com, 1.1 for 1.0.0.1) would be one that nobody sees
    if (!address.toLowerCase().startsWith(`${url.protocol}//${url.hostname}`)) return null
    return isNamed && url.username === '' && url.password === '' ? url.href : null
  } catch {
    return null
  }
}

function emailAt(text: string, at: number, done: number): Found | null {
  let from = at
  while (from > Math.max(done, at - LONGEST_LOCAL) && IN_LOCAL.test(text.charAt(from - 1))) from -= 1
  const to = trimmed(text, at, endOf(text, at + 1, IN_DOMAIN, LONGEST_DOMAIN))
  const domain = text.slice(at + 1, to)
  if (from === at || !/^[a-z0-9-]/i.test(domain) || !/\.[a-z]{2,}$/i.test(domain)) return null
  return { from, to, href: `mailto:${text.slice(from, to)}` }
}

function mobileAt(text: string, at: number): Found | null {
  const to = at + 11
  const isLonger = /[\w@.-]/.test(text.charAt(to)) && !/^\.(\D|$)/.test(text.slice(to, to + 2))
  return isLonger || /[-.+]/.test(text.charAt(at - 1))
    ? null
    : { from: at, to, href: `tel:${text.slice(at, to)}` }
}

function telAt(text: string, at: number): Found | null {
  const end = endOf(text, at + 4, IN_NUMBER, 32)
  const digits = text.slice(at + 4, end).replace(/[^0-9+]/g, '')
  const to = at + text.slice(at, end).replace(/[^0-9]+$/, '').length
  return /^\+?[0-9]{3,}$/.test(digits) ? { from: at, to, href: `tel:${digits}` } : null
}

function endOf(text: string, from: number, allowed: RegExp, most: number): number {
  let to = from
  while (to < text.length && to - from < most && allowed.test(text.charAt(to))) to += 1
  return to
}

/** Without the punctuation of the sentence around it; a bracket stays where it closes one inside the address. */
function trimmed(text: string, from: number, end: number): number {
  let to = end
  let open = 0
  for (let i = from; i < to; i += 1)
    open += '([{'.includes(text.charAt(i)) ? 1 : ')]}'.includes(text.charAt(i)) ? -1 : 0
  for (; to > from; to -= 1) {
    const last = text.charAt(to - 1)
    const closes = ')]}'.includes(last)
    if (closes && open >= 0) break
    if (!closes && !".,;:!?'|*".includes(last)) break
    if (closes) open += 1
  }
  return to
}
