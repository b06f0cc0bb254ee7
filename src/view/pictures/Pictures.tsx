import { type KeyboardEvent, type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { Prepared } from '~/lib/pictures/develop'
import { type Prepare, prepare as prepareHere } from '~/lib/pictures/prepare'
import type { PictureWords } from '~/view/words.pictures'
import { PictureActions } from './PictureActions'
import { PictureTiles } from './PictureTiles'
import { usePrepared } from './usePrepared'

/** As many as WeChat sends at once. */
const MOST = 9

export type PicturesProps = Readonly<{
  words: PictureWords
  device: 'phone' | 'pc'
  /** In the order in which they are sent. */
  files: readonly File[]
  /** Pictures were taken away, or sent; where none is left, the tray is to go. */
  onChange: (files: readonly File[]) => void
  /** The button that adds some was pressed. */
  onAdd: () => void
  onSend: (pictures: readonly Prepared[]) => void
  /** What gets the focus back on a PC; on a phone it would open the keyboard. */
  returnTo: RefObject<HTMLElement | null>
  prepare?: Prepare
}>

/**
 * The pictures that somebody has chosen, before they are sent. They are prepared while one looks at them. Enter sends, Escape stops
 * what it waits for, else closes it, and asks first where that would cost several.
 */
export function Pictures(props: PicturesProps) {
  const { words, device, files, onChange, onAdd, onSend, returnTo, prepare = prepareHere } = props
  const [original, setOriginal] = useState(false)
  const [isWaiting, setIsWaiting] = useState(false)
  const [isAsking, setIsAsking] = useState(false)
  const tray = useRef<HTMLDivElement>(null)
  useFocusWithin(tray, device === 'pc' ? returnTo : null)

  const shown = files.slice(0, MOST)
  const pictures = usePrepared(shown, original, device, prepare)
  const refused = pictures.filter((picture) => picture.refused !== null)
  const ready = pictures.flatMap((picture) => picture.ready ?? [])
  const left = pictures.length - refused.length - ready.length

  /** Where what has the focus goes, the tray takes it over. */
  const holdFocus = () => {
    if (tray.current?.contains(document.activeElement)) tray.current.focus({ preventScroll: true })
  }
  const send = () => {
    if (ready.length + left === 0) return
    setIsAsking(false)
    if (left > 0) {
      holdFocus()
      return setIsWaiting(true)
    }
    setIsWaiting(false)
    onSend(ready)
    onChange(files.slice(MOST))
  }
  useOnceReady(isWaiting && left === 0, () => (ready.length > 0 ? send() : setIsWaiting(false)))

  const remove = (file: File) => {
    holdFocus()
    onChange(files.filter((one) => one !== file))
  }
  const escape = () => {
    if (!isWaiting && !isAsking && files.length === 1) return onChange([])
    holdFocus()
    setIsAsking(!isWaiting && !isAsking)
    setIsWaiting(false)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      event.preventDefault()
      event.stopPropagation()
      escape()
    } else if (event.key === 'Enter' && (event.repeat || !isButton(event.target))) {
      // one that is held has been meant for something else
      event.preventDefault()
      if (!event.repeat) send()
    }
  }

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/no-static-element-interactions -- the keys of what is in it
    <div
      ref={tray}
      role="group"
      aria-label={words.title}
      tabIndex={-1}
      onKeyDown={onKeyDown}
      className="mb-2 flex flex-col gap-2 rounded-bubble"
    >
      <p role="status" className="sr-only">
        {words.state(pictures.length - refused.length, refused.length)}
      </p>
      <PictureTiles words={words} pictures={pictures} onRemove={remove} onAdd={onAdd} />
      {files.length > MOST && (
        <p role="status" className="text-note text-waiting">
          {words.tooMany(MOST, files.length - MOST)}
        </p>
      )}
      <PictureActions
        words={words}
        pictures={pictures}
        original={original}
        onOriginal={setOriginal}
        waitsFor={isWaiting ? left : null}
        onStop={escape}
        asksFor={isAsking ? files.length : null}
        onKeep={escape}
        onCancel={() => onChange([])}
        onSend={send}
      />
    </div>
  )
}

const isButton = (target: EventTarget) => target instanceof Element && target.closest('button') !== null

/** Acts once when what is waited for has come. */
function useOnceReady(isReady: boolean, then: () => void): void {
  const act = useRef(then)
  useEffect(() => {
    act.current = then
  })
  useEffect(() => {
    if (isReady) act.current()
  }, [isReady])
}

/** The focus is in the tray as it opens, so that Enter and Escape are its own, and goes back where it was inside at its end. */
function useFocusWithin(tray: RefObject<HTMLElement | null>, returnTo: RefObject<HTMLElement | null> | null) {
  useLayoutEffect(() => {
    const element = tray.current
    const back = returnTo?.current
    element?.focus({ preventScroll: true })
    return () => {
      if (element?.contains(document.activeElement)) back?.focus({ preventScroll: true })
    }
  }, [tray, returnTo])
}
