import { type KeyboardEvent, type MouseEvent, useEffect, useId, useRef, useState } from 'react'
import { Delete } from 'lucide-react'
import type { ComposerWords } from '~/view/words.composer'
import { emojiGroups } from './emoji'
import { gridMove } from './grid'
import { recentEmoji, rememberEmoji } from './recent'

/** Targets of 44 px on the narrowest phones, of 36 in the popover of a PC. */
const COLUMNS = { phone: 7, pc: 10 } as const
/** Seven of them and the composer's edges are 332 px: on narrower phones they take what is missing from the edges. */
const TOO_NARROW = 'min(0px, (100vw - 332px) / 2)'
const WIDER = { marginLeft: TOO_NARROW, marginRight: TOO_NARROW }

type Props = Readonly<{
  words: ComposerWords
  device: 'phone' | 'pc'
  /** It was opened by a key. */
  takesFocus: boolean
  onChoose: (emoji: string, event: MouseEvent) => void
  onErase: (event: MouseEvent) => void
}>

/** The emoji by group, the last used first. One of them is reached by Tab, the others by arrows. */
export function EmojiPanel({ words, device, takesFocus, onChoose, onErase }: Props) {
  const list = useRef<HTMLDivElement>(null)
  const [active, setActive] = useState(0)
  // the same as long as it is open: what moved under a finger would be chosen by mistake
  const [groups] = useState(() => groupsFor(words))
  useEffect(() => {
    if (takesFocus) emojiIn(list.current)[0]?.focus()
  }, [takesFocus])

  const onKeyDown = (event: KeyboardEvent) => {
    // the key that has opened the panel is still held: it chooses nothing
    if (event.repeat && event.key === 'Enter') event.preventDefault()
    const sizes = groups.map(({ emoji }) => emoji.length)
    const to = gridMove(event.key, active, sizes, COLUMNS[device])
    if (to === null || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    setActive(to)
    emojiIn(list.current)[to]?.focus()
  }
  const choose = (emoji: string, index: number, event: MouseEvent) => {
    setActive(index)
    rememberEmoji(emoji)
    onChoose(emoji, event)
  }

  return (
    <div
      role="group"
      aria-label={words.emoji}
      style={device === 'phone' ? WIDER : undefined}
      className="flex max-h-[min(260px,var(--part-height))] flex-col pc:max-h-[var(--over-height)] pc:rounded-bubble pc:border pc:border-hairline pc:bg-panel pc:shadow-over"
    >
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the keys of the buttons in it */}
      <div
        ref={list}
        onKeyDown={onKeyDown}
        className="min-h-0 flex-1 overflow-y-auto overscroll-contain pc:px-2"
      >
        {groups.map(({ title, emoji, start }) => (
          <Group
            key={title}
            title={title}
            emoji={emoji}
            device={device}
            activeAt={active - start}
            onChoose={(one, i, event) => choose(one, start + i, event)}
          />
        ))}
      </div>
      <div className="flex justify-end border-t border-hairline pt-1 pc:px-2 pc:pb-1">
        <button
          type="button"
          aria-label={words.erase}
          onClick={onErase}
          className="flex h-11 w-14 items-center justify-center rounded-bubble text-secondary hover:bg-hairline active:brightness-90 pc:h-9"
        >
          <Delete size={20} aria-hidden />
        </button>
      </div>
    </div>
  )
}

type GroupProps = Readonly<{
  title: string
  emoji: readonly string[]
  device: 'phone' | 'pc'
  /** Which of them Tab reaches; of another group's none. */
  activeAt: number
  onChoose: (emoji: string, index: number, event: MouseEvent) => void
}>

/** Px of a row, and of the title above. */
const ROW = { phone: 44, pc: 36 } as const
const TITLE = 28

/** As high as it will be, and drawn once it comes into view: all of them at once keep a slow phone from answering for half a second. */
const drawnInView = (count: number, device: 'phone' | 'pc') => ({
  contentVisibility: 'auto' as const,
  containIntrinsicSize: `0 ${TITLE + ROW[device] * Math.ceil(count / COLUMNS[device])}px`,
})

function Group({ title, emoji, device, activeAt, onChoose }: GroupProps) {
  const id = useId()
  return (
    <div role="group" aria-labelledby={id} style={drawnInView(emoji.length, device)}>
      <p id={id} className="pt-2 pb-1 text-note text-secondary">
        {title}
      </p>
      <div className={`grid ${device === 'pc' ? 'grid-cols-10' : 'grid-cols-7'}`}>
        {emoji.map((one, i) => (
          <button
            key={one}
            type="button"
            data-emoji
            tabIndex={i === activeAt ? 0 : -1}
            onClick={(event) => onChoose(one, i, event)}
            className="min-h-11 rounded-bubble text-[1.375rem] leading-none focus-visible:-outline-offset-2 hover:bg-hairline active:brightness-90 pc:min-h-9"
          >
            {one}
          </button>
        ))}
      </div>
    </div>
  )
}

const emojiIn = (list: HTMLElement | null) => [...(list?.querySelectorAll<HTMLElement>('[data-emoji]') ?? [])]

/** The groups, and how many emoji stand before each. */
function groupsFor(words: ComposerWords) {
  const recent = recentEmoji()
  const all = emojiGroups.map(({ name, emoji }) => ({ title: words.groups[name], emoji }))
  const groups = recent.length > 0 ? [{ title: words.recent, emoji: recent }, ...all] : all
  let next = 0
  return groups.map(({ title, emoji }) => {
    const start = next
    next += emoji.length
    return { title, emoji, start }
  })
}
