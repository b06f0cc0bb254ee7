import { isArchived, listed } from '~/domain/desk/contacts'
import type { PageServices } from '~/app/services'
import type { ContactStore, Salesperson } from '~/store/contactStore'
import type { DeskStore } from '~/store/deskStore'
import { followContacts } from '~/sync/desk/followContacts'
import { askContacts } from '~/wire/contacts'
import { connectHost, hostPlace } from './hostMessages'
import type { DeskSettings } from './settings'

type Parts = Readonly<{
  settings: DeskSettings
  who: Salesperson
  page: PageServices
  store: DeskStore
  contacts: ContactStore
  open: (id: string) => void
  /** Whether this window is the one that asks. */
  leads: () => boolean
}>

/** Whom the host knows: asked where it has an address for that, heard where its page carries us. Returns what drives and ends it. */
export function followHost({ settings, who, page, store, contacts, open, leads }: Parts) {
  const { contactsUrl, hostOrigins } = settings
  const { appid, me } = who
  const query = { appid, from: me.id, fromrole: me.role }
  const bridge = connectHost(hostOrigins, hostPlace(), {
    contacts: (list) => {
      contacts.told(list)
      store.setSource('host')
    },
    open,
  })
  const follower = followContacts({
    ask: contactsUrl === null ? null : (signal) => askContacts(contactsUrl, query, signal),
    told: contacts.told,
    changed: ({ kind }) => store.setSource(kind === 'none' ? 'own' : kind === 'failed' ? 'failed' : 'host'),
    isAsking: leads,
    clock: page.clock,
    page: page.around.page,
    random: Math.random,
  })
  const tellUnread = () => {
    const { summaries } = store.getState()
    const here = listed(contacts.getState().contacts).filter((contact) => !isArchived(contact))
    bridge?.tellUnread(new Map(here.map(({ id }) => [id, summaries.get(id)?.unread ?? 0])))
  }
  const stopTelling = store.subscribe(({ summaries }, before) => {
    if (summaries !== before.summaries) tellUnread()
  })
  tellUnread()
  return {
    look: follower.look,
    stop: () => {
      stopTelling()
      follower.stop()
      bridge?.stop()
    },
  }
}
