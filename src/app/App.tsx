import { ErrorBoundary } from '~/ui/ErrorBoundary'
import { AddressProblems } from '~/view/AddressProblems'
import { ConversationView } from '~/view/ConversationView'
import { Crashed } from '~/view/Crashed'
import type { Words } from '~/view/words'
import { ChatProvider } from './ChatProvider'
import type { ConfigResult } from './config'

/** Decides what the page shows: the conversation, or what is wrong with its address. */
export function App({ result, words }: Readonly<{ result: ConfigResult; words: Words }>) {
  if (!result.ok) return <AddressProblems problems={result.problems} words={words} />
  return (
    <ErrorBoundary fallback={<Crashed words={words} />}>
      <ChatProvider config={result.config} words={words}>
        <ConversationView />
      </ChatProvider>
    </ErrorBoundary>
  )
}
