import { type ReactNode, useEffect, useMemo, useState } from 'react'
import { QueryClientProvider } from '@tanstack/react-query'
import { PortsProvider } from '~/kinds/ports'
import type { Chat } from '~/sync/chat'
import type { Surroundings } from '~/sync/startSync'
import { usePollNewest } from '~/sync/usePollNewest'
import { ChatPageProvider } from '~/view/ChatContext'
import type { Words } from '~/view/words'
import type { Config } from './config'
import type { Host } from './host'
import { createServices } from './services'

type Props = Readonly<{ config: Config; host: Host; words: Words; children: ReactNode }>

/** Makes what one conversation needs, once, and runs its poll loop for as long as it is mounted. */
export function ChatProvider({ config, host, words, children }: Props) {
  const { lang, device, textLimit } = config
  const [{ chat, client, player, sizes, addresses, around }] = useState(() => createServices(config, host))
  const { resolveTopic, previewImage } = host
  // of another pair nothing is heard either
  useEffect(() => player.pause, [player])
  const page = useMemo(
    () => ({ chat, lang, words, device, textLimit, resolveTopic, previewImage }),
    [chat, lang, words, device, textLimit, resolveTopic, previewImage],
  )
  const ports = useMemo(
    () => ({ lang, device, player, sizes, files: chat.files, letIn: new Set<string>(), ...addresses }),
    [chat, lang, device, player, sizes, addresses],
  )
  return (
    <QueryClientProvider client={client}>
      <PortsProvider value={ports}>
        <ChatPageProvider value={page}>
          <PollLoop chat={chat} around={around} />
          {children}
        </ChatPageProvider>
      </PortsProvider>
    </QueryClientProvider>
  )
}

function PollLoop({ chat, around }: Readonly<{ chat: Chat; around: Surroundings }>) {
  usePollNewest(chat, around)
  return null
}
