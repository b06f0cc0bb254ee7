import { type RefObject, useEffect } from 'react'
import { localStore } from '~/lib/storage'
import { SEND_KEY } from '~/store/keys'
import { useChatPage } from '~/view/ChatContext'
import type { SendKey } from '~/view/composing'
import { composerWords } from '~/view/words.composer'
import { Emoji } from './Emoji'
import { HowToSend } from './HowToSend'
import { typeAnywhere } from './typeAnywhere'

type Props = Readonly<{
  box: RefObject<HTMLTextAreaElement | null>
  sendKey: SendKey
  onSendKey: (sendKey: SendKey) => void
}>

/** All of the composer that the first frame does without: the buttons beside the box, and what is typed elsewhere. */
export function ComposerParts({ box, sendKey, onSendKey }: Props) {
  const { lang, device } = useChatPage()
  const words = composerWords[lang]
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
