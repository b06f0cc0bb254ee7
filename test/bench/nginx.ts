import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Worker } from 'node:worker_threads'
import { once } from 'node:events'
import { startNginx } from '~test/deploy/support/nginx'
import { release } from '~test/deploy/support/release'
import { number, table } from '~test/simulation/document'
import { buildPage, DIST } from './builtPage'
import { visits } from './nginxVisits'
import { overHttp2, overHttp, overNewTls, type Load } from './nginxLoad'

/** Requests a row; the more, the finer is a processor's clock of 10 ms. */
const COUNT = Number(process.env['JH_REQUESTS'] ?? 30_000)

/** What a poll brings that brings nothing, in a few more bytes than it needs: headers as backends send them. */
const EMPTY = '{"success":true,"data":[]}'

/** A backend that costs nothing: it looks at nothing, and answers each question at once. */
const UPSTREAM = `
const { createServer } = require('node:net')
const { parentPort } = require('node:worker_threads')
const body = '${EMPTY}'
const answer = 'HTTP/1.1 200 OK\\r\\nContent-Type: application/json; charset=utf-8\\r\\nDate: Thu, 01 Jan 2026 00:00:00 GMT\\r\\n' +
  'X-Powered-By: nobody\\r\\nContent-Length: ' + body.length + '\\r\\n\\r\\n' + body
const server = createServer({ noDelay: true }, (socket) => {
  socket.on('data', (bytes) => socket.write(answer.repeat(bytes.toString('latin1').split('\\r\\n\\r\\n').length - 1)))
  socket.on('error', () => {})
})
server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port))
`

/**
 * What a request costs this nginx, with the configuration of `deploy/` and all its limits, in seconds of one processor core: other load on
 * the machine hardly moves that, unlike requests a second. Of the environment: `JH_REQUESTS` (30000) a row, `JH_DIST` a built page.
 */
export async function run(): Promise<void> {
  await buildPage()
  const released = mkdtempSync(path.join(tmpdir(), 'released-'))
  await release({ dist: DIST, target: released })
  const upstream = new Worker(UPSTREAM, { eval: true })
  const [port] = (await once(upstream, 'message')) as [number]
  const folder = mkdtempSync(path.join(tmpdir(), 'nginx-'))
  const nginx = await startNginx({
    folder,
    released,
    api: `127.0.0.1:${port}`,
    // all is looked up and counted, but one machine may ask for many
    settings: { 'zone=jh_im_address:16m rate=100r/s': 'zone=jh_im_address:16m rate=1000000r/s' },
  })
  const page = readFileSync(path.join(DIST, 'index.html'), 'utf8')
  const first = [...page.matchAll(/(?:src|href)="\.(\/[^"]+)"/g)].flatMap(([, url]) => url ?? [])
  const visit = ['/', ...first.filter((url) => !url.endsWith('.svg'))]

  const rows: string[][] = []
  const measure = async (what: string, of: number, load: (count: number) => Promise<Load>) => {
    await load(Math.ceil(of / 10))
    const [before, began] = [cpuOf(nginx.pid()), performance.now()]
    const { count, took } = await load(of)
    const [cpu, seconds] = [cpuOf(nginx.pid()) - before, (performance.now() - began) / 1_000]
    const sorted = took.sort((a, b) => a - b)
    const at = (share: number) => number(sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN, 1)
    const each = cpu / count
    rows.push([
      what,
      number(count),
      number(1_000 * each, 3),
      number(1 / each),
      number(count / seconds),
      at(0.5),
      at(0.99),
    ])
  }
  await measure('a poll, plain HTTP/1.1, connection kept', COUNT, (n) => overHttp(nginx.origin, n, EMPTY))
  await measure('a poll, TLS and HTTP/2, connection kept', COUNT, (n) => overHttp2(nginx.tls, n))
  await measure('a poll over a new TLS connection', COUNT / 10, (n) => overNewTls(nginx.tls, n))
  await measure(`a first visit: ${visit.length} files, TLS and HTTP/2, br`, COUNT / 20, (n) =>
    overHttp2(nginx.tls, n, visit),
  )
  console.log(
    table(
      [
        `one worker of nginx ${nginx.version()}`,
        'counted',
        'CPU s per 1,000',
        'a second of one core',
        'a second, here',
        'p50, ms',
        'p99, ms',
      ],
      rows,
    ),
  )
  console.log('')
  console.log(
    table(
      ['a visit, TLS, HTTP/2, br', 'files asked for', 'kB of files', 'until the first paint, kB'],
      await visits(nginx.tls),
    ),
  )
  const refused = nginx.accessLog().match(/" [45]\d\d /g)?.length ?? 0
  if (refused > 0) console.log(`\n${refused} requests failed: the figures are worth nothing.`)
  await nginx.close()
  await upstream.terminate()
}

/** Seconds of a processor that the workers of this nginx have spent so far. The kernel counts hundredths. */
function cpuOf(master: number): number {
  const workers = readFileSync(`/proc/${master}/task/${master}/children`, 'utf8').trim().split(' ')
  const ticks = workers.map((pid) => {
    // the name of the command stands in brackets, and may hold anything
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
    return Number(fields[11]) + Number(fields[12])
  })
  return ticks.reduce((sum, one) => sum + one, 0) / 100
}
