import type { Pair } from '~/domain/identity'
import { createAudioPlayer } from '~/lib/audioPlayer'
import { browserChannel } from '~/lib/channel'
import { deviceClock } from '~/lib/clock'
import { loadAgain } from '~/lib/loadAgain'
import { createLocalFiles, type FilePlace } from '~/lib/localFiles'
import { browserLocks } from '~/lib/locks'
import { createMediaSizes } from '~/lib/mediaSizes'
import { browserPage } from '~/lib/page'
import { localStore } from '~/lib/storage'
import { after } from '~/lib/timer'
import { createTrueClock } from '~/lib/trueClock'
import type { Upload } from '~/lib/upload'
import { mediaUrl } from '~/lib/url'
import { type ChatStore, createChatStore } from '~/store/chatStore'
import { playedKey, tailKey } from '~/store/keys'
import { isPlayed, readPlayed } from '~/store/played'
import type { Chat } from '~/sync/chat'
import { createEngine } from '~/sync/engine'
import { newHabits } from '~/sync/history'
import { keepJournal } from '~/sync/journal'
import { createRecent, recallTail } from '~/sync/tail'
import type { Ahead } from '~/wire/ahead'
import { createImApi } from '~/wire/api'
import type { HostUpload } from '~/wire/upload'
import type { Config, PageConfig } from './config'
import type { Host } from './host'

/** Milliseconds for which sizes of pictures are gathered. */
const SIZES_AFTER = 300

const loadVoices = loadAgain(() => import('~/sync/playVoices'))
const loadUpload = loadAgain(() => import('~/wire/upload'))
const loadDatabase = loadAgain(() => import('~/lib/fileDatabase'))

export type PageServices = ReturnType<typeof createPageServices>

/** What all conversations of a page share: made once, and none of it runs yet. */
export function createPageServices(config: PageConfig, host: Host) {
  const clock = deviceClock
  const files = createLocalFiles(keptFiles)
  const addresses = addressesOf(config, (raw) => files.urlOf(raw))
  const page = Math.floor(Math.random() * 2 ** 40).toString(36)
  let ids = 0
  return {
    /** One a conversation: it notices answers that do not hold what was acknowledged. */
    createApi: (ahead: Ahead | null = null) => keepJournal(createImApi(config.api, ahead), clock.wall),
    clock,
    trueClock: createTrueClock(clock),
    files,
    addresses,
    upload: uploadOf(host.upload ?? config.uploadUrl, addresses.remote),
    report: host.onEvent,
    sizes: createMediaSizes(localStore, (keep) => after(SIZES_AFTER, keep)),
    around: {
      page: browserPage,
      storage: localStore,
      locks: browserLocks(),
      openChannel: browserChannel(),
    },
    // crypto.randomUUID is missing on plain http and in old engines
    newId: () => `local-${clock.wall().toString(36)}-${page}-${(ids += 1)}`,
  }
}

/** What one conversation needs. `api` where its requests pass something before they leave. */
export function createServices(
  { pair, me, peer, channel, topic, device, paces, keeps, api: { base } }: Config,
  page: PageServices,
  { api, journal } = page.createApi(),
) {
  const { clock, trueClock, files, addresses, upload, report, newId } = page
  const recent = keeps ? createRecent(tailKey(pair, base)) : null
  const tail = recent && recallTail(recent, { storage: localStore, pair, trueClock })
  const store = createChatStore(pair, tail)
  const visible = browserPage.isVisible()
  const chat: Chat = {
    api,
    store,
    clock,
    trueClock,
    engine: createEngine(store, { clock, trueClock, device, visible, paces }),
    habits: newHabits(),
    journal,
    recent,
    tabs: { told: () => {} },
    files,
    upload,
    told: { me, peer, channel, topic },
    report,
    random: Math.random,
    newId,
  }
  return { chat, player: createPlayer(pair, store, addresses) }
}

export type Conversation = ReturnType<typeof createConversation>

/** The conversation that a page is opened for. `ahead`: what was asked for it before there was anything to ask with. */
export function createConversation(config: Config, host: Host, ahead: Ahead | null = null) {
  const services = createPageServices(config, host)
  return { config, host, services, ...createServices(config, services, services.createApi(ahead)) }
}

type Addresses = ReturnType<typeof addressesOf>

/** Where pictures and voices are loaded from; see `kinds/ports`. */
function addressesOf(
  { media: { base, bareNames, hosts } }: PageConfig,
  local: (raw: string) => string | null,
) {
  const remote = (raw: string) => mediaUrl(raw, base, bareNames)
  const media = (raw: string) => local(raw) ?? remote(raw)
  const isForeign = (url: string) =>
    hosts !== null && !url.startsWith('blob:') && !hosts.includes(new URL(url).host)
  return { remote, media, isForeign }
}

/** The one player of the page, which knows the conversation: what was heard of it, and what comes next. */
function createPlayer(pair: Pair, store: ChatStore, addresses: Addresses) {
  const key = playedKey(pair)
  const played = readPlayed(localStore, key)
  return createAudioPlayer({
    isPlayed: (id) => isPlayed(played, id),
    load: (audio, tell) =>
      loadVoices().then(({ playVoices }) =>
        playVoices(audio, tell, localStore, { store, played, key, ...addresses }),
      ),
  })
}

/** The host's upload, or our own to this address: loaded with the first file. */
function uploadOf(by: HostUpload | string | null, remote: Addresses['remote']): Upload | null {
  if (by === null) return null
  const isMedia = (address: string) => remote(address) !== null
  return async (file, options) => {
    const { uploadBy, uploadTo } = await loadUpload()
    const upload = typeof by === 'string' ? uploadTo({ url: by, isMedia }) : uploadBy(by, isMedia)
    return upload(file, options)
  }
}

const database = async () => (await loadDatabase()).fileDatabase

const keptFiles: FilePlace = {
  keep: async (key, file) => (await database()).keep(key, file),
  find: async (key) => (await database()).find(key),
  remove: async (key) => (await database()).remove(key),
}
