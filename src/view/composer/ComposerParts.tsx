import { type RefObject, useEffect, useState } from 'react'
import { localStore } from '~/lib/storage'
import type { KeptDraft } from '~/store/drafts'
import { SEND_KEY } from '~/store/keys'
import { useChatPage } from '~/view/ChatContext'
import type { SendKey } from '~/view/composing'
import { composerWords } from '~/view/words.composer'
import { createDraftKeeper, type DraftKeeper } from './draftKeeper'
import { Emoji } from './Emoji'
import { HowToSend } from './HowToSend'
import { typeAnywhere } from './typeAnywhere'

type Props = Readonly<{
  box: RefObject<HTMLTextAreaElement | null>
  /** What stood in the box at the beginning. */
  draft: KeptDraft | null
  text: string
  sendKey: SendKey
  onSendKey: (sendKey: SendKey) => void
  onCleared: () => void
}>

/** All of the composer that the first frame does without: the buttons beside the box, and what goes on while one writes. */
export function ComposerParts({ box, draft, text, sendKey, onSendKey, onCleared }: Props) {
  const { lang, device } = useChatPage()
  const words = composerWords[lang]
  useKeptDraft(box, draft, text, onCleared)
  useEffect(() => (device === 'pc' && box.current ? typeAnywhere(box.current) : undefined), [box, device])

  const choose = (chosen: SendKey) => {
    localStore.write(SEND_KEY, chosen)
    onSendKey(chosen)
    box.current?.focus()
  }
  return (
    <>
      <Emoji box={box} device={device} words={words} />
      {device === 'pc' && <HowToSend words={words.sendKey} sendKey={sendKey} onChoose={choose} />}
    </>
  )
}

function useKeptDraft(box: Props['box'], draft: Props['draft'], text: string, onCleared: () => void): void {
  const { chat } = useChatPage()
  const [keeper, setKeeper] = useState<DraftKeeper | null>(null)
  useEffect(() => {
    if (!box.current) return undefined
    const keeper = createDraftKeeper(chat, box.current, draft)
    setKeeper(keeper)
    return keeper.watch(onCleared)
    // oxlint-disable-next-line react/exhaustive-deps -- what is done with a cleared box never changes
  }, [chat, box, draft])
  useEffect(() => keeper?.changed(), [keeper, text])
}
