// What the pages use of packages that only `npm run bench:install` installs: they are checked whether these are there or not.
declare module '@chatscope/chat-ui-kit-react' {
  import type { FC, ReactNode } from 'react'
  type Props = Readonly<Record<string, unknown> & { children?: ReactNode }>
  export const ChatContainer: FC<Props>
  export const MainContainer: FC<Props>
  export const Message: FC<Props>
  export const MessageInput: FC<Props>
  export const MessageList: FC<Props>
}
declare module '@chatui/core' {
  import type { FC, ReactNode } from 'react'
  type Props = Readonly<Record<string, unknown> & { children?: ReactNode }>
  export const Bubble: FC<Props>
  const Chat: FC<{
    messages: readonly unknown[]
    // its type is what `messages` are made of
    renderMessageContent: (message: never) => ReactNode
    navbar: { title: string }
    onSend: () => void
    locale: string
  }>
  // oxlint-disable-next-line import/no-default-export -- its own
  export default Chat
}
declare module 'stream-chat' {
  type Fields = Record<string, unknown>
  export type StreamChannel = {
    cid: string
    id: string
    data: Fields
    query: () => Promise<unknown>
    state: {
      members: Fields
      messagePagination: { hasPrev: boolean }
      addMessagesSorted: (
        messages: readonly unknown[],
        timestampChanged: boolean,
        addIfDoesNotExist: boolean,
        initializing: boolean,
        set: string,
      ) => void
    }
  }
  export class StreamChat {
    constructor(key: string, options: Fields)
    configs: Fields
    state: { updateUser: (user: unknown) => void }
    channel: (type: string, id: string) => StreamChannel
    _addChannelConfig: (told: Fields) => void
    dispatchEvent: (event: Fields) => void
  }
}
declare module 'stream-chat-react' {
  import type { FC, ReactNode } from 'react'
  type Props = Readonly<Record<string, unknown> & { children?: ReactNode }>
  export const Channel: FC<Props>
  export const Chat: FC<Props>
  export const MessageComposer: FC<Props>
  export const VirtualizedMessageList: FC<Props>
  export const Window: FC<Props>
  export const useChannelActionContext: (name: string) => { loadMore: (limit: number) => unknown }
}
