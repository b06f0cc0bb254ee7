import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import type { Browser } from 'playwright'
import { wait } from '~test/bench/deskPage'
import { builtFile, mediaFile, serve } from '~test/support/files'
import { listen } from '~test/support/listener'
import type { Row } from '~test/support/rows'
import { conversation, olderOnes } from './conversation'
import { kibOf } from './productSite'
import {
  blankPage,
  type Candidate,
  costFor,
  idlePolls,
  looking,
  type Setting,
  type Stage,
  USUAL,
} from './stage'

/** As for the product. */
const TAIL = 150

type Told = Readonly<{
  name: string
  label: string
  versions: Readonly<Record<string, string>>
  largest: number
}>

/** A page in that folder, which offers `window.bench`. */
export async function peer(folder: string, told: Told, query = ''): Promise<Candidate> {
  const end = Date.now()
  const files = new Map<string, Buffer>()

  async function handle(request: IncomingMessage, response: ServerResponse) {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://site')
    const of = (name: string) => Number(searchParams.get(name) ?? 0)
    if (pathname === '/rows') {
      const rows = conversation(of('count'), end, of('late'))
      response.writeHead(200, { 'content-type': 'application/json;charset=utf-8' }).end(JSON.stringify(rows))
      return
    }
    if (of('late') > 0) await delay(of('late'))
    const inMedia = pathname.startsWith('/media/')
    const file = inMedia
      ? await mediaFile(pathname.slice('/media/'.length))
      : await builtFile(folder, pathname)
    if (file && /\.(js|css)$/.test(pathname)) files.set(pathname, file.bytes)
    if (file) serve(request, response, file)
    else response.writeHead(404).end()
  }
  const { origin, stop } = await listen((request, response) => {
    handle(request, response).catch(() => response.destroy())
  })

  async function open(browser: Browser, count: number, setting: Setting = USUAL): Promise<Stage> {
    const { page, session, close } = await blankPage(browser, setting)
    await page.goto(`${origin}/${query}`)
    await page.waitForFunction(() => window.bench !== undefined)
    await page.evaluate(
      async ([count, late]) => {
        const answer = await fetch(`/rows?count=${count}&late=${late}`)
        Object.assign(window, { rows: await answer.json() })
      },
      [count, setting.late] as const,
    )
    const newest = await page.evaluate(() => (window as unknown as { rows: Row[] }).rows.at(-1)?._id ?? '')
    const gap = await page.evaluate(() => window.bench?.gap ?? 0)
    const hand = (rows: readonly Row[] | null, limit: number, tail: number) =>
      costFor(session, async () => {
        const took = await page.evaluate(
          async ([rows, id, limit]) => {
            const { bench, probe } = window
            const mine = rows ?? (window as unknown as { rows: Row[] }).rows
            await probe!.frame()
            const since = performance.now()
            if (rows) bench!.append(mine)
            else bench!.mount(mine)
            return probe!.painted(id, since, limit)
          },
          [rows, rows?.at(-1)?._id ?? newest, limit] as const,
        )
        await wait(tail)
        return took
      })
    let known: readonly Row[] = []
    let taken = 0

    return {
      page,
      session,
      close,
      ...looking(page),
      async mount(limit) {
        const { result, cost } = await hand(null, limit, 0)
        known = await page.evaluate(() => (window as unknown as { rows: Row[] }).rows.slice(-3).reverse())
        return { ...result, cpu: cost.cpu }
      },
      async append(rows, limit) {
        const { result, cost } = await hand(rows, limit, Math.max(TAIL, gap))
        known = rows.slice(-3).reverse()
        return { ...result, cpu: cost.cpu }
      },
      async idle(polls) {
        await page.evaluate(() => window.probe!.still(300))
        return idlePolls(page, session, polls, Math.max(100, gap), () =>
          page.evaluate((rows) => window.bench!.poll(rows), known),
        )
      },
      async prepend(top) {
        const rows = olderOnes(50, count, end, taken)
        taken += rows.length
        await page.evaluate((px) => window.probe!.scrollTo(px), top)
        await page.evaluate(() => window.probe!.still(300))
        await page.evaluate((px) => window.probe!.scrollTo(px), top)
        return page.evaluate((rows) => window.probe!.stray(() => window.bench!.prepend(rows), 45), rows)
      },
    }
  }
  return { ...told, open, firstLoad: () => kibOf([...files.values()]), close: stop }
}
