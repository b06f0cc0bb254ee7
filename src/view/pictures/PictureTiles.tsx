import { useLayoutEffect, useRef } from 'react'
import { CircleAlert, LoaderCircle, Plus, X } from 'lucide-react'
import type { PictureWords } from '~/view/words.pictures'
import type { Picture } from './usePrepared'

type Props = Readonly<{
  words: PictureWords
  pictures: readonly Picture[]
  onRemove: (file: File) => void
  onAdd: () => void
}>

const SQUARE = { width: 80, height: 80 }
const TILE = 'shrink-0 overflow-hidden rounded-bubble border border-hairline bg-field'

/** The pictures in their order, and beneath them those that cannot be sent, with the reason. */
export function PictureTiles({ words, pictures, onRemove, onAdd }: Props) {
  const tiles = pictures.filter(({ refused }) => refused === null)
  const refused = pictures.filter((picture) => picture.refused !== null)
  return (
    <div className="flex max-h-[min(260px,var(--part-height))] flex-col gap-2 overflow-y-auto overscroll-contain">
      <ol className="flex flex-wrap gap-2">
        {tiles.map(({ file, preview }, i) => (
          <li key={keyOf(file)} className="relative">
            <div className={TILE} style={SQUARE}>
              {preview ? (
                <Thumbnail file={preview} alt={words.picture(i + 1, file.name)} />
              ) : (
                <span
                  role="img"
                  aria-label={`${words.picture(i + 1, file.name)}, ${words.preparing}`}
                  className="flex h-full items-center justify-center text-secondary"
                >
                  <LoaderCircle size={20} aria-hidden className="animate-spin motion-reduce:animate-none" />
                </span>
              )}
            </div>
            <button
              type="button"
              aria-label={words.remove(words.picture(i + 1, file.name))}
              onClick={() => onRemove(file)}
              className="group absolute top-0 right-0 flex h-11 w-11 items-start justify-end p-1 focus-visible:-outline-offset-2 pc:h-9"
            >
              <span className="rounded-full bg-panel p-1 text-text group-hover:bg-hairline">
                <X size={16} aria-hidden />
              </span>
            </button>
          </li>
        ))}
        <li>
          <button
            type="button"
            aria-label={words.add}
            title={words.add}
            onClick={onAdd}
            style={SQUARE}
            className={`${TILE} flex items-center justify-center text-secondary focus-visible:-outline-offset-2 hover:bg-hairline active:brightness-90`}
          >
            <Plus size={20} aria-hidden />
          </button>
        </li>
      </ol>
      {refused.length > 0 && (
        <div role="status">
          <ul className="flex flex-col">
            {refused.map(({ file, refused }) => (
              <li key={keyOf(file)} className="flex items-center gap-2 text-note text-danger">
                <CircleAlert size={16} aria-hidden className="shrink-0" />
                <p className="flex min-w-0 flex-1 flex-wrap gap-x-2">
                  <bdi className="max-w-full truncate">{file.name}</bdi>
                  <span>{refused && words.refused[refused]}</span>
                </p>
                <button
                  type="button"
                  aria-label={words.remove(file.name)}
                  onClick={() => onRemove(file)}
                  className="flex h-11 w-11 shrink-0 items-center justify-center rounded-bubble text-secondary focus-visible:-outline-offset-2 hover:bg-hairline active:brightness-90 pc:h-9"
                >
                  <X size={16} aria-hidden />
                </button>
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  )
}

/** Small and upright already: what the file itself holds may have fifty megapixels. */
function Thumbnail({ file, alt }: Readonly<{ file: Blob; alt: string }>) {
  const image = useRef<HTMLImageElement>(null)
  useLayoutEffect(() => {
    const address = URL.createObjectURL(file)
    if (image.current) image.current.src = address
    return () => URL.revokeObjectURL(address)
  }, [file])
  return <img ref={image} alt={alt} draggable={false} className="h-full w-full object-cover" />
}

const keys = new WeakMap<File, number>()
let made = 0

/** Two files may have one name: each has a key of its own. */
function keyOf(file: File): number {
  const key = keys.get(file) ?? (made += 1)
  keys.set(file, key)
  return key
}
