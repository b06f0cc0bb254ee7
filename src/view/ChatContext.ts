import { createContext, type ReactNode, useContext } from 'react'
import type { CacheSnapshot } from 'virtua'
import { useStore } from 'zustand'
import type { ResolveTopic } from '~/domain/topic'
import type { Lang } from '~/lib/lang'
import type { KeptDraft } from '~/store/drafts'
import type { ChatState } from '~/store/chatStore'
import type { Chat } from '~/sync/chat'
import type { Keeper } from './list/keeper'
import type { Rows } from './list/rows'
import type { Words } from './words'

/** What the containers of the view work with; leaves get data instead. `textLimit`: code points of a longest message. */
export type ChatPage = Readonly<{
  chat: Chat
  lang: Lang
  words: Words
  device: 'phone' | 'pc'
  textLimit: number
  /** Tells of products and orders; null where the host does not. */
  resolveTopic: ResolveTopic | null
  /** Shows pictures in a viewer that is not ours; null where the host has none. */
  previewImage: PreviewImage | null
  /** null: the conversation has the page to itself. */
  desk: DeskPlace | null
}>

/** `urls`: all pictures there are, `current` among them. What it throws, or false, has ours shown instead. */
export type PreviewImage = (current: string, urls: readonly string[]) => unknown

/** How a conversation stands among others. */
export type DeskPlace = Readonly<{
  /** What leads back to the list. */
  back: ReactNode
  list: ListMemory
  drafts: DraftMemory
}>

/** Remembers where the reader of a list was while another conversation is in front. */
export type ListMemory = Readonly<{
  /** Above which row the unread ones began, and how much was written by then. */
  unreadLine: () => Readonly<{ key: string; written: number }> | null
  /** What the engine had measured, as far as it is true of these rows. */
  sizes: (rows: Rows) => CacheSnapshot | undefined
  /** The list is there again: puts it where it was. Says where the unread ones begin now; undefined: it was never left. */
  enter: (keeper: Keeper, rows: Rows) => string | null | undefined
  leave: (view: LeftList) => void
}>

/** What a list is like as it is left. */
export type LeftList = Readonly<{
  keeper: Keeper
  rows: Rows
  unseen: readonly string[]
  unreadLine: Readonly<{ key: string; written: number }> | null
  sizes: CacheSnapshot | undefined
}>

/** Remembers what this window was writing while another conversation is in front. */
export type DraftMemory = Readonly<{
  enter: () => KeptDraft | null
  leave: (draft: KeptDraft | null) => void
}>

const ChatContext = createContext<ChatPage | null>(null)

export const ChatPageProvider = ChatContext.Provider

export function useChatPage(): ChatPage {
  const page = useContext(ChatContext)
  if (!page) throw new Error('the conversation needs a ChatPageProvider above it')
  return page
}

export const useWords = (): Words => useChatPage().words

/** A part of the conversation's state. `select` must not build a new object each time. */
export const useChatState = <T>(select: (state: ChatState) => T): T =>
  useStore(useChatPage().chat.store, select)
