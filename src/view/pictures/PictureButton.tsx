import { type ChangeEvent, type Ref, useImperativeHandle, useRef, useState } from 'react'
import { Camera, Image, Images } from 'lucide-react'
import { BESIDE } from '~/view/composer/styles'
import { MenuSoon, useMenuSoon } from '~/view/menuPart'
import type { PictureWords } from '~/view/words.pictures'

export type PictureChooser = Readonly<{ choose: () => void }>

type Props = Readonly<{
  ref?: Ref<PictureChooser>
  words: PictureWords
  device: 'phone' | 'pc'
  /** There is no room for it. */
  isHidden?: boolean
  onPick: (files: readonly File[]) => void
}>

/** The button that chooses pictures; on a phone it asks whether from the album or by the camera. */
export function PictureButton({ ref, words, device, isHidden = false, onPick }: Props) {
  const album = useRef<HTMLInputElement>(null)
  const camera = useRef<HTMLInputElement>(null)
  const [at, setAt] = useState<DOMRect | null>(null)
  useMenuSoon()
  useImperativeHandle(ref, () => ({ choose: () => album.current?.click() }))

  const onChange = ({ currentTarget }: ChangeEvent<HTMLInputElement>) => {
    const files = Array.from(currentTarget.files ?? [])
    // else the same picture, chosen again, would be no change
    currentTarget.value = ''
    if (files.length > 0) onPick(files)
  }
  // WeChat takes no list of types; the camera opens only where nothing else is asked for
  const input = { type: 'file', accept: 'image/*', onChange, className: 'hidden', tabIndex: -1 } as const
  return (
    <>
      <button
        type="button"
        aria-label={words.button}
        title={words.button}
        aria-haspopup={device === 'phone' ? 'menu' : undefined}
        aria-expanded={device === 'phone' ? at !== null : undefined}
        onClick={({ currentTarget }) =>
          device === 'phone' ? setAt(currentTarget.getBoundingClientRect()) : album.current?.click()
        }
        className={`${isHidden ? 'hidden' : 'flex'} ${BESIDE}`}
      >
        <Image size={20} aria-hidden />
      </button>
      <input ref={album} {...input} aria-label={words.album} multiple />
      <input ref={camera} {...input} aria-label={words.camera} capture="environment" />
      {at && (
        <MenuSoon
          label={words.button}
          at={at}
          items={[
            {
              id: 'album',
              label: words.album,
              icon: <Images size={20} aria-hidden />,
              onSelect: () => album.current?.click(),
            },
            {
              id: 'camera',
              label: words.camera,
              icon: <Camera size={20} aria-hidden />,
              onSelect: () => camera.current?.click(),
            },
          ]}
          onClose={() => setAt(null)}
        />
      )}
    </>
  )
}
