import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'

const SRC = path.resolve(import.meta.dirname, '../../src')

/** Where the look is made. `qa` and the gallery's page are for those who build this, with the same tokens. */
const FOLDERS = ['app', 'kinds', 'ui', 'view', 'qa']

const sources = FOLDERS.flatMap((folder) =>
  readdirSync(path.join(SRC, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(tsx?|css)$/.test(name))
    .map((name) => path.join(folder, name)),
)
  .filter((file) => file !== 'ui/theme.css')
  .map((file) => ({ file, code: withoutComments(readFileSync(path.join(SRC, file), 'utf8')) }))

function withoutComments(code: string): string {
  return code.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
}

const COLOUR = /#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})\b|\b(?:rgba?|hsla?|oklch|lab|color-mix)\(/gi

/** Who paints with colours of its own, and why. */
const PAINTERS: Readonly<Record<string, string>> = {
  'ui/Avatar.tsx': 'eight calm grounds, one chosen by the id: the same in both themes, and no role',
  'ui/shade.ts': 'the shade over the page comes with the first dialog',
  'view/viewer/styles.ts': 'pictures are looked at in the dark in both themes; it comes with the viewer',
  'view/gallery/steps.ts': 'photographs that somebody chooses: they have no theme',
  'qa/drawer.css': 'the shadow of the panel, which no release has',
}

/** Lengths that no token and no step of 4 px says: each with its reason. */
const LENGTHS: Readonly<Record<string, string>> = {
  // what people read
  'text-[max(16px,1rem)]': 'below 16 px iOS zooms into the page',
  'leading-[1.375]': 'lines of a box that grows by whole ones',
  'leading-[1.2]': 'a badge is one line',
  'text-[2.25rem]': 'a text of nothing but an emoji',
  'text-[1.375rem]': 'the signs of the emoji panel',
  // what the design names
  'max-w-[860px]': 'the widest conversation',
  'max-w-[70%]': 'the widest bubble',
  'pc:max-w-[520px]': 'the widest bubble on a PC',
  'max-w-[560px]': 'the widest page of text',
  'max-w-[251px]': 'the widest voice',
  'desk:w-[clamp(280px,23.5vw,320px)]': 'the list of the desk',
  'pc:min-h-[52px]': 'bars on a PC',
  'pc:top-[52px]': 'below the bar',
  'py-[9px]': 'bubbles: 9 by 12',
  '-my-[9px]': 'what fills a bubble to its edge',
  // what must fit beside something else
  'py-[10px]': 'a box of one line is 44 px high',
  'max-h-[min(260px,var(--part-height))]': 'panels leave the conversation in view',
  'max-h-[min(8.25rem,var(--part-height))]': 'five lines',
  'pc:max-h-[min(15.125rem,var(--part-height))]': 'ten lines',
  'max-h-[calc(100%-16px)]': 'a dialog leaves an edge',
  'rounded-[50%]': 'a dot',
  'rounded-[10px]': 'a badge of one line',
  'rounded-[2px]': 'the level of the microphone',
  'px-[3px]': 'a mark within a line',
  'mt-[3px]': 'a sign beside the first line',
  'border-s-[3px]': 'the row that is open',
  'focus-visible:outline-offset-[-2px]': 'a ring that the list would cut off',
}

describe('the look is made of tokens', () => {
  const painted = sources.flatMap(({ file, code }) =>
    [...code.matchAll(COLOUR)].map(([colour]) => ({ file, colour })),
  )

  test('no colour stands outside the theme', () => {
    expect(painted.filter(({ file }) => !(file in PAINTERS))).toEqual([])
    expect(Object.keys(PAINTERS).filter((file) => !painted.some((one) => one.file === file))).toEqual([])
  })

  test('no length is written where a step of 4 px would do', () => {
    const written = sources
      .filter(({ file }) => file.endsWith('.tsx') || file.endsWith('.ts'))
      .flatMap(({ file, code }) =>
        [...code.matchAll(/[\w:-]*-\[[^\]\s]*\d[^\]\s]*\]/g)].map(([name]) => ({ file, name })),
      )
      .filter(({ file }) => !file.startsWith('qa/'))
    expect(written.filter(({ name }) => !(name in LENGTHS))).toEqual([])
    const used = new Set(written.map(({ name }) => name))
    expect(Object.keys(LENGTHS).filter((name) => !used.has(name))).toEqual([])
  })

  test('and no motion but those of the theme', () => {
    const moved = sources.flatMap(({ file, code }) =>
      [...code.matchAll(/\b(?:transition|animation|duration|ease)[\w-]*(?:-\[[^\]]*\]|-\d+)/g)].map(
        ([name]) => `${file}: ${name}`,
      ),
    )
    expect(moved).toEqual([])
  })

  test('this sees what it looks for', () => {
    expect(sources.length).toBeGreaterThan(150)
    const planted = 'a #fff b #12345678 c rgba(0, 0, 0, 1) d hsl(1 2% 3%) e #main f #1234567'
    expect([...planted.matchAll(COLOUR)].map(([colour]) => colour)).toEqual([
      '#fff',
      '#12345678',
      'rgba(',
      'hsl(',
    ])
  })
})
