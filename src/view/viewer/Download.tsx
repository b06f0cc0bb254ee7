import { useState } from 'react'
import { Download as Sign, ExternalLink, LoaderCircle } from 'lucide-react'
import { savePicture } from '~/sync/savePicture'
import type { ViewerWords } from '~/view/words.viewer'
import { control, NOTE } from './styles'

type Props = Readonly<{ url: string; name: string; own: ViewerWords; keepFocus: () => void }>

/** Saves the picture; where its server does not let us, leads to its own page, where the browser can. */
export function Download({ url, name, own, keepFocus }: Props) {
  const [phase, setPhase] = useState<'idle' | 'running' | 'refused'>('idle')
  const face = {
    style: control(),
    className: 'flex items-center justify-center rounded-bubble hover:brightness-110 active:brightness-90',
  }
  const start = () => {
    if (phase === 'running') return
    setPhase('running')
    void savePicture(url, name).then((isSaved) => {
      setPhase(isSaved ? 'idle' : 'refused')
      if (!isSaved) keepFocus()
    })
  }
  if (phase === 'refused')
    return (
      <>
        <p role="status" style={NOTE} className="rounded-bubble px-3 py-2 text-note">
          {own.notDownloaded}
        </p>
        <a
          {...face}
          href={url}
          target="_blank"
          rel="noopener noreferrer"
          aria-label={own.openPage}
          title={own.openPage}
        >
          <ExternalLink size={20} aria-hidden />
        </a>
      </>
    )
  return (
    <button
      {...face}
      type="button"
      aria-label={own.download}
      title={own.download}
      aria-busy={phase === 'running'}
      onClick={start}
    >
      {phase === 'running' ? (
        <LoaderCircle size={20} aria-hidden className="animate-spin motion-reduce:animate-none" />
      ) : (
        <Sign size={20} aria-hidden />
      )}
    </button>
  )
}
