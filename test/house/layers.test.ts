import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'

const ROOT = path.resolve(import.meta.dirname, '../..')
const planted = mkdtempSync(path.join(tmpdir(), 'layers-'))
afterAll(() => rmSync(planted, { recursive: true, force: true }))

/** Code planted in a folder, and whether the house allows it there. */
const cases = [
  ['wire', `export { cn } from '~/lib/cn'`, true],
  ['wire', `export { merge } from '~/domain/merge'`, false],
  ['wire', `export { useState } from 'react'`, false],
  ['lib', `export { createImApi } from '~/wire/api'`, false],
  ['ui', `export { cn } from '~/lib/cn'`, true],
  ['ui', `export { MessageList } from '~/view/list/MessageList'`, false],
  ['kinds', `export type { WireMessage } from '~/wire/schema'`, true],
  ['kinds', `export { parseMessage } from '~/wire/schema'`, false],
  ['kinds', `export { merge } from '~/domain/merge'`, false],
  ['domain', `export type { Content } from '~/kinds/index'`, true],
  ['domain', `export { decode } from '~/kinds/index'`, false],
  ['domain', `export type { ChatStore } from '~/store/chatStore'`, false],
  ['domain', `export { memo } from 'react'`, false],
  ['domain', `export const now = () => Date.now()`, false],
  ['domain', `export const draw = () => Math.random()`, false],
  ['domain', `export const wait = (f: () => void) => setTimeout(f, 1)`, false],
  ['store', `export { merge } from '~/domain/merge'`, true],
  ['store', `export { pullNewest } from '~/sync/pullNewest'`, false],
  ['store', `export const keep = () => localStorage.length`, false],
  ['sync', `export { createImApi } from '~/wire/api'`, true],
  ['sync', `export { MessageList } from '~/view/list/MessageList'`, false],
  ['sync', `export const ask = () => fetch('/')`, false],
  ['view', `export { pullNewest } from '~/sync/pullNewest'`, true],
  ['view', `export { createImApi } from '~/wire/api'`, false],
  ['view', `export { createWorld } from '~/mocks/world'`, false],
  ['view', `export { App } from '~/app/App'`, false],
  ['mocks', `export { merge } from '~/domain/merge'`, false],
  ['mocks', `export { checkBackend } from '~/contract/checkBackend'`, false],
  ['contract', `export { cn } from '~/lib/cn'`, true],
  ['contract', `export type { WireMessage } from '~/wire/schema'`, false],
  ['contract', `export { useState } from 'react'`, false],
  ['qa', `export { SCENARIOS } from '~/mocks/scenarios'`, true],
  ['qa', `export type { ImApi } from '~/wire/api'`, true],
  ['qa', `export { createImApi } from '~/wire/api'`, false],
  ['qa', `export { merge } from '~/domain/merge'`, false],
  ['view', `export { checkBackend } from '~/contract/checkBackend'`, false],
  ['lib', `export const run = (code: string): unknown => eval(code)`, false],
  ['view', `export const Raw = () => <p dangerouslySetInnerHTML={{ __html: '' }} />`, false],
  ['view', `export { cn } from '../lib/cn'`, false],
  ...['app', 'lib', 'wire', 'ui', 'kinds', 'domain', 'store', 'sync', 'view', 'mocks', 'contract', 'qa'].map(
    (folder) => [folder, `export const set = (e: HTMLElement) => (e.innerHTML = '')`, false] as const,
  ),
  ['view', `export const set = (e: HTMLElement) => (e.outerHTML = '')`, false],
  ['view', `export const add = (e: HTMLElement) => e.insertAdjacentHTML('afterend', '')`, false],
  ['view', `export const parse = (r: Range) => r.createContextualFragment('')`, false],
  ['view', `export const write = () => document.write('')`, false],
  ['lib', `export const run = (code: string): unknown => new Function(code)`, false],
  ['app', `export const log = () => console.error('')`, false],
  ['kinds', `export const address = 'javascript:void 0'`, false],
  ['view', `export const Away = () => <a href="https://a.example" target="_blank">a</a>`, false],
  ['view', `export const Frame = () => <iframe title="a" src="/a" />`, false],
] as const

