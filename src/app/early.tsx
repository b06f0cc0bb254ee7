import { deviceClock } from '~/lib/clock'
import { browserPage } from '~/lib/page'
import { shownIn } from '~/store/selectors'
import { FIRST_PAGE, queryOf } from '~/sync/chat'
import { receive } from '~/sync/receive'
import { drawStill } from '~/ui/drawStill'
import { showStill } from '~/ui/still'
import { ConversationView } from '~/view/ConversationView'
import { DRAWN, placeDrawn } from '~/view/list/drawnRows'
import { loadWords, type Words } from '~/view/words'
import { askAhead } from '~/wire/ahead'
import { historyUrl } from '~/wire/api'
import { asRows, openEnvelope } from '~/wire/envelope'
import { parseBatch } from '~/wire/schema'
import { ChatFrame } from './ChatFrame'
import { type Config, type ConfigResult, type ConfigSource, readConfig } from './config'
import { readHost } from './host'
import './newRelease'
import { type Conversation, createConversation } from './services'
import { browserSource } from './settings'
import '~/ui/theme.css'

/** How a page has begun, before React DOM, which draws it, has come. */
export type Begun = Readonly<{
  source: ConfigSource
  result: ConfigResult
  words: Promise<Words>
  /** null where it is no conversation. */
  conversation: Conversation | null
  /** Nothing is drawn any more by anybody but React. */
  end: () => void
}>

let begun: Begun | null = null

/**
 * Asks for the messages and draws what is known of the conversation, once a page: React DOM is most of what a phone loads, and comes
 * seconds later. Whatever fails here is left to it.
 */
export const begin = (): Begun => (begun ??= beginNow())

/** What the page is to do, by its address; from now on it is in the language and the colours that it says. */
export function readPage() {
  const source = browserSource()
  const result = readConfig(source)
  const page = document.documentElement
  const { lang, theme } = result.ok ? result.config : result
  page.lang = lang
  if (theme) page.dataset['theme'] = theme
  return { source, result, lang }
}

function beginNow(): Begun {
  const { source, result, lang } = readPage()
  const words = loadWords(lang)
  let isOver = false
  const conversation = result.ok && !result.desk ? opened(result.config, words, () => isOver) : null
  return { source, result, words, conversation, end: () => (isOver = true) }
}

function opened(config: Config, words: Promise<Words>, isOver: () => boolean): Conversation | null {
  const { api, pair } = config
  // a page that nobody sees asks nothing on a phone
  const ahead = browserPage.isVisible()
    ? askAhead(historyUrl(api.base, { ...queryOf(pair), ...FIRST_PAGE }), deviceClock.elapsed)
    : null
  try {
    const conversation = createConversation(config, readHost(window.jhIm), ahead)
    const draw = async () => {
      const wording = await words
      await styled()
      if (!isOver()) drawConversation(conversation, wording)
    }
    const take = async () => {
      if (!ahead) return
      const { text, serverNow } = await ahead.take()
      if (isOver()) return
      const batch = parseBatch(asRows(openEnvelope(text)), serverNow)
      // whoever asks for it takes it once more, and tells what is to be told of it
      await receive({ ...conversation.chat, report: () => {} }, batch, 0)
      await draw()
    }
    draw().catch(() => {})
    take().catch(() => {})
    return conversation
  } catch {
    return null
  }
}

function drawConversation({ config, host, services, chat, player }: Conversation, words: Words): void {
  if (shownIn(chat.store.getState()).length === 0) return
  showStill(
    (into) =>
      drawStill(
        <ChatFrame {...{ config, host, words, services, chat, player }}>
          <ConversationView />
        </ChatFrame>,
        into,
        { substitutes: DRAWN },
      ),
    (still) => {
      const list = still.querySelector<HTMLElement>('[role="log"]')
      if (list) placeDrawn(list)
    },
  )
}

/** Resolves once the styles have come, or all there is: WebKit lets a script run while they are on their way. */
export function styled(): Promise<void> {
  if (document.querySelector<HTMLLinkElement>('#root~link')?.sheet || document.readyState === 'complete')
    return Promise.resolve()
  return new Promise((resolve) => window.addEventListener('load', () => resolve()))
}
