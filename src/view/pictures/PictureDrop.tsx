import { useEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { ImagePlus } from 'lucide-react'
import { filesOf, type Found } from './filesOf'

type Props = Readonly<{
  label: string
  /** The part of the page that takes files. */
  areaOf: () => Element | null
  onDrop: (found: Found) => void
}>

type Rect = Readonly<{ left: number; top: number; width: number; height: number }>

const hasFiles = ({ dataTransfer }: DragEvent) => dataTransfer?.types.includes('Files') === true

/** Takes files that are dragged from outside, and says so while they are over its part. Nothing dropped opens in place of the page. */
export function PictureDrop({ label, areaOf, onDrop }: Props) {
  const [rect, setRect] = useState<Rect | null>(null)
  const act = useRef({ areaOf, onDrop })
  useEffect(() => {
    act.current = { areaOf, onDrop }
  })
  useEffect(() => {
    // what the drag is over now, and in the moment of change what it is over next: none, and it has left. One that was taken off
    // the page meanwhile is never left
    const entered = new Set<Node>()
    // a picture of the page itself counts as a file too
    let isOwn = false
    const isOver = ({ target }: DragEvent) =>
      target instanceof Element &&
      (target.closest('[data-drop]') !== null || act.current.areaOf()?.contains(target) === true)
    const update = () => {
      for (const node of entered) if (!node.isConnected) entered.delete(node)
      const box = entered.size > 0 ? act.current.areaOf()?.getBoundingClientRect() : undefined
      setRect((now) =>
        box ? (now ?? { left: box.left, top: box.top, width: box.width, height: box.height }) : null,
      )
    }
    const onEnter = (event: DragEvent) => {
      if (!(event.target instanceof Node) || isOwn || !hasFiles(event)) return
      if (isOver(event)) entered.add(event.target)
      update()
    }
    const onLeave = ({ target }: DragEvent) => {
      if (target instanceof Node) entered.delete(target)
      update()
    }
    const onOver = (event: DragEvent) => {
      if (!hasFiles(event)) return
      event.preventDefault()
      if (event.dataTransfer) event.dataTransfer.dropEffect = isOver(event) && !isOwn ? 'copy' : 'none'
    }
    const end = () => {
      isOwn = false
      entered.clear()
      update()
    }
    const onDropped = (event: DragEvent) => {
      const takes = isOver(event) && !isOwn
      if (hasFiles(event)) {
        event.preventDefault()
        if (takes && event.dataTransfer) act.current.onDrop(filesOf(event.dataTransfer))
      }
      end()
    }
    const onStart = () => (isOwn = true)
    const handlers = [
      ['dragstart', onStart],
      ['dragenter', onEnter],
      ['dragleave', onLeave],
      ['dragover', onOver],
      ['drop', onDropped],
      ['dragend', end],
    ] as const
    for (const [type, handler] of handlers) window.addEventListener(type, handler)
    return () => {
      for (const [type, handler] of handlers) window.removeEventListener(type, handler)
    }
  }, [])

  return (
    rect &&
    createPortal(
      // it lies over all else there, so that what moves beneath is neither entered nor left
      <div data-drop style={rect} className="fixed z-10 p-2">
        <div className="flex h-full flex-col items-center justify-center gap-2 rounded-bubble border border-hairline bg-panel text-message text-accent">
          <ImagePlus size={20} aria-hidden />
          {label}
        </div>
      </div>,
      document.body,
    )
  )
}
