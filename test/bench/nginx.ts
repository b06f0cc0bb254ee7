import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Worker } from 'node:worker_threads'
import { once } from 'node:events'
import { type Nginx, startNginx } from '~test/deploy/support/nginx'
import { DEPLOY, release } from '~test/deploy/support/release'
import { number, table, write as writePage } from '~test/simulation/document'
import { buildPage, DIST } from './builtPage'
import { scale } from './nginxScale'
import { visits } from './nginxVisits'
import { keepOpen, type Load, overHttp, overHttp2, overNewTls } from './nginxLoad'

/** Requests a row; the more, the finer is a processor's clock of 10 ms. */
const COUNT = Number(process.env['JH_REQUESTS'] ?? 30_000)

/** Connections that are held open to see what one holds: nginx takes 1,024 here. */
const IDLE = 400

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

const COMMAND = 'npm run bench:nginx'
const write = (block: string, markdown: string) =>
  writePage(block, markdown, { file: path.join(DEPLOY, 'README.md'), command: COMMAND })

/**
 * What a request costs this nginx, with the configuration of `deploy/` and all its limits, in seconds of one processor core: other load on
 * the machine hardly moves that, unlike requests a second. Writes its tables, and what follows from them, into deploy/README.md. Of the
 * environment: `JH_REQUESTS` (30000) a row, `JH_DIST` a built page.
 */
export async function run(): Promise<void> {
  await buildPage()
  const released = mkdtempSync(path.join(tmpdir(), 'released-'))
  await release({ dist: DIST, target: released })
  const upstream = new Worker(UPSTREAM, { eval: true })
  const [port] = (await once(upstream, 'message')) as [number]
  const nginx = await startNginx({
    folder: mkdtempSync(path.join(tmpdir(), 'nginx-')),
    released,
    api: `127.0.0.1:${port}`,
    // all is looked up and counted, but one machine may ask for many
    settings: {
      'zone=jh_im_address:16m rate=100r/s': 'zone=jh_im_address:16m rate=1000000r/s',
      'limit_conn jh_im_open 200': 'limit_conn jh_im_open 1000',
    },
  })
  // first of all: what others have held is used again
  const memory = await memoryOf(nginx)
  const page = readFileSync(path.join(DIST, 'index.html'), 'utf8')
  const named = [...page.matchAll(/(?:src|href)="\.(\/[^"]+)"/g)].flatMap(([, url]) => url ?? [])
  const files = ['/', ...named]

  const rows: string[][] = []
  /** Seconds of a core that one costs. */
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
    return each
  }
  await measure('a poll, plain HTTP/1.1, connection kept', COUNT, (n) => overHttp(nginx.origin, n, EMPTY))
  const poll = await measure('a poll, TLS and HTTP/2, connection kept', COUNT, (n) => overHttp2(nginx.tls, n))
  const fresh = await measure('a poll over a new TLS connection', COUNT / 10, (n) => overNewTls(nginx.tls, n))
  const visit = await measure(
    `the ${files.length} files of a first visit, TLS, HTTP/2, br`,
    COUNT / 20,
    (n) => overHttp2(nginx.tls, n, files),
  )
  const head = [
    'what',
    'counted',
    'CPU s per 1,000',
    'a second by one core',
    'a second, here',
    'p50, ms',
    'p99, ms',
  ]
  await write(
    'anchor',
    `${table(head, rows)}\n\nOne worker of nginx ${nginx.version()}. An idle connection with TLS and HTTP/2 holds ${number(memory / 1_024)} KiB.`,
  )
  await write(
    'visits',
    table(
      ['a visit, in HTTP/1.1 and br', 'files asked for', 'kB', 'of them until one can write'],
      await visits(nginx.origin),
    ),
  )
  await write('scale', scale({ poll, fresh, visit, memory }))
  const refused = nginx.accessLog().match(/" [45]\d\d /g)?.length ?? 0
  if (refused > 0) throw new Error(`${refused} requests failed: the figures are worth nothing.`)
  await nginx.close()
  await upstream.terminate()
}

/** Bytes that a connection holds which waits for its next question. */
async function memoryOf({ pid, tls }: Nginx): Promise<number> {
  const resident = () =>
    1_024 *
    Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${workersOf(pid())[0]}/status`, 'utf8'))?.[1])
  const before = resident()
  const letGo = await keepOpen(tls, IDLE)
  const after = resident()
  letGo()
  return (after - before) / IDLE
}

const workersOf = (master: number) =>
  readFileSync(`/proc/${master}/task/${master}/children`, 'utf8').trim().split(' ')

/** Seconds of a processor that the workers of this nginx have spent so far. The kernel counts hundredths. */
function cpuOf(master: number): number {
  const ticks = workersOf(master).map((pid) => {
    // the name of the command stands in brackets, and may hold anything
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
    return Number(fields[11]) + Number(fields[12])
  })
  return ticks.reduce((sum, one) => sum + one, 0) / 100
}
