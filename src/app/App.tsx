import { ErrorBoundary } from '~/ui/ErrorBoundary'
import { AddressProblems } from '~/view/AddressProblems'
import { ConversationView } from '~/view/ConversationView'
import { Crashed } from '~/view/Crashed'
import { wordsOf } from '~/view/words'
import { ChatProvider } from './ChatProvider'
import type { ConfigResult } from './config'

/** Decides what the page shows: the conversation, or what is wrong with its address. */
export function App({ result }: Readonly<{ result: ConfigResult }>) {
  if (!result.ok) return <AddressProblems problems={result.problems} words={wordsOf(result.lang)} />
  return (
    <ErrorBoundary fallback={<Crashed words={wordsOf(result.config.lang)} />}>
      <ChatProvider config={result.config}>
        <ConversationView />
      </ChatProvider>
    </ErrorBoundary>
  )
}
