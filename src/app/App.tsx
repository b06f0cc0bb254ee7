import { lazy, Suspense, useState } from 'react'
import { pairKey } from '~/domain/identity'
import type { Lang } from '~/lib/lang'
import type { Chat } from '~/sync/chat'
import { ErrorBoundary } from '~/ui/ErrorBoundary'
import { Notice } from '~/ui/Notice'
import { useChatPage } from '~/view/ChatContext'
import { ConversationView } from '~/view/ConversationView'
import { Crashed } from '~/view/Crashed'
import type { Words } from '~/view/words'
import type { Identity } from '~/wire/identity'
import { loadDiagnosis } from './bringDiagnosis'
import { ChatProvider } from './ChatProvider'
import type { Config, ConfigResult, Problem } from './config'
import { type Host, readHost } from './host'
import { useNewRelease } from './newRelease'
import type { Conversation as Begun } from './services'

type WordsProp = Readonly<{ words: Words }>

// what few people ever see is no part of the first load. Nothing stands in for it: until it has come, what index.html shows does
const AddressProblems = lazy(() =>
  import('~/view/AddressProblems').then((module) => ({ default: module.AddressProblems })),
)
const Diagnosis = lazy(() => loadDiagnosis().then((module) => ({ default: module.Diagnosis })))

const Desk = lazy(() => import('./desk/Desk').then((module) => ({ default: module.Desk })))
const Entrance = lazy(() => import('./Entrance').then((module) => ({ default: module.Entrance })))

/** `read`: the configuration for whoever the host says is looking. */
type AppProps = WordsProp &
  Readonly<{
    result: ConfigResult
    read: (identity: Identity) => ConfigResult
    /** The conversation of `result`, where it has begun already. */
    begun?: Begun | null
  }>

/** Decides what the page shows: the conversation, or what is wrong with its address; where the host tells who is looking, it is asked first. */
export function App(props: AppProps) {
  const { words } = props
  const { text, reload } = words.release
  const isOutdated = useNewRelease()
  return (
    <div className={isOutdated ? 'above-page' : ''}>
      {isOutdated && (
        <div role="alert">
          <Notice
            tone="trouble"
            text={text}
            actions={[{ label: reload, onClick: () => location.reload() }]}
          />
        </div>
      )}
      <ErrorBoundary fallback={<CrashedPage chat={null} words={words} />}>
        <Page {...props} />
      </ErrorBoundary>
    </div>
  )
}

function Page({ result, read, begun = null, words }: AppProps) {
  const [host] = useState(() => begun?.host ?? readHost(window.jhIm))
  const page = (result: ConfigResult) =>
    !result.ok ? (
      <Problems {...result} />
    ) : result.desk ? (
      <Desk
        key={JSON.stringify([result.config.appid, result.config.saler.id])}
        config={result.config}
        source={result.source}
        host={host}
        words={words}
      />
    ) : (
      <Conversation config={result.config} host={host} begun={begun} words={words} />
    )
  return result.ok || result.identityUrl === null ? (
    page(result)
  ) : (
    <Entrance url={result.identityUrl} read={read} words={words} page={page} />
  )
}

type ConversationProps = WordsProp & Readonly<{ config: Config; host: Host; begun: Begun | null }>

function Conversation({ config, host, begun, words }: ConversationProps) {
  return (
    // of another pair nothing is taken along: neither messages nor what is under way
    <ChatProvider
      key={JSON.stringify(pairKey(config.pair))}
      begun={begun?.config === config ? begun : null}
      {...{ config, host, words }}
    >
      {/* inside: messages go on arriving, whatever happens to what shows them */}
      <ErrorBoundary fallback={<CrashedConversation />}>
        <ConversationView />
      </ErrorBoundary>
    </ChatProvider>
  )
}

function Problems({ problems, lang }: Readonly<{ problems: readonly Problem[]; lang: Lang }>) {
  return <AddressProblems problems={problems} lang={lang} />
}

function CrashedConversation() {
  const { chat, words } = useChatPage()
  return <CrashedPage chat={chat} words={words} />
}

function CrashedPage({ chat, words }: WordsProp & Readonly<{ chat: Chat | null }>) {
  return (
    <Crashed words={words}>
      {/* where it cannot be had the page goes without */}
      <ErrorBoundary fallback={null}>
        <Suspense>
          <Diagnosis chat={chat} words={words} />
        </Suspense>
      </ErrorBoundary>
    </Crashed>
  )
}
