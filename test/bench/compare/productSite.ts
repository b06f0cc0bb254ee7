import type { IncomingMessage, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { setTimeout as delay } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { builtFile, mediaFile, serve, type Served, textFile } from '~test/support/files'
import { endpoints, isEndpoint, type World } from '~test/support/imApi'
import { listen } from '~test/support/listener'
import { MEMBER, type Row, SALER, SKEW } from '~test/support/rows'
import { withMeta } from '~/mocks/pageSettings'
import { conversation, olderOnes } from './conversation'

/** Rows of the largest answer: the product reads no more than 20 MiB at once. */
const MOST_AT_ONCE = 20_000
/** The bound of history's newest page. */
const BEYOND = 9_999_999_999_999

/** An answer that is kept back until it is given. */
type Held = Readonly<{ give: () => void }>

export type ProductSite = Awaited<ReturnType<typeof startProductSite>>

/**
 * The built page and a backend that speaks the JH IM API, on one origin. The conversation comes as it would from a backend that does not
 * honour `limit`: history's first page holds the newest 20,000 of it, later ones are asked for by scrolling up.
 */
export async function startProductSite(dist: string, count: number, late = 0) {
  const end = Date.now()
  const all = conversation(count, end, late)
  const newest = all.slice(-MOST_AT_ONCE)
  const opening = answerOf(newest.slice().reverse())
  const world: World = {
    boundary: 'exclusive',
    directions: 'both',
    pollCap: Infinity,
    skew: SKEW,
    now: Date.now,
    rows: [],
    online: new Set([MEMBER.id, SALER.id]),
  }
  const files = new Map<string, Buffer>()
  const keeping = new Map<string, (held: Held) => void>()
  let olderAtOnce = 20
  let opened = false
  /** The oldest stamp that the page was given. */
  const first = newest[0]?.sendtime ?? 0
  let given = first

  /** Kept back if the next request of this kind is waited for. */
  const when = (kind: string): Promise<void> => {
    const taken = keeping.get(kind)
    if (!taken) return Promise.resolve()
    keeping.delete(kind)
    return new Promise((give) => taken({ give }))
  }

  async function answer(
    name: string,
    method: string,
    fields: Record<string, string>,
  ): Promise<string | null> {
    if (name === 'getMsgListByPageAndUserId') {
      const before = Number(fields['lasttime'] ?? BEYOND)
      const limit = Number(fields['limit'] ?? 20)
      // what is known is looked at again now and then: only what lies below it is what the reader asks for
      if (before > given + 1 && before < BEYOND) return answerOf(below(before, limit))
      if (before < BEYOND) {
        await when('older')
        // and the one that is known: the product asks so that equal stamps are not left out
        const rows = below(before, olderAtOnce + 1)
        given = Math.min(given, ...rows.slice(-1).map(({ sendtime }) => sendtime))
        return answerOf(rows)
      }
      if (opened) return answerOf(lately(limit))
      await when('opening')
      opened = true
      return opening
    }
    if (!isEndpoint(name) || endpoints[name].verb !== method) return null
    if (name === 'getNewestMsgListByLastTime') await when('poll')
    return answerOf(endpoints[name].answer(world, fields))
  }

  /** Newest first. */
  function below(before: number, size: number): readonly Row[] {
    const found = all.findIndex(({ sendtime }) => sendtime >= before)
    const end = found < 0 ? all.length : found
    const known = all.slice(Math.max(0, end - size), end)
    return known.length > 1 ? known.reverse() : moreBefore(before, size - 1)
  }
  /** Before the first: the conversation has no beginning. */
  function moreBefore(before: number, size: number): readonly Row[] {
    const first = all[0]
    if (!first) return []
    const taken = Math.max(0, Math.round((first.sendtime + 1 - before) / 20_000))
    return olderOnes(size, count, end, taken).reverse()
  }
  const lately = (limit: number): readonly Row[] =>
    [...newest.slice(-limit), ...world.rows].slice(-limit).reverse()

  async function handle(request: IncomingMessage, response: ServerResponse) {
    const url = new URL(request.url ?? '/', 'http://site')
    const { pathname, searchParams } = url
    if (pathname.startsWith('/api/im/')) {
      const fields =
        request.method === 'POST'
          ? Object.fromEntries(new URLSearchParams(await text(request)))
          : Object.fromEntries(searchParams)
      const body = await answer(pathname.slice('/api/im/'.length), request.method ?? 'GET', fields)
      response.writeHead(body === null ? 404 : 200, {
        'content-type': 'application/json;charset=utf-8',
        'cache-control': 'no-store',
      })
      response.end(body ?? '{"success":false}')
      return
    }
    const lateness = Number(searchParams.get('late') ?? 0)
    if (lateness > 0) await delay(lateness)
    const file = await fileOf(pathname)
    if (file) serve(request, response, file)
    else response.writeHead(404).end()
  }
  async function fileOf(pathname: string): Promise<Served | null> {
    if (pathname === '/blank') return textFile('blank.html', '<p>')
    if (pathname.startsWith('/media/')) return mediaFile(pathname.slice('/media/'.length))
    const file = await builtFile(dist, pathname)
    if (file && /\.(js|css)$/.test(pathname)) files.set(pathname, file.bytes)
    if (!file || pathname !== '/') return file
    // half the usual wait between two polls, by the setting that operators have for it
    const html = withMeta(file.bytes.toString(), { 'jh-poll-seconds': '1 1 5' })
    return { ...file, bytes: Buffer.from(html) }
  }

  const { origin, stop } = await listen((request, response) => {
    handle(request, response).catch((error: unknown) => {
      response.destroy()
      console.error(error)
    })
  })
  return {
    address: `${origin}/?appid=JH&from=${MEMBER.id}&to=${SALER.id}&fromrole=MEMBER`,
    blank: `${origin}/blank`,
    newestId: newest[newest.length - 1]?._id ?? '',
    /** How many the first answer holds. */
    opens: newest.length,
    /** The next visit opens the conversation anew. */
    reopen: () => {
      opened = false
      given = first
      olderAtOnce = 20
      world.rows.length = 0
      keeping.clear()
      files.clear()
    },
    /** Keeps back the next answer of this kind: resolves once it was asked for, to what gives it. */
    keep: (kind: 'opening' | 'poll' | 'older') =>
      new Promise<Held>((resolve) => void keeping.set(kind, resolve)),
    /** From now on the backend has these too. */
    publish: (rows: readonly Row[]) => void world.rows.push(...rows),
    setOlderAtOnce: (size: number) => void (olderAtOnce = size),
    /** KiB of scripts and styles that this visit has loaded so far, by gzip. */
    loaded: () => kibOf([...files.values()]),
    stop,
  }
}

/** KiB of them as servers send them. */
export const kibOf = (files: readonly Buffer[]): number =>
  files.reduce((sum, bytes) => sum + gzipSync(bytes, { level: 9 }).length, 0) / 1_024

const answerOf = (data: unknown) => JSON.stringify({ success: true, data })
