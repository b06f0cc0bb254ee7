import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import pixelmatch from 'pixelmatch'
import type { Page } from 'playwright'
import { PNG } from 'pngjs'

const ROOT = path.resolve(import.meta.dirname, '../..')
const CACHE = path.join(ROOT, 'node_modules/.cache/looks')

/** Where the expected pictures lie, in a folder for each way to look at the page. */
export const LOOKS = path.join(ROOT, 'test/looks')

/**
 * The least difference of two colours that counts, as pixelmatch measures it: a grey may be off by two of 255, which is how far
 * processors differ in what they round.
 */
const THRESHOLD = 0.01

/** No exhibit is drawn further down than this: a text of two thousand signs is not told apart by its end. */
const LONGEST_PX = 200

type Box = Readonly<{ top: number; bottom: number }>

/** A part of the gallery and its picture. */
export type Wing = Readonly<{
  name: string
  exhibits: readonly Readonly<{ name: string; box: Box }>[]
  picture: PNG
}>

/**
 * Each part is drawn by itself, from its own upper left corner: how the edge of a curve looks depends on where it is drawn, and a new
 * exhibit would show in all that follow. What has a page of its own is looked at there.
 */
const APART = `
  [data-gallery] > section { will-change: transform; background-color: var(--color-surface) }
  [data-frames] { display: none }`

/** Makes the gallery as high as its content, so that one picture has all of it. */
export async function unroll(page: Page): Promise<void> {
  await page.addStyleTag({
    content: `${APART} [data-gallery] > section > [title] { max-height: ${LONGEST_PX}px; overflow: hidden }`,
  })
  // each part begins at a whole pixel: else what is above it would show in how its letters are drawn
  await page.locator('[data-gallery] > section').evaluateAll((sections: HTMLElement[]) => {
    for (const section of sections)
      section.style.height = `${Math.ceil(section.getBoundingClientRect().height)}px`
  })
  const { width = 0 } = page.viewportSize() ?? {}
  // what is at the lower end may come only as it is in view
  for (let height = 0; height < (height = await heightOf(page));)
    await page.setViewportSize({ width, height })
}

const heightOf = (page: Page) =>
  page.locator('[data-gallery]').evaluate((gallery) => Math.ceil(gallery.scrollHeight))

/** A picture of each part of the gallery. */
export async function takeWings(page: Page): Promise<readonly Wing[]> {
  const gallery = page.locator('[data-gallery]')
  const wings = await gallery.evaluate((main) => {
    const { top } = main.getBoundingClientRect()
    const boxOf = (element: Element) => {
      const box = element.getBoundingClientRect()
      return { top: Math.floor(box.top - top), bottom: Math.ceil(box.bottom - top) }
    }
    const nameOf = (element: Element) =>
      element.getAttribute('title') ?? (element.textContent?.trim().slice(0, 24) || element.tagName)
    const partsOf = (element: Element): Element[] => {
      const parts = [...element.children].filter(({ tagName }) => tagName !== 'H2')
      const [only, ...more] = parts
      return only && more.length === 0 && only.children.length > 1 ? partsOf(only) : parts
    }
    return [...main.querySelectorAll(':scope > section')].map((section) => ({
      name: section.getAttribute('aria-label') ?? '',
      box: boxOf(section),
      exhibits: partsOf(section).map((part) => ({ name: nameOf(part), box: boxOf(part) })),
    }))
  })
  const box = await gallery.boundingBox()
  if (!box) throw new Error('The gallery has no place.')
  const whole = PNG.sync.read(await page.screenshot({ clip: box, animations: 'disabled', caret: 'hide' }))
  return wings.map(({ name, box: { top, bottom }, exhibits }) => ({
    name,
    exhibits: exhibits.map((one) => ({
      name: one.name,
      box: { top: one.box.top - top, bottom: one.box.bottom - top },
    })),
    picture: cut(whole, top, Math.min(bottom, whole.height)),
  }))
}

/** What of the gallery has a page of its own, by its hash. */
export const hashesIn = (page: Page): Promise<readonly string[]> =>
  page.locator('[data-frames] a').evaluateAll((links: HTMLAnchorElement[]) => links.map(({ hash }) => hash))

/** Goes on to another page of the gallery: what is on it is there, in fonts that are not waited for. */
export async function goTo(page: Page, hash: string): Promise<void> {
  await page.evaluate((hash) => void (location.hash = hash), hash)
  await page.locator(`[data-stage="shown"][data-name="${hash.slice(1)}"]`).waitFor()
}

