import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Browser } from 'playwright'
import { buildPage, DIST } from './builtPage'
import { createFigures, tableOf } from './compare/figures'
import { measure } from './compare/measure'
import { readOptions } from './compare/options'
import { buildPeers, versionOf } from './compare/peers'
import { product } from './compare/product'
import { writeBench } from './compare/write'
import { launch } from './deskPage'

const ROOT = path.resolve(import.meta.dirname, '../..')
const CACHE = path.join(ROOT, 'node_modules/.cache')

/**
 * Measures the product's build and its peers on one conversation, prints a table and keeps all figures as JSON. The options stand in
 * README.md; with JH_DIST set, that folder is taken for the product's build as it is.
 */
export async function run(): Promise<void> {
  const options = readOptions(process.argv.slice(3))
  await buildPage()
  const { version } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { version: string }
  const { candidates: peers, absent } = await buildPeers(options.peers)
  if (absent.length > 0)
    console.error(`Not installed: ${absent.join(', ')}. They are by \`npm run bench:install\`.`)
  const candidates = [product(DIST, version), ...peers]

  const began = new Date()
  const [loadBefore] = os.loadavg()
  let browser: Browser | null = null
  const browsers = {
    now: async () => (browser ??= await launch(FLAGS)),
    replace: async () => {
      const old = browser
      browser = null
      await old?.close().catch(() => {})
    },
  }
  const chromium = (await browsers.now()).version()
  const figures = createFigures()
  for (const candidate of candidates) {
    // what one leaves behind must not be the next one's
    await browsers.replace()
    await measure(candidate, browsers, options, figures)
    await candidate.close()
  }
  await browsers.replace()

  const [loadAfter] = os.loadavg()
  const versions = Object.assign(
    { react: versionOf('react') },
    ...candidates.map(({ versions }) => versions),
  ) as Record<string, string>
  const machine = {
    when: began.toISOString(),
    processor: os.cpus()[0]?.model ?? '',
    cores: os.cpus().length,
    chromium,
    node: process.version,
    load: [loadBefore, loadAfter],
    versions,
  }
  const markdown = [
    `${began.toISOString().slice(0, 10)}, Chromium ${chromium} headless, ${machine.cores} cores (${machine.processor}), 390×844; load ${loadBefore?.toFixed(1)} before and ${loadAfter?.toFixed(1)} after. ${Object.entries(
      versions,
    )
      .map(([name, version]) => `${name} ${version}`)
      .join(', ')}.`,
    tableOf(
      figures.rows(),
      candidates.map(({ name, label }) => [name, label]),
    ),
  ].join('\n\n')
  const out = options.out ?? path.join(CACHE, 'bench.json')
  mkdirSync(path.dirname(path.resolve(out)), { recursive: true })
  const rows = figures.rows().map(({ section, name, size, throttle, figures }) => ({
    section,
    name,
    size,
    throttle,
    figures: Object.fromEntries(figures),
  }))
  writeFileSync(
    out,
    JSON.stringify({ machine, options: { ...options, sections: [...options.sections] }, rows }, null, 1),
  )
  if (options.write) await writeBench(markdown)
  console.log(markdown)
  console.error(`All figures are in ${path.relative(process.cwd(), path.resolve(out))}.`)
}

/** Collections are asked for, and a hundred thousand messages of a peer may need a large heap. */
const FLAGS = ['--js-flags=--max-old-space-size=8192', '--disable-renderer-backgrounding']
