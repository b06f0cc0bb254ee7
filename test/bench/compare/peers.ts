import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import react from '@vitejs/plugin-react'
import { build } from 'vite'
import { PEERS } from './options'
import { peer } from './peer'
import type { Candidate } from './stage'

const ROOT = path.resolve(import.meta.dirname, '../../..')
const CACHE = path.join(ROOT, 'node_modules/.cache/bench')

type Told = Readonly<{
  label: string
  packages: readonly string[]
  /** The longest conversation that it is measured with; it takes minutes for the next one. */
  largest: number
  /** Fields of package.json in which its entry is looked for; the bundler's own unless told. */
  mainFields?: readonly string[]
}>

/** What is told of each page in test/bench/peers. */
const KNOWN: Readonly<Record<string, Told>> = {
  virtua: { label: 'bare virtua list', packages: ['virtua'], largest: 100_000 },
  stream: {
    label: 'Stream virtualized',
    packages: ['stream-chat-react', 'stream-chat'],
    largest: 10_000,
  },
  chatscope: {
    label: 'chatscope',
    packages: ['@chatscope/chat-ui-kit-react', '@chatscope/chat-ui-kit-styles'],
    largest: 10_000,
  },
  chatui: {
    label: 'ChatUI',
    packages: ['@chatui/core'],
    largest: 10_000,
    mainFields: ['module', 'main'],
  },
}

const folderOf = (name: string): string | undefined =>
  [PEERS, ROOT].map((at) => path.join(at, 'node_modules', name)).find((at) => existsSync(at))

export function versionOf(name: string): string {
  const file = path.join(folderOf(name) ?? '', 'package.json')
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version
}

/** Those of these peers whose packages are there, built; and the names of the others. */
export async function buildPeers(names: readonly string[]) {
  const candidates: Candidate[] = []
  const absent: string[] = []
  for (const name of names) {
    const told = KNOWN[name]
    if (!told) throw new Error(`peers.ts tells nothing of ${name}.`)
    if (!told.packages.every(folderOf)) {
      absent.push(name)
      continue
    }
    const folder = path.join(CACHE, name)
    await buildPage(path.join(PEERS, name), folder, told.mainFields)
    const versions = Object.fromEntries(told.packages.map((one) => [one, versionOf(one)]))
    candidates.push(await peer(folder, { name, label: told.label, versions, largest: told.largest }))
  }
  return { candidates, absent }
}

async function buildPage(root: string, outDir: string, mainFields?: readonly string[]): Promise<void> {
  // of whatever runs this: it would make a development build of React
  process.env['NODE_ENV'] = 'production'
  await build({
    root,
    base: './',
    configFile: false,
    logLevel: 'error',
    plugins: [react()],
    // one React, whoever asks for it: the product's own version
    resolve: {
      tsconfigPaths: true,
      dedupe: ['react', 'react-dom'],
      ...(mainFields && { mainFields: [...mainFields] }),
    },
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2022',
      reportCompressedSize: false,
      chunkSizeWarningLimit: 10_000,
    },
  })
}
