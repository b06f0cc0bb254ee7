import { type ReactNode, type RefObject, useEffect, useRef, useState } from 'react'
import type { Prepared } from '~/lib/pictures/develop'
import { canRecord } from '~/lib/recorder/canRecord'
import { localStore } from '~/lib/storage'
import { SEND_KEY } from '~/store/keys'
import { bringUpload } from '~/sync/bringUpload'
import { type NewFile, sendFiles } from '~/sync/send'
import { useChatPage } from '~/view/ChatContext'
import type { SendKey } from '~/view/composing'
import { type PictureTray, PictureParts } from '~/view/pictures/PictureParts'
import { composerWords } from '~/view/words.composer'
import { Emoji } from './Emoji'
import type * as PcParts from './PcParts'
import { VoiceButton } from './VoiceButton'

type Props = Readonly<{
  box: RefObject<HTMLTextAreaElement | null>
  /** What only a PC has; null on a phone. */
  pc: typeof PcParts | null
  /** Nothing is written: then a phone has room for more. */
  isEmpty: boolean
  /** What stands in place of the row; null: the row itself. */
  onOver: (over: ReactNode) => void
  sendKey: SendKey
  onSendKey: (sendKey: SendKey) => void
}>

/** What lies above the box: one of them at a time. */
type Panel = 'emoji' | 'replies'

/** All of the composer that the first frame does without: the buttons beside the box, and what is typed elsewhere. */
export function ComposerParts({ box, pc, isEmpty, onOver, sendKey, onSendKey }: Props) {
  const { chat, lang, device } = useChatPage()
  const words = composerWords(lang)
  const tray = useRef<PictureTray>(null)
  const [panel, setPanel] = useState<Panel | null>(null)
  const hasReplies = chat.store.getState().pair.me.role === 'SALER'
  useEffect(() => (pc && box.current ? pc.typeAnywhere(box.current) : undefined), [box, pc])
  useEffect(() => {
    if (chat.upload) void bringUpload()
  }, [chat])

  const toggle = (one: Panel) => (isOpen: boolean) =>
    setPanel((before) => (isOpen ? one : before === one ? null : before))
  const isHidden = device === 'phone' && !isEmpty
  const choose = (chosen: SendKey) => {
    localStore.write(SEND_KEY, chosen)
    onSendKey(chosen)
    box.current?.focus()
  }
  return (
    <>
      <Emoji box={box} device={device} words={words} isOpen={panel === 'emoji'} onToggle={toggle('emoji')} />
      {pc && hasReplies && (
        <pc.QuickReplies
          box={box}
          words={words}
          isOpen={panel === 'replies'}
          onToggle={toggle('replies')}
          onPictures={chat.upload ? (files) => tray.current?.add(files) : null}
        />
      )}
      {chat.upload && (
        <>
          <PictureParts
            ref={tray}
            box={box}
            lang={lang}
            device={device}
            isHidden={isHidden}
            onSend={(pictures) => sendFiles(chat, pictures.map(asPicture))}
          />
          {canRecord() && (
            <VoiceButton
              words={words}
              isHidden={isHidden}
              onSend={(voice) => sendFiles(chat, [{ type: 'VOICE', size: null, ...voice }])}
              onOver={onOver}
            />
          )}
        </>
      )}
      {pc && <pc.HowToSend words={words.sendKey} sendKey={sendKey} onChoose={choose} />}
    </>
  )
}

const asPicture = ({ file, name, width, height }: Prepared): NewFile => ({
  type: 'IMAGE',
  file,
  name,
  size: { width, height },
  seconds: null,
})
