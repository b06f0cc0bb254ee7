import { type RefObject, useState } from 'react'
import { createPortal } from 'react-dom'
import type { QuickReply } from '~/domain/quickReplies'
import { loadAgain } from '~/lib/loadAgain'
import { useChatPage } from '~/view/ChatContext'
import { quickReplyWords } from '~/view/words.quickReplies'
import type { ReplyManager } from './ReplyManager'
import { ReplyPicker } from './ReplyPicker'
import type { Opened } from './query'
import { repliesOf } from './shelf'

type Props = Readonly<{
  box: RefObject<HTMLTextAreaElement | null>
  /** What opens and closes it. */
  button: RefObject<HTMLElement | null>
  /** null: it is closed. */
  opened: Opened | null
  onPictures: ((files: readonly File[]) => void) | null
  onClose: () => void
}>

const loadManager = loadAgain(() => import('./ReplyManager'))

/** The quick replies above the composer, and what leads to their dialog. */
export function QuickReplyPanel({ box, button, opened, onPictures, onClose }: Props) {
  const { chat, lang } = useChatPage()
  const words = quickReplyWords(lang)
  const replies = repliesOf(chat, lang)
  const [said, setSaid] = useState('')
  const [isManaging, setIsManaging] = useState(false)
  const [Manager, setManager] = useState<typeof ReplyManager | null>(null)

  const bringPictures = async ({ pictures }: QuickReply) => {
    if (pictures.length === 0) return
    if (!onPictures) return setSaid(words.noUpload)
    const found = await Promise.all(pictures.map((name) => replies.pictures.find(name)))
    const files = found.flatMap((file, i) => (file ? [asFile(file, i)] : []))
    if (files.length > 0) onPictures(files)
    if (files.length < pictures.length) setSaid(words.picturesGone)
  }
  const manage = () => {
    setSaid('')
    loadManager().then(
      (module) => {
        setManager(() => module.ReplyManager)
        setIsManaging(true)
        onClose()
      },
      () => setSaid(words.notManaged),
    )
  }
  return (
    <>
      <p role="status" className="order-1 w-full text-note text-waiting">
        {said !== '' && <span className="block pt-2">{said}</span>}
      </p>
      {opened && (
        <ReplyPicker
          key={JSON.stringify(opened)}
          box={box}
          button={button}
          opened={opened}
          shelf={replies.shelf}
          words={words}
          onInserted={(reply) => {
            setSaid('')
            void bringPictures(reply)
          }}
          onManage={manage}
          onClose={onClose}
        />
      )}
      {isManaging &&
        Manager &&
        createPortal(
          <Manager
            replies={replies}
            words={words}
            newFileName={() => words.file.name(dayOf(chat.clock.wall()))}
            returnTo={box}
            onClose={() => setIsManaging(false)}
          />,
          document.body,
        )}
    </>
  )
}

const asFile = (file: Blob, i: number) =>
  new File([file], `${i + 1}.${file.type.replace(/^image\//, '').replace('jpeg', 'jpg')}`, {
    type: file.type,
  })

const two = (n: number) => String(n).padStart(2, '0')

/** `2026-11-20` in the device's own time. */
function dayOf(at: number): string {
  const date = new Date(at)
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}
