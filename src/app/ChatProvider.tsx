import { type ReactNode, useMemo, useState } from 'react'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { PortsProvider } from '~/kinds/ports'
import { createAudioPlayer } from '~/lib/audioPlayer'
import { type Clock, deviceClock } from '~/lib/clock'
import { createTrueClock } from '~/lib/trueClock'
import { createMediaSizes } from '~/lib/mediaSizes'
import { localStore } from '~/lib/storage'
import { mediaUrl } from '~/lib/url'
import { createChatStore } from '~/store/chatStore'
import type { Chat } from '~/sync/chat'
import { createPacer } from '~/sync/pacer'
import { usePollNewest } from '~/sync/usePollNewest'
import { ChatPageProvider } from '~/view/ChatContext'
import type { Words } from '~/view/words'
import { createImApi } from '~/wire/api'
import type { Config } from './config'

type Props = Readonly<{ config: Config; words: Words; children: ReactNode }>

/** Makes what one conversation needs, once, and runs its poll loop for as long as it is mounted. */
export function ChatProvider({ config, words, children }: Props) {
  const { lang, device } = config
  const [{ chat, client, player, sizes }] = useState(() => createServices(config))
  const page = useMemo(() => ({ chat, lang, words, device }), [chat, lang, words, device])
  const ports = useMemo(() => {
    const { base, bareNames } = config.media
    return { lang, device, player, sizes, media: (raw: string) => mediaUrl(raw, base, bareNames) }
  }, [config, lang, device, player, sizes])
  return (
    <QueryClientProvider client={client}>
      <PortsProvider value={ports}>
        <ChatPageProvider value={page}>
          <PollLoop chat={chat} clock={deviceClock} device={device} />
          {children}
        </ChatPageProvider>
      </PortsProvider>
    </QueryClientProvider>
  )
}

function PollLoop({ chat, clock, device }: Readonly<{ chat: Chat; clock: Clock; device: 'phone' | 'pc' }>) {
  usePollNewest(chat, clock, device)
  return null
}

const isVisible = () => document.visibilityState !== 'hidden'

function createServices({ pair, me, peer, channel, topic, device, api }: Config) {
  const store = createChatStore(pair)
  const clock = deviceClock
  const pacer = createPacer(store, { clock, device, isVisible, random: Math.random })
  let ids = 0
  const chat: Chat = {
    api: createImApi(api),
    store,
    trueClock: createTrueClock(clock),
    pacer,
    told: { me, peer, channel, topic },
    // crypto.randomUUID is missing on plain http and in old engines
    newId: () => `local-${clock.wall().toString(36)}-${(ids += 1)}`,
  }
  return { chat, client: new QueryClient(), player: createAudioPlayer(), sizes: createMediaSizes(localStore) }
}
