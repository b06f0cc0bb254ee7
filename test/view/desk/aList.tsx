import { act, fireEvent, render, screen, within } from '@testing-library/react'
import { vi } from 'vitest'
import { NO_SUMMARY, type Summary } from '~/domain/desk/summary'
import { decodeOwn } from '~/kinds/index'
import type { Lang } from '~/lib/lang'
import { createContactStore } from '~/store/contactStore'
import { createDeskStore, type DeskState } from '~/store/deskStore'
import { type DeskPage, DeskPageProvider } from '~/view/desk/DeskContext'
import { DeskView } from '~/view/desk/DeskView'
import { loadWords } from '~/view/words'
import { MINUTE } from '~test/builders'
import { someStorage } from '~test/support/someStorage'

/** What a test says of a member: what they wrote last, and so many minutes ago; they wait for as long unless `answered`. */
export type Member = Readonly<{
  name?: string
  says?: string
  /** A message of another kind than text. */
  kind?: readonly [type: string, content: string, seconds?: number]
  ago?: number
  answered?: boolean
  summary?: Partial<Summary>
  pinned?: boolean
  archived?: boolean
  draft?: string
}>

type Setup = Readonly<{
  lang?: Lang
  device?: 'phone' | 'pc'
  /** Who is in front. */
  front?: string
  slower?: DeskState['slower']
}>

/** The row's view of a member who wrote. */
function summaryOf(member: Member): Summary {
  const { says = '在吗', kind, ago = 10, answered = false, summary = {} } = member
  const at = Date.now() - ago * MINUTE
  const [type, content, seconds] = kind ?? (['TEXT', says] as const)
  return {
    ...NO_SUMMARY,
    loaded: true,
    newest: { mine: answered, at, type, raw: content, content: decodeOwn(type, content, seconds ?? null) },
    waitingSince: answered ? null : at,
    ...summary,
  }
}

/** The desk with these members by id, without anything that asks a server. The test owns the clock. */
export async function aList(members: Readonly<Record<string, Member>>, setup: Setup = {}) {
  layNothingOut()
  const { lang = 'zh-CN', device = 'pc', front = null, slower = new Map() } = setup
  const store = createDeskStore()
  const contacts = createContactStore(
    someStorage().tab(),
    { appid: 'JH', me: { id: '2', role: 'SALER' } },
    Date.now,
  )
  for (const [id, member] of Object.entries(members)) {
    contacts.open(id, { nickname: member.name ?? '', avatar: '' })
    if (member.pinned) contacts.pin(id, true)
    if (member.archived) contacts.archive(id, true)
    store.setSummaries([[id, summaryOf(member)]])
    store.setDraft(id, member.draft ?? '')
  }
  store.setSlower(slower)
  // the history remembers who was in front
  history.replaceState({ jhMember: front }, '')
  const open = vi.fn<(id: string | null) => void>((id) => store.setOpen(id))
  const remove = vi.fn<(id: string) => void>((id) => {
    contacts.remove(id)
    store.forget(id)
  })
  const page: DeskPage = {
    store,
    contacts,
    words: await loadWords(lang),
    lang,
    device,
    picture: () => null,
    now: Date.now,
    open,
    remove,
    entitle: () => {},
    alerts: null,
  }
  render(
    <DeskPageProvider value={page}>
      <DeskView
        conversation={(id) => (
          <form key={id}>
            <textarea aria-label={`写给${id}`} />
          </form>
        )}
      />
    </DeskPageProvider>,
  )
  await act(() => vi.advanceTimersByTimeAsync(50))
  open.mockClear()
  return {
    store,
    contacts,
    open,
    /** What is known of a member changes. */
    tell: (id: string, member: Member) => act(() => store.setSummaries([[id, summaryOf(member)]])),
    change: (what: () => void) => act(what),
  }
}

/** What jsdom lacks: the list stands beside the conversation, and never scrolls. */
function layNothingOut(): void {
  vi.stubGlobal('matchMedia', () => ({ matches: false }))
  Element.prototype.scrollTo = () => {}
}

// `hidden`: to find out what of a page can be seen takes long here
export const rows = (): HTMLElement[] =>
  within(screen.getByRole('list', { hidden: true })).queryAllByRole('listitem', { hidden: true })
export const names = (): string[] => rows().map((row) => row.querySelector('bdi')?.textContent ?? '')
/** The row of a member, and what opens their conversation in it. */
export const row = (name: string): HTMLElement => {
  const found = rows().find((one) => one.querySelector('bdi')?.textContent === name)
  if (!found) throw new Error(`${name} is not among ${names().join()}`)
  return found
}
export const opener = (name: string): HTMLElement => {
  const [first] = within(row(name)).getAllByRole('button', { hidden: true })
  if (!first) throw new Error('nothing opens it')
  return first
}
export const button = (name: string | RegExp): HTMLElement =>
  screen.getByRole('button', { name, hidden: true })
export const search = (): HTMLElement => screen.getByRole('searchbox', { hidden: true })
export const lookFor = (text: string): boolean => fireEvent.change(search(), { target: { value: text } })
/** Presses a key where the focus is. */
export const press = (key: string, fields: object = {}): boolean =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key, ...fields })
/** Lets time pass, and what is to happen in it. */
export const pass = (ms: number): Promise<unknown> => act(() => vi.advanceTimersByTimeAsync(ms))
