// Browsers drop tabs and newlines inside a URL and control characters in front of it; a scheme may hide behind them.
// eslint-disable-next-line no-control-regex -- control characters are what this looks for
const HIDDEN = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g
const SCHEME = /^[a-z][a-z0-9+.-]*:/i

/** Host names, each with its port if that is not the usual one, from a list with spaces or commas; unchecked. */
export const hostsIn = (list: string): readonly string[] =>
  list
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean)

/**
 * The one allow-list for addresses of media (avatars, pictures, voices): absolute http(s), `//host` and `/path` resolve
 * against `base`; bare names (`to.jpg`) only where `bareNames` is set. Everything else (other schemes, user names in the
 * address, nonsense) is null: no request may be made for it.
 */
export function mediaUrl(raw: string, base: string, bareNames: boolean): string | null {
  const text = raw.replace(HIDDEN, '').trim()
  if (text === '' || text.includes('\\')) return null
  if (!SCHEME.test(text) && !text.startsWith('/') && !bareNames) return null
  try {
    const url = new URL(text, base)
    const web = url.protocol === 'https:' || url.protocol === 'http:'
    return web && url.username === '' && url.password === '' ? url.href : null
  } catch {
    return null
  }
}
