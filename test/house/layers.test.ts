import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync, readFileSync } from 'node:fs'
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

/** Lints a copy of the rules over the planted files in one run; those that were found faulty, by name and number. */
function faulty(
  name: string,
  files: readonly (readonly [folder: string, code: string])[],
): ReadonlySet<string> {
  const root = path.join(planted, name)
  files.forEach(([folder, code], i) => {
    const file = path.join(root, 'src', folder, `${name}${i}.tsx`)
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, `${code}\n`)
  })
  mkdirSync(path.join(root, 'test/house'), { recursive: true })
  for (const rules of ['.oxlintrc.json', 'test/house/floorRule.mjs'])
    writeFileSync(path.join(root, rules), readFileSync(path.join(ROOT, rules)))
  const oxlint = path.join(ROOT, 'node_modules/oxlint/bin/oxlint')
  const run = () =>
    execFileSync(process.execPath, [oxlint, '--format=json', '.'], { cwd: root, encoding: 'utf8' })
  return new Set(filesIn(name, outputOf(run)))
}

function outputOf(run: () => string): string {
  try {
    return run()
  } catch (error) {
    // it ends with 1 where it finds something
    return error instanceof Error && 'stdout' in error ? String(error.stdout) : ''
  }
}

function filesIn(name: string, report: string): string[] {
  const parsed: unknown = JSON.parse(report)
  const found =
    typeof parsed === 'object' && parsed !== null && 'diagnostics' in parsed ? parsed.diagnostics : []
  return [...JSON.stringify(found).matchAll(new RegExp(`${name}\\d+`, 'g'))].map(([file]) => file)
}

describe('the linter sees what the house forbids', () => {
  const found = faulty(
    'planted',
    cases.map(([folder, code]) => [folder, code]),
  )
  test.each(cases.map(([folder, code, allowed], i) => ({ folder, code, allowed, i })))(
    'in $folder: $code',
    ({ allowed, i }) => expect(!found.has(`planted${i}`)).toBe(allowed),
  )
})

test('the linter sees a file that has grown too long', () => {
  const lines = (count: number) =>
    Array.from({ length: count }, (_, i) => `export const a${i} = 0`).join('\n')
  const long = [
    ['view', lines(250)],
    ['view', lines(251)],
  ] as const
  expect([...faulty('long', long)]).toEqual(['long1'])
})

/** Code that the oldest engines cannot run, and beside it what they can. */
const newer = [
  ['export const a = [1].at(-1)', false],
  ['export const a = Object.hasOwn({}, "a")', false],
  ['export const a = [1].findLast(Boolean)', false],
  ['export const a = [1].toSorted()', false],
  ['export const a = structuredClone({})', false],
  ['export const a = window.structuredClone({})', false],
  ['export const a = crypto.randomUUID()', false],
  ['export const a = AbortSignal.timeout(1)', false],
  ['export const a = AbortSignal.any([])', false],
  ['export const a = Promise.withResolvers()', false],
  ['export const a = new Error("a", { cause: 1 })', false],
  ['export const a = new BroadcastChannel("a")', false],
  ['export const a = navigator.locks', false],
  ['export const a = new OffscreenCanvas(1, 1)', false],
  ['export const a = new Worker("a", { type: "module" })', false],
  ['export const a = /(?<=a)b/', false],
  ['export const a = /a/d', false],
  ['export const a = () => requestIdleCallback(() => {})', false],
  ['export const a = (e: HTMLDialogElement) => e.showModal()', false],
  ['export const A = () => <dialog>a</dialog>', false],
  ['export const A = () => <div inert>a</div>', false],
  ['export const A = () => <div onScrollEnd={() => {}}>a</div>', false],
  ['export const a = (list?: string[]) => list?.at(-1)', false],
  ['export const a = [1]["at"](-1)', false],
  ['export const a = [1].with(0, 2)', false],
  ['export const a = (s: Set<number>) => s.symmetricDifference(s)', false],
  ['export const a = (m: Map<number, number>) => m.values().map(String)', false],
  ['export const a = "a".matchAll(/a/g).toArray()', false],
  ['export const a = RegExp.escape("a")', false],
  ['export const a = new Uint8Array(1).toHex()', false],
  ['export const a = new Response("").bytes()', false],
  ['export const a = new RegExp("(?<=a)b")', false],
  ['export const a = /(?i:a)b/', false],
  ['export const a = window.navigator.locks', false],
  ['export const a = () => { const { locks } = navigator; return locks }', false],
  ['export const a = () => { const { structuredClone } = window; return structuredClone }', false],
  ['export const a = navigator.permissions', false],
  ['export const a = navigator.wakeLock', false],
  ['export const a = (e: HTMLElement) => { e.inert = true }', false],
  ['export const a = (e: ResizeObserverEntry) => e.borderBoxSize', false],
  ['export const a = (signal: AbortSignal) => signal.reason as unknown', false],
  ['export const a = (signal: AbortSignal) => addEventListener("a", () => {}, { signal })', false],
  ['export const a = (signal: AbortSignal) => window.addEventListener("a", () => {}, { signal })', false],
  ['export const a = () => window.addEventListener("scrollend", () => {})', false],
  ['export const a = new CSSStyleSheet()', false],
  ['export const a = new SharedWorker("a")', false],
  ['export const a = new Intl.DateTimeFormat("en", { timeZoneName: "shortOffset" })', false],
  ['export const a = Intl.supportedValuesOf("unit")', false],
  ['export const a = new URLPattern()', false],
  ['export const a = (o: { at: number }) => o.at', true],
  ['export const a = Object.values({}).map(String)', true],
  ['export const a = Object.entries({}).filter(Boolean)', true],
  ['export const a = [...new Map().values()].map(String)', true],
  ['export const a = () => { const { language } = navigator; return language }', true],
  ['export const a = new Intl.ListFormat("en")', true],
  ['export const a = (e: Element) => e.replaceChildren()', true],
  ['export const a = Promise.any([])', true],
  ['export const a = (o: { b?: number }) => { o.b ??= 1 }', true],
  ['export const a = typeof BroadcastChannel === "undefined"', true],
  ['export type A = (channel: BroadcastChannel) => void', true],
  ['export const a = new ResizeObserver(() => {})', true],
  ['export const a = "a".replaceAll("a", "b")', true],
] as const

describe('the linter sees what the oldest engines lack', () => {
  const found = faulty(
    'newer',
    newer.map(([code]) => ['view', code]),
  )
  test.each(newer.map(([code, allowed], i) => ({ code, allowed, i })))('$code', ({ allowed, i }) =>
    expect(!found.has(`newer${i}`)).toBe(allowed),
  )
})
