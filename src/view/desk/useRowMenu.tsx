import { type MouseEvent, type ReactNode, useEffect, useState } from 'react'
import { type Contact, type Contacts, isArchived } from '~/domain/desk/contacts'
import { after } from '~/lib/timer'
import { Menu } from '~/ui/Menu'
import type { MenuAnchor } from '~/ui/menuPlace'
import { useDesk, useDeskWords } from './DeskContext'

/** Milliseconds for which one that was removed can be brought back by a press. */
const UNDO_WITHIN = 8_000

type Options = Readonly<{ contacts: Contacts; nameOf: (contact: Contact) => string }>

/** What one can do with a conversation in the list: by right click, long press, or the Menu key. */
export function useRowMenu({ contacts, nameOf }: Options) {
  const desk = useDesk()
  const words = useDeskWords().menu
  const [opened, setOpened] = useState<Readonly<{ id: string; at: MenuAnchor }> | null>(null)
  const [removed, setRemoved] = useState<Contact | null>(null)
  useEffect(() => (removed ? after(UNDO_WITHIN, () => setRemoved(null)) : undefined), [removed])

  const onMenu = (event: MouseEvent<HTMLElement>, id: string) => {
    event.preventDefault()
    const { clientX, clientY, currentTarget } = event
    const { left, top, right, bottom } = currentTarget.getBoundingClientRect()
    const isOnIt = clientX >= left && clientX <= right && clientY >= top && clientY <= bottom
    // keys have no place: it opens at the row then
    setOpened({
      id,
      at: isOnIt && clientX + clientY > 0 ? { x: clientX, y: clientY } : { x: left + 48, y: top + 32 },
    })
  }

  const contact = opened && contacts.get(opened.id)
  const menu: ReactNode = contact && (
    <Menu
      label={words.label(nameOf(contact))}
      at={opened.at}
      onClose={() => setOpened(null)}
      items={[
        {
          id: 'pin',
          label: contact.pinned ? words.unpin : words.pin,
          onSelect: () => desk.contacts.pin(contact.id, !contact.pinned),
        },
        {
          id: 'archive',
          label: isArchived(contact) ? words.unarchive : words.archive,
          onSelect: () => desk.contacts.archive(contact.id, !isArchived(contact)),
        },
        {
          id: 'remove',
          label: words.remove,
          danger: true,
          onSelect: () => {
            setRemoved(contact)
            desk.remove(contact.id)
          },
        },
      ]}
    />
  )
  const undo = () => {
    if (!removed) return
    desk.contacts.open(removed.id)
    desk.contacts.pin(removed.id, removed.pinned)
    desk.contacts.archive(removed.id, isArchived(removed))
    setRemoved(null)
  }
  return {
    onMenu,
    menu,
    removed: (
      <div role="status" className="shrink-0">
        {removed && (
          <p className="flex items-center gap-2 border-t border-hairline px-3 text-note text-secondary">
            <span className="min-w-0 flex-1 truncate py-2">{words.removed(nameOf(removed))}</span>
            <button
              type="button"
              onClick={undo}
              className="min-h-11 shrink-0 px-2 font-bold text-accent underline hover:no-underline pc:min-h-8"
            >
              {words.undo}
            </button>
          </p>
        )}
      </div>
    ),
  }
}
