import { type ReactNode, useEffect, useState } from 'react'
import { flushSync } from 'react-dom'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { deviceClock } from '~/lib/clock'
import { browserPage } from '~/lib/page'
import { localStore } from '~/lib/storage'
import { after } from '~/lib/timer'
import type { Chat } from '~/sync/chat'
import type { Surroundings } from '~/sync/startSync'
import { usePollNewest } from '~/sync/usePollNewest'
import type { Words } from '~/view/words'
import { ChatFrame } from './ChatFrame'
import { bringDiagnosis } from './bringDiagnosis'
import type { Config } from './config'
import type { Host } from './host'
import { type Conversation, createConversation } from './services'

/** `begun`: what was made of it before React DOM had come. */
type Props = Readonly<{
  config: Config
  host: Host
  begun: Conversation | null
  words: Words
  children: ReactNode
}>

/** Makes what one conversation needs, once, and runs its poll loop for as long as it is mounted. */
export function ChatProvider({ config, host, begun, words, children }: Props) {
  const [{ services, chat, player }] = useState(() => begun ?? createConversation(config, host))
  const [client] = useState(() => new QueryClient())
  useRemembered(config)
  useDiagnosis({ chat, config, words })
  // of another pair nothing is heard either
  useEffect(() => player.pause, [player])
  return (
    <QueryClientProvider client={client}>
      <ChatFrame {...{ config, host, words, services, chat, player }}>
        <PollLoopSoon chat={chat} around={services.around} />
        {children}
      </ChatFrame>
    </QueryClientProvider>
  )
}

/** Opens the diagnosis when somebody asks for it. */
function useDiagnosis({ chat, config, words }: Readonly<{ chat: Chat; config: Config; words: Words }>): void {
  useEffect(() => bringDiagnosis({ chat, config, words }, browserPage), [chat, config, words])
}

/** A conversation that a salesperson opened by its link stands on their desk from then on. */
function useRemembered({ pair, peer }: Config): void {
  useEffect(() => {
    if (pair.me.role !== 'SALER') return
    import('~/store/rememberContact').then(
      ({ rememberContact }) => rememberContact(localStore, pair, peer, deviceClock.wall()),
      // another visit may
      () => {},
    )
  }, [pair, peer])
}

type LoopProps = Readonly<{ chat: Chat; around: Surroundings }>

/** In a task of its own, after the one in which all else that was mounted begins: together they keep a finger waiting. */
function PollLoopSoon(props: LoopProps) {
  const [isDue, setIsDue] = useState(false)
  // at once, not in a later task of React's: what it asks for is the first message
  useEffect(() => after(0, () => flushSync(() => setIsDue(true))), [])
  return isDue && <PollLoop {...props} />
}

/** Renders nothing: each change of the pace renders it. */
export function PollLoop({ chat, around }: LoopProps) {
  usePollNewest(chat, around)
  return null
}