/** Lints a copy of the rules over the planted files in one run; the files that were found faulty. */
function faulty(): ReadonlySet<string> {
  cases.forEach(([folder, code], i) => {
    const file = path.join(planted, 'src', folder, `planted${i}.tsx`)
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, `${code}\n`)
  })
  writeFileSync(path.join(planted, '.oxlintrc.json'), readFileSync(path.join(ROOT, '.oxlintrc.json')))
  const oxlint = path.join(ROOT, 'node_modules/oxlint/bin/oxlint')
  const run = () =>
    execFileSync(process.execPath, [oxlint, '--format=json', '.'], { cwd: planted, encoding: 'utf8' })
  return new Set(filesIn(outputOf(run)))
}

function outputOf(run: () => string): string {
  try {
    return run()
  } catch (error) {
    // it ends with 1 where it finds something
    return error instanceof Error && 'stdout' in error ? String(error.stdout) : ''
  }
}

function filesIn(report: string): string[] {
  const parsed: unknown = JSON.parse(report)
  const found =
    typeof parsed === 'object' && parsed !== null && 'diagnostics' in parsed ? parsed.diagnostics : []
  return [...JSON.stringify(found).matchAll(/planted\d+/g)].map(([file]) => file)
}

describe('the linter sees what the house forbids', () => {
  const found = faulty()
  test.each(cases.map(([folder, code, allowed], i) => ({ folder, code, allowed, i })))(
    'in $folder: $code',
    ({ allowed, i }) => expect(!found.has(`planted${i}`)).toBe(allowed),
  )
})

/** What Chromium 86 or Safari 14 lack: syntax is lowered by the build, these are not. */
const TOO_NEW = [
  /\.at\(\s*-?\d/,
  /\bObject\.(hasOwn|groupBy)\b/,
  /\.(findLast|findLastIndex|toSorted|toReversed|toSpliced|with)\(/,
  /\bstructuredClone\(/,
  /\brandomUUID\b/,
  /\bAbortSignal\.(timeout|any)\b/,
  /\bPromise\.(withResolvers|try)\b/,
  /\bnew BroadcastChannel\b/,
  /\bnavigator\.locks\b/,
  /\(\?<[=!]/,
  /\bOffscreenCanvas\b/,
]
const PRODUCT = [
  'app',
  'domain',
  'kinds',
  'lib',
  'store',
  'sync',
  'ui',
  'view',
  'wire',
  'main.tsx',
  'mocks',
  'contract',
  'qa',
]

function filesOf(place: string): string[] {
  if (/\.\w+$/.test(place)) return [place]
  return readdirSync(place, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => path.join(place, name))
}

/** Asks whether there is one, and does without. */
const EDGES = new Set(['src/lib/channel.ts', 'src/lib/locks.ts', 'src/lib/pictures/apart.ts'])

describe('the product uses nothing that the oldest engines lack', () => {
  const sources = PRODUCT.flatMap((name) => filesOf(path.join(ROOT, 'src', name)))
    .map((file) => ({
      file: path.relative(ROOT, file),
      code: readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, ''),
    }))
    .filter(({ code }) => !/from 'node:/.test(code)) // what the mock does at the server
    .filter(({ file }) => !EDGES.has(file))
  test.each(TOO_NEW)('no %s', (api) => {
    expect(sources.filter(({ code }) => api.test(code)).map(({ file }) => file)).toEqual([])
  })
  test('this check reads the product and sees what it looks for', () => {
    expect(sources.length).toBeGreaterThan(50)
    const planted = [
      'a.at(-1)',
      'Object.hasOwn(a, b)',
      'a.toSorted()',
      'structuredClone(a)',
      'crypto.randomUUID()',
      'AbortSignal.timeout(1)',
      'Promise.withResolvers()',
      'new BroadcastChannel("x")',
      'navigator.locks',
      '/(?<=a)b/',
      'new OffscreenCanvas(1, 1)',
    ]
    for (const [i, code] of planted.entries()) expect(TOO_NEW[i]?.test(code)).toBe(true)
  })
})
