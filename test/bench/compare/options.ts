import { parseArgs } from 'node:util'
import { readdirSync, existsSync } from 'node:fs'
import path from 'node:path'

export const SECTIONS = [
  'load',
  'mount',
  'append',
  'send',
  'idle',
  'burst',
  'prepend',
  'late',
  'fling',
  'memory',
] as const
export type Section = (typeof SECTIONS)[number]

export type Options = Readonly<{
  /** Names of what is measured beside the product. */
  peers: readonly string[]
  sizes: readonly number[]
  /** How often each page is opened. */
  runs: number
  /** Messages that arrive one by one on each page. */
  appends: number
  sections: ReadonlySet<Section>
  /** How many times slower than the machine. */
  throttles: readonly number[]
  /** Whether scroll anchoring is tried too, or only what WebKit has. */
  anchoring: readonly boolean[]
  /** The longest that anything is waited for, ms; a cell ends after five times that. */
  limit: number
  /** Where the figures go as JSON; null: into the cache. */
  out: string | null
  /** The page beside this is to tell of them. */
  write: boolean
}>

/** The folder of the peers' pages, each in one of its own. */
export const PEERS = path.resolve(import.meta.dirname, '../peers')

const allPeers = () =>
  readdirSync(PEERS).filter(
    (name) => name !== 'node_modules' && existsSync(path.join(PEERS, name, 'main.tsx')),
  )

/** What the command line says. Throws an Error of one sentence where it cannot be meant. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      peers: { type: 'string' },
      sizes: { type: 'string' },
      runs: { type: 'string' },
      appends: { type: 'string' },
      sections: { type: 'string' },
      throttle: { type: 'string' },
      'no-anchoring': { type: 'boolean', default: false },
      limit: { type: 'string' },
      out: { type: 'string' },
      write: { type: 'boolean', default: false },
      quick: { type: 'boolean', default: false },
    },
  })
  const { quick } = values
  const known = allPeers()
  const peers = list(values.peers) ?? known
  const sections = list(values.sections) ?? SECTIONS
  oneOf(peers, known, '--peers')
  oneOf(sections, SECTIONS, '--sections')
  return {
    peers,
    sizes: numbers(values.sizes ?? (quick ? '1000' : '1000,10000,100000'), '--sizes'),
    runs: numbers(values.runs ?? (quick ? '1' : '5'), '--runs')[0] ?? 5,
    appends: numbers(values.appends ?? (quick ? '5' : '20'), '--appends')[0] ?? 20,
    sections: new Set(sections as readonly Section[]),
    throttles: numbers(values.throttle ?? (quick ? '1' : '1,4'), '--throttle'),
    anchoring: values['no-anchoring'] ? [false] : [true, false],
    limit: (numbers(values.limit ?? '60', '--limit')[0] ?? 60) * 1_000,
    out: values.out ?? null,
    write: values.write,
  }
}

const list = (text: string | undefined): readonly string[] | null =>
  text === undefined ? null : text.split(',').filter(Boolean)

function oneOf(given: readonly string[], known: readonly string[], option: string): void {
  const odd = given.find((name) => !known.includes(name))
  if (odd !== undefined) throw new Error(`${option}: ${odd} is none of ${known.join(', ')}.`)
}

function numbers(text: string, option: string): readonly number[] {
  const all = text.split(',').map(Number)
  if (all.some((one) => !Number.isInteger(one) || one < 1)) throw new Error(`${option}: ${text}?`)
  return all
}
