import type { Ports } from '~/kinds/ports'
import type { ChatState } from '~/store/chatStore'
import { keyOf, shownIn } from '~/store/selectors'

/** A picture of the conversation: the key of its row, and where it is loaded from. */
export type Picture = Readonly<{ key: string; url: string }>

/** The pictures of what is loaded, oldest first; none that may not be asked for. */
export function picturesOf(
  state: Pick<ChatState, 'log' | 'outbox' | 'claims'>,
  media: Ports['media'],
): readonly Picture[] {
  return shownIn(state).flatMap((item) => {
    const url = item.content.type === 'IMAGE' ? media(item.content.source) : null
    return url === null ? [] : [{ key: keyOf(item, state.claims), url }]
  })
}
