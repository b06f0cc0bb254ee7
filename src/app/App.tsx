import { lazy, Suspense } from 'react'
import type { ChatStore } from '~/store/chatStore'
import { ErrorBoundary } from '~/ui/ErrorBoundary'
import { Notice } from '~/ui/Notice'
import { useChatPage } from '~/view/ChatContext'
import { ConversationView } from '~/view/ConversationView'
import { Crashed } from '~/view/Crashed'
import type { Words } from '~/view/words'
import { ChatProvider } from './ChatProvider'
import type { ConfigResult } from './config'
import { useNewRelease } from './newRelease'

type WordsProp = Readonly<{ words: Words }>

// what few people ever see is no part of the first load
const AddressProblems = lazy(() =>
  import('~/view/AddressProblems').then((module) => ({ default: module.AddressProblems })),
)
const Diagnosis = lazy(() => import('./Diagnosis').then((module) => ({ default: module.Diagnosis })))

/** Decides what the page shows: the conversation, or what is wrong with its address. */
export function App({ result, words }: WordsProp & Readonly<{ result: ConfigResult }>) {
  return (
    <>
      <ErrorBoundary fallback={<CrashedPage store={null} words={words} />}>
        {result.ok ? (
          <ChatProvider config={result.config} words={words}>
            {/* inside: messages go on arriving, whatever happens to what shows them */}
            <ErrorBoundary fallback={<CrashedConversation />}>
              <ConversationView />
            </ErrorBoundary>
          </ChatProvider>
        ) : (
          <Suspense>
            <AddressProblems problems={result.problems} lang={result.lang} />
          </Suspense>
        )}
      </ErrorBoundary>
      <NewRelease words={words} />
    </>
  )
}

function CrashedConversation() {
  const { chat, words } = useChatPage()
  return <CrashedPage store={chat.store} words={words} />
}

function CrashedPage({ store, words }: WordsProp & Readonly<{ store: ChatStore | null }>) {
  return (
    <Crashed words={words}>
      {/* where it cannot be had the page goes without */}
      <ErrorBoundary fallback={null}>
        <Suspense>
          <Diagnosis store={store} words={words} />
        </Suspense>
      </ErrorBoundary>
    </Crashed>
  )
}

/** Stands over the header: nothing else is in the way of whoever wants to go on. */
function NewRelease({ words }: WordsProp) {
  if (!useNewRelease()) return null
  const { text, reload } = words.release
  return (
    <div role="alert" className="fixed inset-x-0 top-0 mx-auto max-w-[860px]">
      <Notice tone="trouble" text={text} actions={[{ label: reload, onClick: () => location.reload() }]} />
    </div>
  )
}
