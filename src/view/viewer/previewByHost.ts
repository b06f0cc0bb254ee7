import type { Ports } from '~/kinds/ports'
import type { ChatPage } from '~/view/ChatContext'
import { picturesOf } from './pictures'

/** What only this page can load is for no other viewer. */
const isOfTheWeb = (url: string) => /^https?:/.test(url)

/**
 * Has the host show the picture of a row, with all others of the conversation, where it has a viewer; calls `otherwise` where it
 * has none, or fails. Hosts that nobody has let in yet are not told of: the picture that was tapped is.
 */
export function previewByHost(
  { chat, previewImage }: ChatPage,
  { media, isForeign, letIn }: Ports,
  key: string,
  otherwise: () => void,
): void {
  const all = picturesOf(chat.store.getState(), media)
  const current = all.find((picture) => picture.key === key)?.url ?? ''
  if (!previewImage || !isOfTheWeb(current)) return otherwise()
  const urls = all.flatMap(({ url }) =>
    isOfTheWeb(url) && (url === current || !isForeign(url) || letIn.has(url)) ? [url] : [],
  )
  void Promise.resolve()
    .then(() => previewImage(current, urls))
    .then((result) => {
      if (result === false) otherwise()
    }, otherwise)
}
