import { useState } from 'react'
import { ImageOff, LoaderCircle, RotateCw } from 'lucide-react'
import { usePorts } from '~/kinds/ports'
import { askAgain } from '~/lib/askAgain'
import type { ViewerWords } from '~/view/words.viewer'
import type { Picture } from './pictures'
import { control, PICTURE, slideAt } from './styles'

type Props = Readonly<{
  picture: Picture
  /** 0 is looked at; -1 stands before it, 1 after it. */
  place: number
  name: string
  own: ViewerWords
  /** It can be looked at, or no longer. */
  onShow: () => void
  keepFocus: () => void
}>

/** One picture of the viewer, and what stands in its place until it is there. */
export function Slide({ picture: { url }, place, name, own, onShow, keepFocus }: Props) {
  const { isForeign, letIn, sizes } = usePorts()
  const [foreign] = useState(() => isForeign(url))
  const [attempt, setAttempt] = useState(0)
  const [phase, setPhase] = useState<'untouched' | 'loading' | 'shown' | 'failed'>(
    foreign && !letIn.has(url) ? 'untouched' : 'loading',
  )
  const load = () => {
    if (foreign) letIn.add(url)
    setAttempt(phase === 'failed' ? attempt + 1 : attempt)
    setPhase('loading')
    // the button that has it goes away
    keepFocus()
  }
  const isAway = phase === 'untouched' || phase === 'failed'
  return (
    <div
      data-slide={place}
      aria-hidden={place !== 0}
      style={slideAt(place)}
      className="absolute top-0 right-0 bottom-0 left-0 flex flex-col items-center justify-center"
    >
      {phase === 'untouched' && (
        <div className="flex max-w-full flex-col items-center gap-3 px-6 text-center">
          <ImageOff size={20} aria-hidden />
          <p className="break-anywhere">{new URL(url).host}</p>
          <button
            type="button"
            tabIndex={place === 0 ? 0 : -1}
            onClick={load}
            style={control()}
            className="rounded-bubble px-4"
          >
            {own.load}
          </button>
        </div>
      )}
      {phase === 'failed' && (
        <div className="flex max-w-full flex-col items-center gap-3 px-6 text-center">
          <ImageOff size={20} aria-hidden />
          <p role={place === 0 ? 'status' : undefined}>{own.failed}</p>
          <button
            type="button"
            tabIndex={place === 0 ? 0 : -1}
            onClick={load}
            style={control()}
            className="flex items-center gap-2 rounded-bubble px-4"
          >
            <RotateCw size={20} aria-hidden />
            {own.retry}
          </button>
          {/* where the content security policy of the page does not let it in either, it has a page of its own */}
          {foreign && (
            <a
              href={url}
              target="_blank"
              rel="noopener noreferrer"
              tabIndex={place === 0 ? 0 : -1}
              style={control()}
              className="flex items-center rounded-bubble px-4"
            >
              {own.openPage}
            </a>
          )}
        </div>
      )}
      {!isAway && (
        <img
          key={attempt}
          src={askAgain(url, attempt)}
          alt={name}
          referrerPolicy="no-referrer"
          draggable={false}
          style={PICTURE}
          onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) => {
            setPhase('shown')
            sizes.learn(url, { width: naturalWidth, height: naturalHeight })
            onShow()
          }}
          onError={() => setPhase('failed')}
        />
      )}
      {phase === 'loading' && (
        <span className="pointer-events-none absolute animate-soon">
          <LoaderCircle size={20} aria-hidden className="animate-spin motion-reduce:animate-none" />
        </span>
      )}
    </div>
  )
}
