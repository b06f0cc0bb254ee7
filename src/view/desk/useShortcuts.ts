import { type RefObject, useEffect, useRef } from 'react'
import { isArchived } from '~/domain/desk/contacts'
import { useDesk } from './DeskContext'
import type { DeskRow } from './rows'
import { type Command, commandOf } from './shortcuts'

/** What lies over the desk has its keys to itself. */
const OVER = '[role="dialog"], [role="menu"]'

/** The rows as they stand in the list, and all there are, whatever filter and search leave. */
export type ShownRows = Readonly<{ shown: readonly DeskRow[]; all: readonly DeskRow[] }>

type Parts = Readonly<{
  rows: RefObject<ShownRows>
  /** What the conversation stands in. */
  pane: RefObject<HTMLElement | null>
  onSheet: () => void
}>

export const isMac = (): boolean => /Mac/i.test(navigator.platform)

/** Does what the keys say, wherever the focus is. */
export function useShortcuts({ rows, pane, onSheet }: Parts): void {
  const { store, open } = useDesk()
  const act = useRef<(command: Command) => void>(() => {})
  useEffect(() => {
    const box = () => pane.current?.querySelector<HTMLTextAreaElement>('form textarea') ?? null
    const show = (id: string | undefined) => {
      if (id !== undefined) open(id)
    }
    const step = (by: number) => {
      const { open: front } = store.getState()
      const { shown } = rows.current
      const at = shown.findIndex(({ id }) => id === front)
      const to = at < 0 ? (by > 0 ? 0 : shown.length - 1) : at + by
      show(shown[to]?.id)
    }
    const longest = () => show(longestWaiting(rows.current.all, store.getState().open))
    act.current = (command) => {
      if (command === 'next') step(1)
      else if (command === 'previous') step(-1)
      else if (command === 'longest') longest()
      else if (command === 'search') document.querySelector<HTMLElement>('[data-desk-search]')?.focus()
      else if (command === 'replies')
        pane.current?.querySelector<HTMLElement>('[data-quick-replies]')?.click()
      else if (command === 'sheet') onSheet()
      else {
        const field = box()
        const button = field?.form?.querySelector<HTMLButtonElement>('button[type="submit"]')
        // what may not be sent stays where it is seen
        if (field && field.value.trim() !== '' && button?.disabled !== false) return
        button?.click()
        longest()
      }
    }
  })
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const command = commandOf(event, isMac())
      if (command === null || (command !== 'sheet' && document.querySelector(OVER))) return
      event.preventDefault()
      event.stopPropagation()
      // to hold a key goes through the list, and does nothing else twice
      if (!event.repeat || command === 'next' || command === 'previous') act.current(command)
    }
    document.addEventListener('keydown', onKeyDown, true)
    return () => document.removeEventListener('keydown', onKeyDown, true)
  }, [])
}

/** Who has waited longest, but for the one in front and those that were put away. */
function longestWaiting(rows: readonly DeskRow[], front: string | null): string | undefined {
  let first: DeskRow | undefined
  for (const row of rows) {
    if (row.waitingSince === null || row.id === front || isArchived(row.contact)) continue
    if (!first?.waitingSince || row.waitingSince < first.waitingSince) first = row
  }
  return first?.id
}
