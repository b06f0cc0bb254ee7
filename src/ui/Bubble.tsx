import type { ReactNode } from 'react'
import { cn } from '~/lib/cn'

type BubbleProps = Readonly<{
  mine: boolean
  /** The tail stands on the first bubble of a group only. */
  tail: boolean
  children: ReactNode
}>

/** The ground a message stands on. */
export function Bubble({ mine, tail, children }: BubbleProps) {
  return (
    <div
      data-bubble
      data-side={mine ? 'mine' : 'theirs'}
      className={cn(
        // where colours are forced all grounds are one: the line shows then, and is broader around one's own
        'max-w-full rounded-bubble outline outline-transparent px-3 py-[9px] text-message leading-message',
        mine ? 'bg-mine on-own-ground outline-3' : 'bg-theirs text-on-theirs',
        tail && 'tail',
        tail && (mine ? 'tail-right' : 'tail-left'),
      )}
    >
      {children}
    </div>
  )
}
