import { createContext, useContext } from 'react'
import { useStore } from 'zustand'
import type { ResolveTopic } from '~/domain/topic'
import type { Lang } from '~/lib/lang'
import type { ChatState } from '~/store/chatStore'
import type { Chat } from '~/sync/chat'
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
}>

/** `urls`: all pictures there are, `current` among them. What it throws, or false, has ours shown instead. */
export type PreviewImage = (current: string, urls: readonly string[]) => unknown

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
