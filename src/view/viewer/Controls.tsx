import type { ReactNode } from 'react'
import { ChevronLeft, ChevronRight, LoaderCircle, X, ZoomIn, ZoomOut } from 'lucide-react'
import { usePorts } from '~/kinds/ports'
import type { ChatState } from '~/store/chatStore'
import type { ViewerWords } from '~/view/words.viewer'
import { Download } from './Download'
import type { Picture } from './pictures'
import { BAR, control, NOTE, waysOf } from './styles'

type Props = Readonly<{
  picture: Picture | undefined
  index: number
  count: number
  scale: number
  isClosest: boolean
  older: ChatState['older']
  /** What is said where older ones could not be loaded. */
  olderFailed: string
  device: 'phone' | 'pc'
  own: ViewerWords
  onStep: (by: -1 | 1) => void
  onZoom: (isCloser: boolean) => void
  onClose: () => void
  keepFocus: () => void
}>

/** What one can do, over the pictures. */
export function Controls(props: Props) {
  const {
    picture,
    index,
    count,
    scale,
    isClosest,
    older,
    olderFailed,
    device,
    own,
    onStep,
    onZoom,
    onClose,
    keepFocus,
  } = props
  const { isForeign, letIn } = usePorts()
  const isFirst = index === 0
  const isOpenEnded = older === 'more' || older === 'failed' || older === 'loading'
  const canSave = device === 'pc' && picture && (!isForeign(picture.url) || letIn.has(picture.url))
  return (
    <>
      <div style={BAR} className="absolute inset-x-0 top-0 flex items-start justify-between gap-2">
        <p style={NOTE} className="flex items-center rounded-bubble px-3 text-note tabular-nums">
          <span aria-hidden>{`${index + 1} / ${count}`}</span>
          <span role="status" className="sr-only">
            {own.picture(index + 1, count)}
          </span>
        </p>
        <div className="flex flex-wrap items-center justify-end gap-2" style={{ pointerEvents: 'auto' }}>
          <Control label={own.closer} isOff={isClosest} onClick={() => onZoom(true)}>
            <ZoomIn size={20} aria-hidden />
          </Control>
          <Control label={own.farther} isOff={scale <= 1} onClick={() => onZoom(false)}>
            <ZoomOut size={20} aria-hidden />
          </Control>
          {canSave && (
            <Download
              key={picture.key}
              url={picture.url}
              name={`${own.label}-${index + 1}`}
              own={own}
              keepFocus={keepFocus}
            />
          )}
          <Control label={own.close} onClick={onClose}>
            <X size={20} aria-hidden />
          </Control>
        </div>
      </div>
      <div style={waysOf(device)} className="absolute inset-x-0 flex items-center justify-between">
        <Control
          label={isFirst && older === 'failed' ? olderFailed : own.previous}
          isOff={isFirst && !isOpenEnded}
          onClick={() => onStep(-1)}
        >
          {isFirst && older === 'loading' ? (
            <LoaderCircle size={20} aria-hidden className="animate-spin motion-reduce:animate-none" />
          ) : (
            <ChevronLeft size={20} aria-hidden />
          )}
          {isFirst && older === 'failed' && <span className="px-2 text-note">{olderFailed}</span>}
        </Control>
        <Control label={own.next} isOff={index + 1 >= count} onClick={() => onStep(1)}>
          <ChevronRight size={20} aria-hidden />
        </Control>
      </div>
    </>
  )
}

type ControlProps = Readonly<{ label: string; isOff?: boolean; onClick: () => void; children: ReactNode }>

/** It stays where it is while nothing comes of it: the focus would be lost with it. */
function Control({ label, isOff = false, onClick, children }: ControlProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      aria-disabled={isOff}
      onClick={() => !isOff && onClick()}
      style={{ ...control(isOff), pointerEvents: 'auto' }}
      className="flex items-center justify-center rounded-bubble hover:brightness-110 active:brightness-90"
    >
      {children}
    </button>
  )
}
