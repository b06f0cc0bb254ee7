import { X } from 'lucide-react'
import type { PictureWords } from '~/view/words.pictures'

/** What is said of what was found: that it is no picture, or why pictures wait to be added by hand, which are `offered` then. */
export type Aside = Readonly<{ offered: readonly File[]; said: readonly string[] }>

type Props = Readonly<{
  words: PictureWords
  aside: Aside
  onTake: () => void
  onDismiss: () => void
}>

/** Says so, and lets the pictures be added all the same. */
export function PictureAside({ words, aside: { offered, said }, onTake, onDismiss }: Props) {
  return (
    <div role="status">
      {said.length > 0 && (
        <div className="flex items-center gap-2 pb-1 text-note">
          <div className="min-w-0 flex-1 break-anywhere text-secondary">
            {said.map((line) => (
              <p key={line}>{line}</p>
            ))}
          </div>
          {offered.length > 0 && (
            <button
              type="button"
              onClick={onTake}
              className="min-h-11 shrink-0 rounded-bubble px-3 font-bold text-accent hover:bg-hover active:brightness-90 pc:min-h-9"
            >
              {words.take}
            </button>
          )}
          <button
            type="button"
            aria-label={words.dismiss}
            onClick={onDismiss}
            className="flex h-11 w-11 shrink-0 items-center justify-center rounded-bubble text-secondary hover:bg-hairline active:brightness-90 pc:h-9"
          >
            <X size={16} aria-hidden />
          </button>
        </div>
      )}
    </div>
  )
}
