import { type ReactNode, useCallback, useEffect, useMemo, useState } from 'react'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { useStore } from 'zustand'
import { ChatFrame } from '~/app/ChatFrame'
import { PollLoop } from '~/app/ChatProvider'
import type { ConfigSource, DeskConfig } from '~/app/config'
import { Diagnosis, startDiagnosis } from '~/app/Diagnosis'
import type { Host } from '~/app/host'
import { letInspect } from '~/app/inspectors'
import { AddressProblems } from '~/view/AddressProblems'
import { ErrorBoundary } from '~/ui/ErrorBoundary'
import { type DeskPlace, useChatPage } from '~/view/ChatContext'
import { ConversationView } from '~/view/ConversationView'
import { Crashed } from '~/view/Crashed'
import { BackToList } from '~/view/desk/BackToList'
import { DeskPageProvider } from '~/view/desk/DeskContext'
import { DeskView } from '~/view/desk/DeskView'
import type { Words } from '~/view/words'
import { createDeskServices, type DeskServices } from './services'
import { type DeskSettings, readDeskSettings, withDeskEnv } from './settings'

type DeskProps = Readonly<{ config: DeskConfig; source: ConfigSource; host: Host; words: Words }>

/** A salesperson's desk, or what is wrong with its settings. */
export function Desk({ source, ...props }: DeskProps) {
  const [read] = useState(() => readDeskSettings(withDeskEnv(source)))
  if (!read.ok) return <AddressProblems problems={read.problems} lang={props.config.lang} />
  return <RunningDesk settings={read.settings} {...props} />
}

type Props = Readonly<{ config: DeskConfig; settings: DeskSettings; host: Host; words: Words }>

/** All conversations, one of them in front. */
function RunningDesk({ config, settings, host, words }: Props) {
  const [services] = useState(() => createDeskServices(config, settings, host))
  useEffect(() => services.start(), [services])
  useDiagnosis({ services, config, words })
  const alerts = useStore(services.running, (running) => running.alerts)
  const { page, store, contacts, open, remove, entitle } = services
  const { lang, device } = config
  const [client] = useState(() => new QueryClient())
  const desk = useMemo(() => {
    const picture = (raw: string) => {
      const url = page.addresses.media(raw)
      return url === null || page.addresses.isForeign(url) ? null : url
    }
    const now = () => page.trueClock.now().at
    return { store, contacts, words, lang, device, picture, now, open, remove, entitle, alerts }
  }, [store, contacts, words, lang, device, page, open, remove, entitle, alerts])
  const conversation = useCallback(
    (id: string) => (
      <Conversation key={id} id={id} {...{ services, config, host, words }}>
        <ErrorBoundary fallback={<CrashedConversation config={config} />}>
          <ConversationView />
        </ErrorBoundary>
      </Conversation>
    ),
    [services, config, host, words],
  )
  return (
    <QueryClientProvider client={client}>
      <DeskPageProvider value={desk}>
        <Loops services={services} />
        <DeskView conversation={conversation} />
      </DeskPageProvider>
    </QueryClientProvider>
  )
}

/** The poll loops of the conversations that keep themselves up to date. */
function Loops({ services: { store, desk } }: Readonly<{ services: DeskServices }>) {
  const live = useStore(store, (state) => state.live)
  return live.map((id) => {
    const { chat, around } = desk.of(id)
    return <PollLoop key={id} chat={chat} around={around} />
  })
}

type DiagnosisProps = Omit<Props, 'settings' | 'host'> & Readonly<{ services: DeskServices }>

/** Of the desk, and of the conversation in front. */
function useDiagnosis({ services, config, words }: DiagnosisProps): void {
  useEffect(() => {
    const { desk, store, inspect } = services
    const chat = () => {
      const { open } = store.getState()
      return open === null ? null : (desk.known(open)?.chat ?? null)
    }
    return startDiagnosis({ chat, desk: inspect, config, words })
  }, [services, config, words])
}

function CrashedConversation({ config }: Readonly<{ config: DeskConfig }>) {
  const { chat, words } = useChatPage()
  return (
    <Crashed words={words}>
      <ErrorBoundary fallback={null}>
        <Diagnosis chat={chat} config={config} words={words} />
      </ErrorBoundary>
    </Crashed>
  )
}

type ConversationProps = Omit<Props, 'settings'> &
  Readonly<{ id: string; services: DeskServices; children: ReactNode }>

function Conversation({ id, services, config, host, words, children }: ConversationProps) {
  const { chat, player, list, drafts } = services.desk.of(id)
  useEffect(() => (import.meta.env.MODE === 'production' ? undefined : letInspect(chat)), [chat])
  const place: DeskPlace = useMemo(() => ({ back: <BackToList />, list, drafts }), [list, drafts])
  return (
    <ChatFrame {...{ config, host, words, services: services.page, chat, player }} desk={place}>
      {children}
    </ChatFrame>
  )
}
