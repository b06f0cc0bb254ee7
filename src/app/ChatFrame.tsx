import { type ReactNode, useMemo } from 'react'
import { PortsProvider } from '~/kinds/ports'
import type { AudioPlayer } from '~/lib/audioPlayer'
import type { Chat } from '~/sync/chat'
import { ChatPageProvider, type DeskPlace } from '~/view/ChatContext'
import type { Words } from '~/view/words'
import type { PageConfig } from './config'
import type { Host } from './host'
import type { PageServices } from './services'

export type FrameProps = Readonly<{
  config: PageConfig
  host: Host
  words: Words
  services: PageServices
  chat: Chat
  player: AudioPlayer
  /** null: the conversation has the page to itself. */
  desk?: DeskPlace | null
  children: ReactNode
}>

/** Gives the view of a conversation what it works with. */
export function ChatFrame({
  config: { lang, device, textLimit },
  host: { resolveTopic, previewImage },
  words,
  services: { sizes, addresses, files },
  chat,
  player,
  desk = null,
  children,
}: FrameProps) {
  const page = useMemo(
    () => ({ chat, lang, words, device, textLimit, resolveTopic, previewImage, desk }),
    [chat, lang, words, device, textLimit, resolveTopic, previewImage, desk],
  )
  const ports = useMemo(
    () => ({ lang, device, player, sizes, files, letIn: new Set<string>(), ...addresses }),
    [files, lang, device, player, sizes, addresses],
  )
  return (
    <PortsProvider value={ports}>
      <ChatPageProvider value={page}>{children}</ChatPageProvider>
    </PortsProvider>
  )
}
