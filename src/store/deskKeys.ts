import type { Pair } from '~/domain/identity'

/** Who is looking, whomever they talk with. */
type Looker = Readonly<{ appid: string; me: Pair['me'] }>

/** Whom a salesperson knows here (`store/contactStore`): one entry each of them. */
export const contactsKey = ({ appid, me }: Looker): string =>
  `jh-im:desk:contacts:${JSON.stringify([appid, me.role, me.id])}:`

/** What windows of one desk agree by. */
export const deskTabsName = ({ appid, me }: Looker): string =>
  `jh-im:desk:tabs:${JSON.stringify([appid, me.role, me.id])}:`

/** Whether tabs of one conversation agree by that name (`tabsName` of `store/keys`). */
export const isTabsName = (name: string): boolean => name.startsWith('jh-im:tabs:')

/** How the names of all drafts and of all outboxes of somebody begin, whomever they are for. */
export const allDraftKeys = (who: Looker): string => beginningOf('draft', who)
export const allOutboxKeys = (who: Looker): string => beginningOf('outbox', who)

/** As `store/keys` names what is kept of a conversation, up to the peer. */
const beginningOf = (kind: string, { appid, me }: Looker): string =>
  `jh-im:${kind}:${JSON.stringify([appid, me.role, me.id]).slice(0, -1)},`

/** Whom what is kept under a name of `store/keys` is about; null where the name is none. */
export function memberOfKey(key: string): string | null {
  const [json] = /\[.*\](?=:)/.exec(key) ?? []
  try {
    const member = (JSON.parse(json ?? 'null') as unknown[] | null)?.[3]
    return typeof member === 'string' ? member : null
  } catch {
    return null
  }
}
