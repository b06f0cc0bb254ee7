import { type Ref, type RefObject, useEffect, useImperativeHandle, useRef, useState } from 'react'
import type { Lang } from '~/lib/lang'
import { loadAgain } from '~/lib/loadAgain'
import type { Prepared } from '~/lib/pictures/develop'
import { pictureWords } from '~/view/words.pictures'
import { type Aside, PictureAside } from './PictureAside'
import { filesOf, type Found } from './filesOf'
import { PictureButton, type PictureChooser } from './PictureButton'
import { PictureDrop } from './PictureDrop'
import type { Pictures } from './Pictures'

/** Takes more pictures in; they are sent when somebody says so. */
export type PictureTray = Readonly<{ add: (files: readonly File[]) => void }>

type Props = Readonly<{
  ref?: Ref<PictureTray>
  /** Where one writes; the part of the page that it stands in (`main`) takes what is dropped. */
  box: RefObject<HTMLElement | null>
  lang: Lang
  device: 'phone' | 'pc'
  /** There is no room for the button. */
  isHidden?: boolean
  /** In their order. They are prepared, and hold nothing but the picture. */
  onSend: (pictures: readonly Prepared[]) => void
  /** For tests. */
  load?: () => Promise<Readonly<{ Pictures: typeof Pictures }>>
}>

const loadPictures = loadAgain(() => import('./Pictures'))

const NOTHING: Aside = { offered: [], said: [] }

/** All of pictures in the row of the composer: the button, what is pasted and dropped, and above the row the chosen ones. */
export function PictureParts({
  ref,
  box,
  lang,
  device,
  isHidden = false,
  onSend,
  load = loadPictures,
}: Props) {
  const words = pictureWords(lang)
  const [files, setFiles] = useState<readonly File[]>([])
  const [aside, setAside] = useState(NOTHING)
  const [Tray, setTray] = useState<typeof Pictures | null>(null)
  const button = useRef<PictureChooser>(null)

  const add = (more: readonly File[]) => {
    const all = [...files, ...more]
    setAside(NOTHING)
    setFiles(all)
    if (Tray) return
    load().then(
      (module) => setTray(() => module.Pictures),
      () => {
        // they stay: what a camera took may be nowhere else
        setAside({ offered: all, said: [words.notLoaded] })
      },
    )
  }
  const take = ({ pictures, hasText, others, hasFolder }: Found) => {
    if (pictures.length > 0 && !hasText) add(pictures)
    const said = [
      ...(pictures.length > 0 && hasText ? [words.offer(pictures.length)] : []),
      ...(others.length > 0 ? [words.notPictures(others)] : []),
      ...(hasFolder ? [words.folder] : []),
    ]
    if (said.length > 0 || hasText) setAside({ offered: hasText ? pictures : [], said })
  }
  useImperativeHandle(ref, () => ({ add }))
  usePaste(box, take)
  /** What is offered is chosen already: the tray did not arrive. */
  const isWaiting = aside.offered === files

  return (
    <>
      <PictureButton ref={button} words={words} device={device} isHidden={isHidden} onPick={add} />
      <PictureDrop
        label={words.drop}
        areaOf={() => box.current?.closest('main') ?? null}
        // who drops a picture means it, whatever text it brings along
        onDrop={(found) => take({ ...found, hasText: false })}
      />
      <div className="-order-1 w-full">
        <PictureAside
          words={words}
          aside={aside}
          onTake={() => add(isWaiting ? [] : aside.offered)}
          onDismiss={() => {
            if (isWaiting) setFiles([])
            setAside(NOTHING)
          }}
        />
        {Tray && files.length > 0 && (
          <Tray
            words={words}
            device={device}
            files={files}
            onChange={setFiles}
            onAdd={() => button.current?.choose()}
            onSend={onSend}
            returnTo={box}
          />
        )}
      </div>
    </>
  )
}

/** What is pasted anywhere that does not take it itself. Text goes its usual way. */
function usePaste(box: RefObject<HTMLElement | null>, take: (found: Found) => void): void {
  const act = useRef(take)
  useEffect(() => {
    act.current = take
  })
  useEffect(() => {
    const onPaste = (event: ClipboardEvent) => {
      if (event.defaultPrevented || !event.clipboardData || isForOther(event.target, box.current)) return
      const found = filesOf(event.clipboardData)
      if (found.pictures.length + found.others.length === 0 && !found.hasFolder) return
      // else the name of a copied file would be pasted
      if (!found.hasText) event.preventDefault()
      act.current(found)
    }
    // before what takes text from anywhere on the page, and prevents the rest
    document.addEventListener('paste', onPaste, true)
    return () => document.removeEventListener('paste', onPaste, true)
  }, [box])
}

/** Another field, or something that lies over the page. */
const isForOther = (target: EventTarget | null, box: HTMLElement | null) =>
  target !== box &&
  target instanceof Element &&
  target.closest('input:not([type=checkbox]), textarea, [role="dialog"]') !== null
