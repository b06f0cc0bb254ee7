import { type ReactNode, useState } from 'react'
import { Mic } from 'lucide-react'
import { cn } from '~/lib/cn'
import { loadAgain } from '~/lib/loadAgain'
import type { Voice } from '~/lib/recorder/recorder'
import { useChatPage } from '~/view/ChatContext'
import type { ComposerWords } from '~/view/words.composer'
import { BESIDE } from './styles'

type Props = Readonly<{
  words: ComposerWords
  isHidden: boolean
  onSend: (voice: Voice) => void
  /** What stands in place of the composer's row; null: the row itself. */
  onOver: (over: ReactNode) => void
}>

const loadRecorder = loadAgain(() => import('~/view/recorder/Recorder'))

/** Leads to the recorder, which is loaded with the first press. */
export function VoiceButton({ words, isHidden, onSend, onOver }: Props) {
  const { lang, device } = useChatPage()
  const [isLoading, setIsLoading] = useState(false)
  const [isFailed, setIsFailed] = useState(false)

  const open = () => {
    if (isLoading) return
    setIsLoading(true)
    setIsFailed(false)
    loadRecorder().then(
      ({ Recorder }) => {
        setIsLoading(false)
        onOver(<Recorder lang={lang} device={device} onSend={onSend} onClose={() => onOver(null)} />)
      },
      () => {
        setIsLoading(false)
        setIsFailed(true)
      },
    )
  }
  return (
    <>
      <button
        type="button"
        aria-label={words.voice}
        title={words.voice}
        aria-busy={isLoading}
        onClick={open}
        className={cn(BESIDE, isHidden ? 'hidden' : 'flex', isLoading && 'opacity-40')}
      >
        <Mic size={20} aria-hidden />
      </button>
      <p role="status" className="order-1 w-full text-note text-danger">
        {isFailed && <span className="block pt-2">{words.voiceFailed}</span>}
      </p>
    </>
  )
}
