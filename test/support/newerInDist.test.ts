import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'

const folder = mkdtempSync(path.join(tmpdir(), 'newer-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** What a build must have for the list of what is known to be harmless. */
const KNOWN = 'BroadcastChannel OffscreenCanvas createImageBitmap startViewTransition reportError'

/** What it says of a build of these files: the pattern and the file of each finding. */
function said(files: Readonly<Record<string, string>>) {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(path.join(folder, 'assets'), { recursive: true })
  for (const [name, code] of Object.entries(files)) writeFileSync(path.join(folder, 'assets', name), code)
  const script = path.join(import.meta.dirname, 'newerInDist.mjs')
  const { stdout, status } = spawnSync(process.execPath, [script, folder], { encoding: 'utf8' })
  return { stdout, status }
}

test('a build without anything newer passes', () => {
  const styles =
    'a{height:100vh;height:100dvh;aspect-ratio-of:1}b:not(.c){-webkit-user-select:none;user-select:none;-webkit-mask:none;mask:none}' +
    '@media not all and (min-width:1px){a{word-break:break-word;overflow-wrap:anywhere;margin-inline-start:0}}@media not print{a{gap:1px}}b:focus-visible{outline:0}@supports (color:oklch(0 0 0)){a{color:oklch(0 0 0)}}'
  expect(said({ 'a.js': KNOWN, 'a.css': styles })).toEqual({
    stdout: 'Nothing that Chromium 86 or Safari 14.1 lack.\n',
    status: 0,
  })
})

test('each that is newer is found, also one alone', () => {
  const scripts = [
    'x.at(-1)',
    'Object.hasOwn',
    'x.findLast(',
    'structuredClone',
    'randomUUID',
    'AbortSignal.any',
    '(?<=a)',
    'showModal',
    'Iterator.from(a)',
    'a.values().map(b)',
    'a.isSubsetOf(b)',
    'a.toHex()',
    'Intl.supportedValuesOf(a)',
    'a={timeZoneName:`shortOffset`}',
    'new CSSStyleSheet',
    'a.borderBoxSize[0]',
    'navigator.wakeLock',
    'a.showPopover()',
    '/(?i:a)b/',
  ]
  const styles = [
    '@layer a',
    ':where(a){}',
    ':has(a){}',
    'a{aspect-ratio:1}',
    'a{inset:0}',
    'a{height:100dvh}',
    'a,b:focus-visible{}',
    'a:focus-visible,b{}',
    '@media not (min-width:760px){a{}}',
    '@media (hover) or (pointer:fine){a{}}',
    '@scope (a){b{}}',
    'a:not(b,c){}',
    'a:not(b c){}',
    'a:nth-child(1 of b){}',
    'a:dir(rtl){}',
    'a:user-invalid{}',
    'a{color:red;&:hover{color:blue}}',
    'a{color:color-mix(in srgb,red,blue)}',
    'a{color:rgb(from red r g b)}',
    'a{width:round(1px,2px)}',
    'a{padding-inline:1px}',
    'a{inset-inline-start:1px}',
    'a{border-inline:0}',
    'a{border-start-start-radius:1px}',
    'a{user-select:none}',
    'a{appearance:none}',
    'a{backdrop-filter:none}',
    'a{mask-image:none}',
    'a{overflow-wrap:anywhere}',
    'a{width:100dvw}',
    'a{width:10cqw}',
  ]
  const all = [
    ...scripts.map((code, i) => [`s${i}.js`, code] as const),
    ...styles.map((code, i) => [`s${i}.css`, code] as const),
  ]
  const { stdout, status } = said({ 'known.js': KNOWN, ...Object.fromEntries(all) })
  expect(status).toBe(1)
  expect(all.filter(([name]) => !stdout.includes(`${name}: `))).toEqual([])
})

test('nor is one kept on the list that is in the build no more, nor an empty build taken for a good one', () => {
  expect(said({ 'a.js': 'BroadcastChannel' }).status).toBe(1)
  expect(said({}).status).toBe(1)
})