/** A picture of all that is in view. */
export async function takeView(page: Page, name: string): Promise<Wing> {
  const picture = PNG.sync.read(await page.screenshot({ animations: 'disabled', caret: 'hide' }))
  return { name, exhibits: [{ name, box: { top: 0, bottom: picture.height } }], picture }
}

function cut(whole: PNG, top: number, bottom: number): PNG {
  const picture = new PNG({ width: whole.width, height: bottom - top })
  PNG.bitblt(whole, picture, 0, top, whole.width, bottom - top, 0, 0)
  return picture
}

const fileOf = (name: string) => `${name.replace(/\W+/g, '-')}.png`

/** The files that a way to look at the page has pictures in. */
export const filesOf = (wings: readonly Wing[]) => wings.map(({ name }) => fileOf(name)).sort()

/** Puts the pictures where the expected ones lie. */
export function keep(way: string, wings: readonly Wing[]): void {
  const folder = path.join(LOOKS, way)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  for (const { name, picture } of wings) writeFileSync(path.join(folder, fileOf(name)), packed(picture))
}

/** Unfiltered: what repeats, and in a page most does, is found by the compression alone. */
const packed = (picture: PNG) =>
  PNG.sync.write(picture, { colorType: 2, filterType: 0, deflateLevel: 9, deflateStrategy: 0 })

/** What is not as expected, in words; the pictures of it lie beside each other in the file that is named. */
export function differences(way: string, wings: readonly Wing[]): readonly string[] {
  return wings.flatMap((wing) => {
    const file = path.join(LOOKS, way, fileOf(wing.name))
    if (!existsSync(file)) return [`${way}, ${wing.name}: ${path.relative(ROOT, file)} is missing`]
    const seen = compare(PNG.sync.read(readFileSync(file)), wing.picture)
    return seen ? [tell(way, wing, seen)] : []
  })
}

type Seen = Readonly<{ count: number; rows: readonly number[]; expected: PNG; actual: PNG; marked: PNG }>

/** null where nothing differs. */
function compare(first: PNG, second: PNG): Seen | null {
  const isSameSize = first.width === second.width && first.height === second.height
  if (isSameSize && first.data.equals(second.data)) return null
  const [width, height] = [Math.max(first.width, second.width), Math.max(first.height, second.height)]
  const marked = blank(width, height)
  const [expected, actual] = [grown(first, width, height), grown(second, width, height)]
  const count = pixelmatch(expected.data, actual.data, marked.data, width, height, {
    threshold: THRESHOLD,
    // the edge of a letter or of a curve counts as much as any other pixel
    includeAA: true,
    diffColor: [255, 0, 0],
  })
  if (isSameSize && count === 0) return null
  const isRed = (at: number) => marked.data[at] === 255 && marked.data[at + 1] === 0
  const rows = Array.from({ length: height }, (_, y) => y).filter((y) =>
    Array.from({ length: width }, (_, x) => (y * width + x) * 4).some(isRed),
  )
  return { count, rows, expected, actual, marked }
}

const blank = (width: number, height: number) => new PNG({ width, height, fill: true })

function grown(picture: PNG, width: number, height: number): PNG {
  if (picture.width === width && picture.height === height) return picture
  const larger = blank(width, height)
  PNG.bitblt(picture, larger, 0, 0, picture.width, picture.height, 0, 0)
  return larger
}

function tell(
  way: string,
  { name, exhibits }: Wing,
  { count, rows, expected, actual, marked }: Seen,
): string {
  const { width, height } = expected
  const beside = blank(3 * width + 16, height)
  for (const [i, one] of [expected, actual, marked].entries())
    PNG.bitblt(one, beside, 0, 0, width, height, i * (width + 8), 0)
  const file = path.join(CACHE, `${way}-${fileOf(name)}`)
  mkdirSync(CACHE, { recursive: true })
  writeFileSync(file, packed(beside))
  const touched = exhibits.filter(({ box }) => rows.some((y) => y >= box.top && y < box.bottom))
  const where = touched.map((one) => `“${one.name}”`).join(', ') || 'none of its exhibits'
  return `${way}, ${name}: ${count} pixels differ, at ${where}; expected | actual | differences: ${path.relative(ROOT, file)}`
}
