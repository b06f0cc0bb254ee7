import { type ReactNode, useEffect, useMemo, useState } from 'react'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { PortsProvider } from '~/kinds/ports'
import { createAudioPlayer } from '~/lib/audioPlayer'
import { browserChannel } from '~/lib/channel'
import { deviceClock } from '~/lib/clock'
import { browserLocks } from '~/lib/locks'
import { browserPage } from '~/lib/page'
import { createTrueClock } from '~/lib/trueClock'
import { createLocalFiles, type FilePlace } from '~/lib/localFiles'
import { loadAgain } from '~/lib/loadAgain'
import { createMediaSizes } from '~/lib/mediaSizes'
import { localStore } from '~/lib/storage'
import { after } from '~/lib/timer'
import type { Upload } from '~/lib/upload'
import { mediaUrl } from '~/lib/url'
import { createChatStore } from '~/store/chatStore'
import type { Chat } from '~/sync/chat'
import { createEngine } from '~/sync/engine'
import { newHabits } from '~/sync/history'
import type { Surroundings } from '~/sync/startSync'
import { usePollNewest } from '~/sync/usePollNewest'
import { ChatPageProvider } from '~/view/ChatContext'
import type { Words } from '~/view/words'
import { createImApi } from '~/wire/api'
import type { Config } from './config'
import type { Host } from './host'

/** Milliseconds for which sizes of pictures are gathered. */
const SIZES_AFTER = 300

type Props = Readonly<{ config: Config; host: Host; words: Words; children: ReactNode }>

/** Makes what one conversation needs, once, and runs its poll loop for as long as it is mounted. */
export function ChatProvider({ config, host, words, children }: Props) {
  const { lang, device, textLimit } = config
  const [{ chat, client, player, sizes, around }] = useState(() => createServices(config, host))
  const { resolveTopic, previewImage } = host
  // of another pair nothing is heard either
  useEffect(() => player.stop, [player])
  const page = useMemo(
    () => ({ chat, lang, words, device, textLimit, resolveTopic, previewImage }),
    [chat, lang, words, device, textLimit, resolveTopic, previewImage],
  )
  const ports = useMemo(() => {
    const { hosts } = config.media
    const { files } = chat
    const remote = mediaOf(config)
    const media = (raw: string) => files.urlOf(raw) ?? remote(raw)
    const isForeign = (url: string) =>
      hosts !== null && !url.startsWith('blob:') && !hosts.includes(new URL(url).host)
    return { lang, device, player, sizes, remote, media, files, isForeign, letIn: new Set<string>() }
  }, [config, chat, lang, device, player, sizes])
  return (
    <QueryClientProvider client={client}>
      <PortsProvider value={ports}>
        <ChatPageProvider value={page}>
          <PollLoop chat={chat} around={around} />
          {children}
        </ChatPageProvider>
      </PortsProvider>
    </QueryClientProvider>
  )
}

function PollLoop({ chat, around }: Readonly<{ chat: Chat; around: Surroundings }>) {
  usePollNewest(chat, around)
  return null
}

function createServices(config: Config, host: Host) {
  const { pair, me, peer, channel, topic, device, paces, api } = config
  const store = createChatStore(pair)
  const clock = deviceClock
  const trueClock = createTrueClock(clock)
  const around = {
    page: browserPage,
    storage: localStore,
    locks: browserLocks(),
    openChannel: browserChannel(),
  }
  const page = Math.floor(Math.random() * 2 ** 40).toString(36)
  let ids = 0
  const chat: Chat = {
    api: createImApi(api),
    store,
    clock,
    trueClock,
    engine: createEngine(store, { clock, trueClock, device, visible: browserPage.isVisible(), paces }),
    habits: newHabits(),
    tabs: { told: () => {} },
    files: createLocalFiles(keptFiles),
    upload: host.upload ?? uploadOf(config),
    told: { me, peer, channel, topic },
    report: host.onEvent,
    random: Math.random,
    // crypto.randomUUID is missing on plain http and in old engines
    newId: () => `local-${clock.wall().toString(36)}-${page}-${(ids += 1)}`,
  }
  return {
    chat,
    client: new QueryClient(),
    player: createAudioPlayer(),
    sizes: createMediaSizes(localStore, (keep) => after(SIZES_AFTER, keep)),
    around,
  }
}

/** The address that media are loaded from; null where none may be. */
const mediaOf =
  ({ media: { base, bareNames } }: Config) =>
  (raw: string) =>
    mediaUrl(raw, base, bareNames)

/** Our own upload, loaded with the first file. */
function uploadOf(config: Config): Upload | null {
  const { uploadUrl: url } = config
  if (url === null) return null
  const isMedia = (address: string) => mediaOf(config)(address) !== null
  return async (file, options) => (await loadUpload()).uploadTo({ url, isMedia })(file, options)
}

const loadUpload = loadAgain(() => import('~/wire/upload'))

const loadDatabase = loadAgain(() => import('~/lib/fileDatabase'))
const database = async () => (await loadDatabase()).fileDatabase

const keptFiles: FilePlace = {
  keep: async (key, file) => (await database()).keep(key, file),
  find: async (key) => (await database()).find(key),
  remove: async (key) => (await database()).remove(key),
}
