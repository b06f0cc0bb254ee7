import { type ChangeEvent, type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { Image, LoaderCircle, Plus, X } from 'lucide-react'
import { MOST_PICTURES } from '~/domain/quickReplies'
import type { Prepare } from '~/lib/pictures/prepare'
import type { QuickReplyWords } from '~/view/words.quickReplies'
import type { Tile } from './ReplyForm'
import { SQUARE } from './styles'

type Props = Readonly<{
  tiles: readonly Tile[]
  onChange: (change: (now: readonly Tile[]) => readonly Tile[]) => void
  /** A picture that is kept. */
  find: (name: string) => Promise<Blob | null>
  words: QuickReplyWords['form']
  prepare: Prepare
}>

const TILE =
  'flex items-center justify-center overflow-hidden rounded-bubble border border-hairline bg-field text-secondary'

/** The pictures of a reply in their order. Those that are added are made as small as pictures that are sent. */
export function ReplyTiles({ tiles, onChange, find, words, prepare }: Props) {
  const input = useRef<HTMLInputElement>(null)
  const [isBusy, setIsBusy] = useState(false)
  const [said, setSaid] = useState('')
  const gone = useGone()

  const add = async ({ currentTarget }: ChangeEvent<HTMLInputElement>) => {
    const files = Array.from(currentTarget.files ?? [])
    // else the same picture, chosen again, would be no change
    currentTarget.value = ''
    const room = MOST_PICTURES - tiles.length
    setSaid(files.length > room ? words.tooMany(MOST_PICTURES) : '')
    setIsBusy(true)
    const { signal } = gone.current
    for (const file of files.slice(0, room)) {
      const made = await prepare(file, { original: false, device: 'pc', signal })
      if (signal.aborted) return
      if ('reason' in made) setSaid(words.refused(file.name))
      else onChange((now) => [...now, made.file])
    }
    setIsBusy(false)
  }
  return (
    <>
      <ol className="flex flex-wrap gap-2">
        {tiles.map((tile, i) => (
          <li key={keyOf(tile)} className="relative">
            <div style={SQUARE} className={TILE}>
              <Thumbnail tile={tile} find={find} alt={words.picture(i + 1)} />
            </div>
            <button
              type="button"
              aria-label={words.removePicture(i + 1)}
              onClick={() => onChange((now) => now.filter((one) => one !== tile))}
              className="group absolute top-0 right-0 flex h-11 w-11 items-start justify-end p-1 focus-visible:-outline-offset-2 pc:h-9 pc:w-9"
            >
              <span className="rounded-full bg-panel p-1 text-text group-hover:bg-hairline">
                <X size={16} aria-hidden />
              </span>
            </button>
          </li>
        ))}
        {tiles.length < MOST_PICTURES && (
          <li>
            <button
              type="button"
              aria-label={words.addPicture}
              title={words.addPicture}
              aria-busy={isBusy}
              onClick={() => !isBusy && input.current?.click()}
              style={SQUARE}
              className={`${TILE} focus-visible:-outline-offset-2 hover:bg-hairline active:brightness-90`}
            >
              {isBusy ? (
                <LoaderCircle size={20} aria-hidden className="animate-spin motion-reduce:animate-none" />
              ) : (
                <Plus size={20} aria-hidden />
              )}
            </button>
          </li>
        )}
      </ol>
      <input
        ref={input}
        type="file"
        accept="image/*"
        multiple
        aria-label={words.addPicture}
        tabIndex={-1}
        onChange={(event) => void add(event)}
        className="hidden"
      />
      <p role="status" className="text-note text-danger">
        {said}
      </p>
    </>
  )
}

type ThumbnailProps = Readonly<{ tile: Tile; find: Props['find']; alt: string }>

function Thumbnail({ tile, find, alt }: ThumbnailProps) {
  const [found, setFound] = useState<Blob | null>(null)
  const image = useRef<HTMLImageElement>(null)
  const file = typeof tile === 'string' ? found : tile
  useEffect(() => {
    if (typeof tile !== 'string') return undefined
    let isOver = false
    void find(tile).then((file) => !isOver && setFound(file))
    return () => {
      isOver = true
    }
  }, [tile, find])
  useLayoutEffect(() => {
    if (!file) return undefined
    const address = URL.createObjectURL(file)
    if (image.current) image.current.src = address
    return () => URL.revokeObjectURL(address)
  }, [file])
  // one that is not there any more, or not yet
  if (!file) return <Image size={20} role="img" aria-label={alt} />
  return <img ref={image} alt={alt} draggable={false} className="h-full w-full object-cover" />
}

/** Its signal aborts when this is taken away. */
function useGone(): RefObject<AbortController> {
  const gone = useRef(new AbortController())
  useEffect(() => {
    // React mounts things twice in development
    const now = new AbortController()
    gone.current = now
    return () => now.abort()
  }, [])
  return gone
}

const keys = new WeakMap<Blob, string>()
let made = 0

/** Chosen twice, a picture is there twice. */
function keyOf(tile: Tile): string {
  if (typeof tile === 'string') return tile
  const key = keys.get(tile) ?? `new-${(made += 1)}`
  keys.set(tile, key)
  return key
}
