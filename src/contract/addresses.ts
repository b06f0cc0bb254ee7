import { hostsIn } from '~/lib/url'
import { plain } from './envelope'
import type { Row } from './rows'

/** How a picture, voice or avatar is addressed: on a host of its own, by a path, by a bare name, or not at all. */
export type Address = Readonly<{ kind: 'host' | 'path' | 'bare' | 'odd'; text: string; host: string }>

const SCHEME = /^[a-z][a-z0-9+.-]*:/i

/** The addresses of media in the rows, each once; pictures and voices before avatars, newest rows first. */
export function addressesIn(rows: readonly Row[], base: string): readonly Address[] {
  const newest = [...rows].sort((a, b) => (b.stamp ?? 0) - (a.stamp ?? 0))
  const bodies = newest.flatMap(({ fields: { type, content } }) =>
    type === 'IMAGE' || type === 'VOICE' ? [plain(content)] : [],
  )
  const avatars = newest.flatMap(({ fields }) => [plain(fields['f_avatar']), plain(fields['t_avatar'])])
  const texts = [...new Set([...bodies, ...avatars].map((text) => text.trim()))]
  return texts.filter((text) => text !== '').map((text) => addressOf(text, base))
}

function addressOf(text: string, base: string): Address {
  const odd: Address = { kind: 'odd', text, host: '' }
  if (text.length > 2048 || text.includes('\\')) return odd
  const isWhole = SCHEME.test(text) || text.startsWith('//')
  if (!isWhole) return { kind: text.startsWith('/') ? 'path' : 'bare', text, host: '' }
  try {
    const url = new URL(text, base)
    const isWeb = url.protocol === 'https:' || url.protocol === 'http:'
    // what the setting could not name is nobody's host
    return isWeb && url.username === '' && hostsIn(url.host).length === 1
      ? { kind: 'host', text: url.href, host: url.host }
      : odd
  } catch {
    return odd
  }
}
