import type { Pair } from '~/domain/identity'

/** Who is looking, whomever they talk with. */
type Looker = Readonly<{ appid: string; me: Pair['me'] }>

/** Whom a salesperson knows here (`store/contactStore`): one entry each of them. */
export const contactsKey = ({ appid, me }: Looker): string =>
  `jh-im:desk:contacts:${JSON.stringify([appid, me.role, me.id])}:`
