import type { Role } from '~/wire/schema'

/** Who looks at a page and at whom, as its address says; '' where it does not. */
export type Facts = Readonly<{ appid: string; me: string; role: Role | null; other: string }>

/** What the address of a page tells. */
export function factsOf(pageUrl: string): Facts {
  const { searchParams } = new URL(pageUrl)
  const param = (name: string) => searchParams.get(name)?.trim() ?? ''
  const role = param('fromrole').toUpperCase()
  return {
    appid: param('appid') || 'JH',
    me: param('from'),
    role: role === 'MEMBER' || role === 'SALER' ? role : null,
    other: param('to'),
  }
}

/** Whose turn it is from the point of view of QA: the pair, and the side that the page is not. */
export type Speaker = Readonly<{ appid: string; member: string; saler: string; role: Role }>

/** Who speaks unless told: the other side of the page; of the sample pair where the page names nobody. */
export function otherSideOf({ appid, me, role, other }: Facts): Speaker {
  return role === 'SALER'
    ? { appid, member: other || '200', saler: me || '2', role: 'MEMBER' }
    : { appid, member: me || '200', saler: other || '2', role: 'SALER' }
}

/** Where the world of a page is answered from, as a whole address; null where the page asks a backend that is no mock. */
export function worldAddress(apiBase: string | null, pageUrl: string): string | null {
  // the dev server names no base for the plain world
  const base = new URL(apiBase || '/~mock/default/1', pageUrl)
  return /\/~mock\/[^/]+\/[^/]+\/?$/.test(base.pathname)
    ? (base.origin + base.pathname).replace(/\/$/, '')
    : null
}

/** Which world that is: as its address names it. */
export function worldNames(address: string): Readonly<{ scenario: string; seed: string }> {
  const [seed = '', scenario = ''] = address.split('/').reverse()
  return { scenario: decodeURIComponent(scenario), seed }
}

/** The world that this page asks. */
export const worldOfPage = (): string | null => worldAddress(apiBase(), location.href)

/** The API that this page asks, as a whole address without `/api/im`. */
export const apiOfPage = (): string => new URL(apiBase() ?? '/', location.href).href.replace(/\/$/, '')

const apiBase = (): string | null =>
  document.querySelector<HTMLMetaElement>('meta[name="jh-api-base"]')?.content ||
  import.meta.env.VITE_API_BASE ||
  null
