import { type ReactNode, useMemo } from 'react'
import { PortsProvider } from '~/kinds/ports'
import type { Lang } from '~/lib/lang'
import { type ChatPage, ChatPageProvider } from '~/view/ChatContext'
import type { Words } from '~/view/words'
import { galleryPorts } from './galleryPorts'
import { type Me, sampleChat } from './sampleChat'
import { NOW, type Said } from './samples'

/** As everything in the gallery: what stands in a narrow window is what a phone shows. */
export const deviceHere = (): 'phone' | 'pc' => (innerWidth < 640 ? 'phone' : 'pc')

type Props = Readonly<{
  lang: Lang
  words: Words
  me?: Me
  /** What was said, the oldest first. */
  said?: readonly Said[]
  /** What stands in the box. */
  draft?: string
  textLimit?: number
  /** Whether there is more than that. */
  older?: 'more' | 'end'
  children: ReactNode
}>

const NOTHING_SAID: readonly Said[] = []
const IDLE = () => {}

/** A conversation that stands still, without a server: what is in it finds what it would find in the page. */
export function SampleTalk({
  lang,
  words,
  me = 'MEMBER',
  said = NOTHING_SAID,
  draft = '',
  textLimit = 2000,
  older = 'end',
  children,
}: Props) {
  const page = useMemo((): ChatPage => {
    const device = deviceHere()
    const kept = { key: '', draft: { text: draft, start: draft.length, end: draft.length, at: NOW } }
    return {
      chat: sampleChat({ me, device, said, older }),
      lang,
      words,
      device,
      textLimit,
      resolveTopic: null,
      previewImage: null,
      // nothing that was tried here before stands in the box
      desk: {
        back: null,
        list: { unreadLine: () => null, sizes: () => undefined, enter: () => null, leave: IDLE },
        drafts: { enter: () => kept, leave: IDLE },
      },
    }
  }, [lang, words, me, said, draft, textLimit, older])
  const ports = useMemo(() => galleryPorts(lang, { device: page.device }), [lang, page])
  return (
    <PortsProvider value={ports}>
      <ChatPageProvider value={page}>{children}</ChatPageProvider>
    </PortsProvider>
  )
}
