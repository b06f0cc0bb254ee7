import { type MouseEvent, type ReactNode, useCallback, useState } from 'react'
import { type Contact, type Contacts, isArchived, isListed } from '~/domain/desk/contacts'
import { Menu } from '~/ui/Menu'
import type { MenuAnchor } from '~/ui/menuPlace'
import { useDesk, useDeskWords } from './DeskContext'
import { Removed } from './Removed'

type Options = Readonly<{
  contacts: Contacts
  nameOf: (contact: Contact) => string
  /** Seconds between two looks at those that are behind. */
  slower: ReadonlyMap<string, number>
  /** One that was removed is on the list again. */
  onBack: (id: string) => void
}>

/** What one can do with a conversation in the list: by its button, by right click, long press, or the Menu key. */
export function useRowMenu({ contacts, nameOf, slower, onBack }: Options) {
  const desk = useDesk()
  const words = useDeskWords()
  const [opened, setOpened] = useState<Readonly<{ id: string; at: MenuAnchor }> | null>(null)
  const [removed, setRemoved] = useState<Contact | null>(null)

  const onMenu = useCallback((event: MouseEvent<HTMLElement>, id: string) => {
    event.preventDefault()
    const { clientX, clientY, currentTarget, type } = event
    const { left, top, right, bottom, width, height } = currentTarget.getBoundingClientRect()
    const isOnIt = clientX >= left && clientX <= right && clientY >= top && clientY <= bottom
    // its button has it below itself; keys have no place: it opens at the row then
    const at =
      type === 'click'
        ? { x: left, y: top, width, height }
        : isOnIt && clientX + clientY > 0
          ? { x: clientX, y: clientY }
          : { x: left + 48, y: top + 32 }
    setOpened({ id, at })
  }, [])
  const onPress = useCallback((id: string, at: MenuAnchor) => {
    setOpened({ id, at })
    return true
  }, [])

  // another window may remove the row: its menu would bring back whom it acts on, and open by itself as they come back
  if (opened && !isListed(contacts, opened.id)) setOpened(null)
  const contact = opened && contacts.get(opened.id)
  const every = contact ? slower.get(contact.id) : undefined
  const menu: ReactNode = contact && (
    <Menu
      label={words.menu.label(nameOf(contact))}
      heading={every === undefined ? undefined : words.row.slower(every)}
      at={opened.at}
      onClose={() => setOpened(null)}
      items={[
        {
          id: 'pin',
          label: contact.pinned ? words.menu.unpin : words.menu.pin,
          onSelect: () => desk.contacts.pin(contact.id, !contact.pinned),
        },
        {
          id: 'archive',
          label: isArchived(contact) ? words.menu.unarchive : words.menu.archive,
          onSelect: () => desk.contacts.archive(contact.id, !isArchived(contact)),
        },
        {
          id: 'remove',
          label: words.menu.remove,
          danger: true,
          onSelect: () => {
            setRemoved(contact)
            desk.remove(contact.id)
          },
        },
      ]}
    />
  )
  const undo = ({ id, pinned }: Contact, wasArchived: boolean) => {
    desk.contacts.open(id)
    desk.contacts.pin(id, pinned)
    desk.contacts.archive(id, wasArchived)
    setRemoved(null)
    onBack(id)
  }
  return {
    onMenu,
    onPress,
    /** Whose menu is open. */
    openFor: opened?.id ?? null,
    menu,
    removed: (
      <div role="status" className="shrink-0">
        {removed && (
          <Removed
            key={removed.id}
            name={nameOf(removed)}
            words={words.menu}
            onUndo={() => undo(removed, isArchived(removed))}
            onGone={() => setRemoved(null)}
          />
        )}
      </div>
    ),
  }
}
