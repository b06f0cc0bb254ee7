import type { Page } from '~/lib/page'
import type { Chat } from './chat'
import { startReading } from './markRead'
import { startPresence } from './presence'

/** What goes beside the messages: telling what was read, and who is there. Returns what ends it. */
export function startAsides(chat: Chat, page: Page) {
  const ends = [startReading(chat, page), startPresence(chat, page)]
  return {
    // they look by themselves
    look: () => {},
    stop: () => {
      for (const end of ends) end()
    },
  }
}
