import { MessageRow } from '~/view/list/MessageRow'
import { timeLabel } from '~/view/timeLabel'
import type { Words } from '~/view/words'
import { type Exhibit, NOW } from './samples'

const IDLE = () => {}
const NO_ACTIONS = { resend: IDLE, edit: IDLE, remove: IDLE }

type Props = Readonly<{ exhibit: Exhibit; words: Words; position: number }>

/** A message as the list shows it. */
export function GalleryRow({
  exhibit: { entry, name, unreadLine = false, receipt },
  words,
  position,
}: Props) {
  const { mine, at } = entry.item
  return (
    <div title={name}>
      <MessageRow
        entry={entry}
        rowKey={`${name}-${mine}`}
        time={entry.showsTime ? timeLabel(at, NOW, words) : null}
        unreadLine={unreadLine}
        author={{ id: mine ? '200' : '2', name: mine ? words.me : words.roles.SALER, avatar: null }}
        receipt={receipt ?? null}
        words={words}
        actions={NO_ACTIONS}
        position={position}
        setSize={-1}
        isTabStop={false}
        isMarked={false}
      />
    </div>
  )
}
