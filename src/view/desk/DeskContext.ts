import { createContext, useContext } from 'react'
import { useStore } from 'zustand'
import type { Contacts } from '~/domain/desk/contacts'
import type { Lang } from '~/lib/lang'
import type { ContactStore } from '~/store/contactStore'
import type { DeskState, DeskStore } from '~/store/deskStore'
import type { Words } from '~/view/words'
import { type DeskWords, deskWords } from '~/view/words.desk'
import type { AlertSources } from './useAlertSettings'

/** What the containers of the desk work with. */
export type DeskPage = Readonly<{
  store: DeskStore
  contacts: ContactStore
  words: Words
  lang: Lang
  device: 'phone' | 'pc'
  /** The address of somebody's picture; null where none may be asked for. */
  picture: (raw: string) => string | null
  /** True UTC ms. */
  now: () => number
  /** Brings a conversation to the front; null: none. */
  open: (id: string | null) => void
  remove: (id: string) => void
  /** What the page is called, and how much is unread in all of it. */
  entitle: (base: string, unread: number) => void
  /** null until they have started. */
  alerts: AlertSources | null
}>

const DeskContext = createContext<DeskPage | null>(null)

export const DeskPageProvider = DeskContext.Provider

export function useDesk(): DeskPage {
  const desk = useContext(DeskContext)
  if (!desk) throw new Error('the desk needs a DeskPageProvider above it')
  return desk
}

/** A part of the desk's state. `select` must not build a new object each time. */
export const useDeskState = <T>(select: (state: DeskState) => T): T => useStore(useDesk().store, select)

export const useContacts = (): Contacts => useStore(useDesk().contacts, ({ contacts }) => contacts)

export const useDeskWords = (): DeskWords => deskWords(useDesk().lang)
