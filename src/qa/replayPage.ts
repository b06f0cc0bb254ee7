import { createStore, get, set } from 'idb-keyval'
import { deviceClock } from '~/lib/clock'
import { localStore } from '~/lib/storage'
import { conversationsIn } from './conversations'
import {
  LARGEST_RECORDING,
  type ParsedRecording,
  parseRecording,
  type Problem,
  type Recording,
  tooLarge,
} from './recording'
import { createReplay } from './replay'
import { endpointOf } from './requestFields'

/** Where the file that was opened last is kept, over the reload. */
export type Shelf = Readonly<{
  read: () => Promise<string | undefined>
  write: (text: string) => Promise<void>
}>

/** What stands in the address for it. */
const KEPT = 'kept'
const SLOWEST = 0.1
const FASTEST = 1000

export type Opened = Readonly<{ ok: true; address: string }> | Readonly<{ ok: false; problem: Problem }>

/** Takes a file to be replayed: the address of the page that does so, or what is wrong with the file. */
export async function openRecording(file: Blob, shelf: Shelf = database()): Promise<Opened> {
  const isTooLarge = file.size > LARGEST_RECORDING
  const text = isTooLarge ? '' : await file.text()
  const parsed = isTooLarge ? tooLarge() : parseRecording(text)
  if (!parsed.ok) return parsed
  try {
    await shelf.write(text)
  } catch {
    return {
      ok: false,
      problem: {
        'zh-CN': '浏览器没有保存录制文件（无痕窗口或空间不足），请把它放进 test/recordings 再用地址打开。',
        en: 'The browser did not keep the recording (a private window, or no space): put it into test/recordings and name it in the address.',
      },
    }
  }
  const url = new URL(location.pathname, location.href)
  url.searchParams.set('replay', KEPT)
  return { ok: true, address: complete(url, parsed.recording).href }
}

/**
 * Has the page's API answered by the recording that its address names: `replay=kept` for the file that was opened last, or the
 * path of one on the page's own origin; `speed=4`. Whose conversation it is follows from the recording where the address does not
 * say it. Returns what is wrong, if anything; an address that names none is left alone.
 */
export async function startReplay(
  host: { fetch: typeof fetch } = window,
  shelf: Shelf = database(),
): Promise<Problem | null> {
  const url = new URL(location.href)
  const source = url.searchParams.get('replay')
  if (source === null) return null
  const told = url.searchParams.get('speed')
  const speed = told === null ? 1 : Number(told)
  if (!(speed >= SLOWEST && speed <= FASTEST))
    return {
      'zh-CN': `回放速度应为 ${SLOWEST} 到 ${FASTEST} 的数字：speed=${told}`,
      en: `The speed of a replay is a number from ${SLOWEST} to ${FASTEST}: speed=${told}`,
    }
  const network = host.fetch.bind(host)
  const loaded = source === KEPT ? await readKept(shelf) : await load(source, url, network)
  if (!loaded.ok) return loaded.problem
  const whole = complete(url, loaded.recording)
  history.replaceState(history.state, '', whole.href)
  forgetVisits(whole)
  const replay = createReplay(loaded.recording, { now: deviceClock.elapsed, speed })
  host.fetch = (input, init) => {
    const address = new URL(input instanceof Request ? input.url : String(input), location.href)
    const endpoint = endpointOf(address)
    // files are no part of a recording
    return endpoint === null || endpoint === 'upload'
      ? network(input, init)
      : replay.answer(new Request(input, init))
  }
  return null
}

async function readKept(shelf: Shelf): Promise<ParsedRecording> {
  const text = await shelf.read().catch(() => undefined)
  return text === undefined
    ? refused(
        '这个浏览器里没有打开过的录制文件，请在面板里选择一个。',
        'This browser keeps no recording: open one in the panel.',
      )
    : parseRecording(text)
}

async function load(path: string, page: URL, network: typeof fetch): Promise<ParsedRecording> {
  const url = addressOf(path, page)
  if (!url || url.origin !== page.origin || !url.pathname.endsWith('.json'))
    return refused(
      `replay 应为 kept，或本站 .json 文件的路径：${path}`,
      `replay is "kept", or the path of a .json file of this site: ${path}`,
    )
  try {
    const response = await network(url.href)
    const text = await response.text()
    // servers of single pages answer with the page what they do not have
    if (response.ok && !text.trim().startsWith('<')) return parseRecording(text)
    return refused(`找不到录制文件 ${url.pathname}。`, `There is no recording at ${url.pathname}.`)
  } catch {
    return refused(`无法加载录制文件 ${url.pathname}。`, `The recording at ${url.pathname} cannot be loaded.`)
  }
}

function addressOf(path: string, page: URL): URL | null {
  try {
    return new URL(path, page)
  } catch {
    return null
  }
}

/** An address with all that the page must be told; what it says stays. */
function complete(address: URL, recording: Recording): URL {
  const url = new URL(address.href)
  const told = url.searchParams
  const [first, ...others] = conversationsIn(recording)
  if (!first || told.has('from')) return url
  const { to, ...me } = first
  for (const [name, value] of Object.entries(me)) told.set(name, value)
  const isDesk = me.fromrole === 'SALER' && others.length > 0
  if (!isDesk && !told.has('to')) told.set('to', to)
  if (!told.has('lang')) told.set('lang', recording.page.lang)
  return url
}

/** What an earlier replay has left of this conversation would change what this one does: own messages on their way, its end. */
function forgetVisits({ searchParams }: URL): void {
  const [appid, fromrole, from, to] = ['appid', 'fromrole', 'from', 'to'].map((name) =>
    searchParams.get(name),
  )
  const pair = JSON.stringify([appid, fromrole, from, to])
  for (const kind of ['outbox', 'tail', 'played'])
    for (const key of localStore.keys(`jh-im:${kind}:${pair}`)) localStore.remove(key)
}

const refused = (zh: string, en: string): ParsedRecording => ({ ok: false, problem: { 'zh-CN': zh, en } })

const store = () => createStore('jh-im-recording', 'files')

const database = (): Shelf => ({
  read: async () => get<string>(KEPT, store()),
  write: async (text) => set(KEPT, text, store()),
})
