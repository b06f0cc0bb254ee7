import { readFileSync } from 'node:fs'
import path from 'node:path'
import { number, table } from '~test/simulation/document'

/** What was measured: seconds of a core for a poll, for one over a new connection and for the files of a first visit; bytes of an idle connection. */
type Costs = Readonly<{ poll: number; fresh: number; visit: number; memory: number }>

const SYNC = path.resolve(import.meta.dirname, '../../src/sync/README.md')

/** Cores of a machine that nginx has to itself, and the share of them that it is to use at most. */
const CORES = 8
const SHARE = 0.5
/** Connections that one machine is to hold at most. */
const CONNECTIONS = 100_000
/** Seconds that the backend takes for an answer. */
const ANSWER = 0.1

/** Pages of the whole that hold a connection: those that are seen, and those in the background of a PC. */
const MIXES = [
  { name: 'mixed', row: 'product, mixed', connected: 0.6 },
  { name: 'all idle', row: 'idle', connected: 1 },
  { name: 'all active', row: 'active', connected: 1 },
]

/** What so many open conversations ask of nginx, by the budget that the page of sync measures, and by the costs of one request here. */
export function scale({ poll, fresh, visit, memory }: Costs): string {
  const budget = budgets()
  const rows = [10_000, 1_000_000].flatMap((pages) =>
    MIXES.map(({ name, row, connected }) => {
      const [hourly = Number.NaN, megabytes = Number.NaN] = budget(row)
      const requests = (pages * hourly) / 3_600
      // each page is opened once an hour, and connects anew ten times: a network that changes, a phone that comes back
      const cores = requests * poll + (pages / 3_600) * (10 * (fresh - poll) + visit)
      const connections = pages * connected
      const needed = Math.ceil(Math.max(cores / (CORES * SHARE), connections / CONNECTIONS))
      return [
        `${number(pages)}, ${name}`,
        number(requests),
        number((pages * megabytes * 8) / 3_600),
        number(connections),
        number(requests * ANSWER),
        number(cores, 1),
        number((connections * memory) / 2 ** 30, 1),
        number(needed + 1),
        number((connections + requests * ANSWER) / needed),
      ]
    }),
  )
  const head = [
    'open conversations',
    'requests/s',
    'Mbit/s',
    'connections',
    'at the API',
    'cores',
    'GiB',
    'machines',
    'connections of one',
  ]
  return table(head, rows)
}

/** Requests and megabytes an hour of a page, from the row of that table that begins so. */
function budgets() {
  const [, block = ''] = /<!-- load: .*? -->(.*?)<!-- \/load -->/s.exec(readFileSync(SYNC, 'utf8')) ?? []
  const rows = block.split('\n').map((line) => line.split('|').map((cell) => cell.trim()))
  return (begin: string) => {
    const row = rows.find(([, name = '']) => name.startsWith(begin))
    if (!row) throw new Error(`The page of sync has no row ${begin}.`)
    return row.slice(2, 4).map((cell) => Number(cell.replaceAll(',', '')))
  }
}
