import * as v from 'valibot'
import { memberId } from '~/domain/desk/contacts'
import { type HostContact, parseContacts } from '~/wire/contacts'

/** What the page that carries us may say. Members are looked at one by one: see `parseContacts`. */
const Message = v.variant('type', [
  v.object({ type: v.literal('jh:contacts'), contacts: v.array(v.unknown()) }),
  v.object({
    type: v.literal('jh:open'),
    to: v.pipe(v.union([v.string(), v.number()]), v.transform(String)),
  }),
])

/** Another page: what of a `Window` we need. */
export type OtherPage = Readonly<{ postMessage: (message: unknown, origin: string) => void }>

/** A page that may carry us, and the origins that the browser says it has or had, as far as it tells. */
export type Carrier = Readonly<{ page: OtherPage; origins: readonly string[] }>

/** Where the page stands, handed in so that tests own it: `hostPlace()`. */
export type HostPlace = Readonly<{
  /** The one whose frame we are in, and the one that opened us. */
  carriers: readonly Carrier[]
  /** Calls back with each message to the page; returns what ends it. */
  listen: (heard: (event: Pick<MessageEvent<unknown>, 'data' | 'origin' | 'source'>) => void) => () => void
}>

export type HostBridge = Readonly<{
  /** How much is unread, by member; told to whoever carries us, when it has changed. */
  tellUnread: (byId: ReadonlyMap<string, number>) => void
  stop: () => void
}>

export type HostHears = Readonly<{
  contacts: (contacts: readonly HostContact[]) => void
  /** A member's id, checked. */
  open: (to: string) => void
}>

/**
 * The way to the page that carries the desk, in a frame or as its opener: it may tell contacts and open conversations, and hears
 * what is unread. Only exact `origins` count, and only that very page; whatever else comes is ignored without a word (F80). null where
 * nobody carries us or none may.
 */
export function connectHost(
  origins: readonly string[],
  place: HostPlace,
  hears: HostHears,
): HostBridge | null {
  const { carriers } = place
  if (carriers.length === 0 || origins.length === 0) return null
  /** Origins of the list that a carrier has or had, as the browser or a message of it told. */
  const known = new Map(
    carriers.map(({ page, origins: some }) => [page, new Set(some.filter((one) => origins.includes(one)))]),
  )
  let unread: Readonly<{ type: 'jh:unread'; total: number; byId: Record<string, number> }> | null = null
  let told = ''

  const tell = (page: OtherPage, origin: string) => {
    try {
      // the browser delivers it only where that origin is
      if (unread) page.postMessage(unread, origin)
    } catch {
      // gone
    }
  }

  const stop = place.listen(({ data, origin, source }) => {
    if (!origins.includes(origin)) return
    const page = carriers.find((one) => one.page === source)?.page
    const here = page && known.get(page)
    if (!page || !here) return
    const parsed = v.safeParse(Message, data)
    if (!parsed.success) return
    if (!here.has(origin)) {
      here.add(origin)
      tell(page, origin)
    }
    if (parsed.output.type === 'jh:contacts')
      return hears.contacts(parseContacts(parsed.output.contacts).contacts)
    const member = memberId(parsed.output.to)
    if (member !== null) hears.open(member)
  })

  return {
    tellUnread(byId) {
      const some = [...byId].filter(([, count]) => count > 0)
      const total = some.reduce((sum, [, count]) => sum + count, 0)
      const text = JSON.stringify(some.sort(([a], [b]) => (a < b ? -1 : 1)))
      if (text === told) return
      told = text
      unread = { type: 'jh:unread', total, byId: Object.fromEntries(some) }
      for (const [page, here] of known) for (const origin of here) tell(page, origin)
    },
    stop,
  }
}

/** What the browser tells of who carries this page. */
export function hostPlace(): HostPlace {
  const opener = window.opener as OtherPage | null
  const isFramed = window.parent !== window
  const led = referrerOrigin()
  const around = Array.from(location.ancestorOrigins ?? [])[0] ?? led
  return {
    carriers: [
      ...(isFramed ? [{ page: window.parent, origins: [around] }] : []),
      ...(opener ? [{ page: opener, origins: [led] }] : []),
    ],
    listen(heard) {
      window.addEventListener('message', heard)
      return () => window.removeEventListener('message', heard)
    },
  }
}

/** Firefox tells of nobody around us, but of who has led here, as all do; '' where that is not told either. */
function referrerOrigin(): string {
  try {
    return new URL(document.referrer).origin
  } catch {
    return ''
  }
}
