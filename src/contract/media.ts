import { type Address, addressesIn } from './addresses'
import { found, type Found, say, undecided } from './finding'
import type { Asked, Question } from './question'

/** Hosts that are tried at most, those of the newest pictures and voices first. */
const MOST_HOSTS = 4

/** What became of an address: pages of other origins may read it, or only show it, or it is not there. */
type Fate = 'readable' | 'shown' | 'gone'
type FateOf = (url: string) => Promise<Fate>

/** Whether pictures and voices are there and may be read, and what the build must be told of where they lie. */
export const media: Question = async (asked) => {
  const api = new URL(asked.client.urlOf(''))
  const addresses = addressesIn(asked.known.rows, api.href)
  const odd = addresses.filter(({ kind }) => kind === 'odd').length
  const fateOf = remembering((url) => tryOne(asked, url, api))
  return [
    await hostsOf(addresses, api, fateOf),
    await baseOf(addresses, api, fateOf),
    ...(odd === 0 ? [] : [oddOnes(odd)]),
  ]
}

/** Addresses that name a host or lie on the API's. Voices of other hosts are decoded, and avatars shown, where the build names these. */
async function hostsOf(addresses: readonly Address[], api: URL, fateOf: FateOf): Promise<Found> {
  const first = new Map<string, string>()
  for (const { kind, text, host } of addresses) {
    const name = kind === 'path' ? api.host : host
    if (name !== '' && !first.has(name)) first.set(name, new URL(text, api.origin).href)
  }
  if (first.size === 0)
    return undecided(
      'media',
      say('消息里没有写明位置的图片、语音和头像', 'no row has media that say where they are'),
    )
  const fates: (readonly [string, Fate])[] = []
  for (const [host, url] of [...first].slice(0, MOST_HOSTS)) fates.push([host, await fateOf(url)])
  const of = (fate: Fate) => fates.filter(([, other]) => other === fate).map(([host]) => host)
  const evidence = say(
    `可以读取：${listed(of('readable'))}；只能显示（AMR 语音无法解码）：${listed(of('shown'))}；打不开：${listed(of('gone'))}；一共 ${first.size} 个主机`,
    `may be read: ${listed(of('readable'))}; only shown (no AMR voice is decoded): ${listed(of('shown'))}; not there: ${listed(of('gone'))}; hosts in all: ${first.size}`,
  )
  const worst = (['gone', 'shown', 'readable'] as const).find((fate) => of(fate).length > 0) ?? 'gone'
  const result = found('media', worst, worst === 'readable' ? 'ok' : 'warning', evidence)
  const foreign = [...of('readable'), ...of('shown')].filter((host) => host !== api.host)
  return foreign.length === 0 ? result : { ...result, settings: { VITE_MEDIA_HOSTS: foreign.join(' ') } }
}

/** Relative ones: paths resolve against the API's origin by themselves, bare names only where the build says so. */
async function baseOf(addresses: readonly Address[], api: URL, fateOf: FateOf): Promise<Found> {
  const firstOf = (kind: 'path' | 'bare') => addresses.find((address) => address.kind === kind)?.text
  const isThere = async (text: string | undefined) =>
    text === undefined ? null : (await fateOf(new URL(text, `${api.origin}/`).href)) !== 'gone'
  const [path, bare] = [await isThere(firstOf('path')), await isThere(firstOf('bare'))]
  if (path === null && bare === null)
    return found('media.base', 'none', 'ok', say('没有相对地址', 'no address is relative'))
  const evidence = say(
    `相对接口的域名（${api.origin}）：路径${word(path)[0]}，单独的文件名${word(bare)[0]}`,
    `on the API's origin (${api.origin}) paths: ${word(path)[1]}, bare names: ${word(bare)[1]}`,
  )
  if (path === false || bare === false)
    return found(
      'media.base',
      'undecided',
      'warning',
      say(
        `${evidence['zh-CN']}。请问后端文件放在哪里，设为 VITE_MEDIA_BASE`,
        `${evidence.en}. Ask where the files are, and set VITE_MEDIA_BASE`,
      ),
    )
  const result = found('media.base', api.origin, 'ok', evidence)
  return bare ? { ...result, settings: { VITE_MEDIA_BASE: api.origin } } : result
}

const oddOnes = (count: number) =>
  found(
    'media.odd',
    count,
    'info',
    say(
      `${count} 个地址不是网页地址，产品不会打开`,
      `${count} addresses are none of the web, and never opened`,
    ),
  )

/** Asks for the headers of one address. A web page in its place is none of media. */
async function tryOne({ client, page, origin }: Asked, url: string, api: URL): Promise<Fate> {
  const init = page === '' ? { headers: { origin } } : {}
  const { headers, failure } = await client.request('media', url, init, { part: 'headers' })
  if (failure?.kind === 'unreachable' && page !== '') {
    const blind = await client.request('media', url, { mode: 'no-cors' }, { part: 'headers' })
    return blind.failure ? 'gone' : 'shown'
  }
  if (failure || /^text\/html/i.test(headers?.get('content-type') ?? '')) return 'gone'
  const allowed = headers?.get('access-control-allow-origin')
  // a page beside the API reads what lies there
  const isRead = page !== '' || new URL(url).host === api.host || allowed === '*' || allowed === origin
  return isRead ? 'readable' : 'shown'
}

function remembering(ask: FateOf): FateOf {
  const known = new Map<string, Promise<Fate>>()
  return (url) => {
    const fate = known.get(url) ?? ask(url)
    known.set(url, fate)
    return fate
  }
}

const listed = (hosts: readonly string[]) => hosts.join(' ') || '-'

const word = (there: boolean | null): readonly [string, string] =>
  there === null ? ['没有出现', 'none'] : there ? ['打得开', 'there'] : ['打不开', 'not there']
