import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react'
import { isArchived, isRemoved } from '~/domain/desk/contacts'
import { followVisibleHeight } from '~/lib/visibleHeight'
import { useContacts, useDesk, useDeskState, useDeskWords } from './DeskContext'
import { DeskList } from './DeskList'
import type { DeskRow } from './rows'
import { ShortcutSheet } from './ShortcutSheet'
import { BESIDE, useFront } from './useFront'
import { type ShownRows, useShortcuts } from './useShortcuts'

type Props = Readonly<{
  /** The conversation with a member, as it fills its frame. */
  conversation: (id: string) => ReactNode
}>

/** All conversations beside the one in front; where there is no room for both, one or the other. */
export function DeskView({ conversation }: Props) {
  const front = useDeskState((state) => state.open)
  useEffect(() => followVisibleHeight(document.documentElement), [])
  const rows = useRef<ShownRows>({ shown: [], all: [] })
  const pane = useRef<HTMLDivElement>(null)
  const [hasSheet, setSheet] = useState(false)
  const note = useCallback((shown: readonly DeskRow[], all: readonly DeskRow[]) => {
    rows.current = { shown, all }
  }, [])
  const openSheet = useCallback(() => setSheet(true), [])
  const write = useCallback(() => pane.current?.querySelector<HTMLElement>('form textarea')?.focus(), [])
  const isWide = useWide()
  useFront()
  usePageTitle()
  useShortcuts({ rows, pane, onSheet: () => setSheet((before) => !before) })
  return (
    <div className="flex h-viewport w-full bg-surface">
      <div
        // where it stands alone it is what the page is about
        role={front === null && !isWide ? 'main' : 'complementary'}
        className={`relative h-full min-h-0 w-full shrink-0 border-hairline desk:w-[clamp(280px,23.5vw,320px)] desk:border-e ${front === null ? '' : 'hidden desk:block'}`}
      >
        <DeskList onShown={note} onWrite={write} onSheet={openSheet} />
      </div>
      <div ref={pane} className={`h-full min-w-0 flex-1 ${front === null ? 'hidden desk:block' : ''}`}>
        {front === null ? <Nobody /> : conversation(front)}
      </div>
      {hasSheet && <ShortcutSheet onClose={() => setSheet(false)} />}
    </div>
  )
}

/** Whether there is room for the list and a conversation beside each other. */
function useWide(): boolean {
  const [isWide, setIsWide] = useState(isNowWide)
  useEffect(() => {
    const measure = () => setIsWide(isNowWide())
    window.addEventListener('resize', measure)
    return () => window.removeEventListener('resize', measure)
  }, [])
  return isWide
}

const isNowWide = () => window.innerWidth >= BESIDE

/** Nobody is in front. */
function Nobody() {
  const { choose, begin } = useDeskWords()
  const contacts = useContacts()
  const { title, hint } = [...contacts.values()].every(isRemoved) ? begin : choose
  return (
    <main data-shell className="flex h-full flex-col items-center justify-center gap-2 p-6 text-center">
      <p className="text-title text-text">{title}</p>
      <p className="text-note text-secondary">{hint}</p>
    </main>
  )
}

/** The title of the page, with how much in all conversations nobody has looked at. */
function usePageTitle(): void {
  const { entitle, alerts } = useDesk()
  const words = useDeskWords()
  const contacts = useContacts()
  const front = useDeskState((state) => state.open)
  const total = useDeskState(({ summaries }) => {
    let sum = 0
    for (const [id, { unread }] of summaries) {
      const contact = unread === 0 ? undefined : contacts.get(id)
      if (contact && !isRemoved(contact) && !isArchived(contact)) sum += unread
    }
    return sum
  })
  const contact = front === null ? undefined : contacts.get(front)
  const title = words.page(contact ? contact.nickname || words.member(contact.id) : null)
  useEffect(() => {
    if (alerts) entitle(title, total)
  }, [entitle, alerts, title, total])
}
