import type { Page } from 'playwright'

/** What a pointer can be on, and what changes with it. */
const POINTED =
  'a[href], button, input, label, summary, [role="option"], [role="slider"], [role="tab"], [role="listitem"], .group'

const STATES = {
  'pointed at': ['hover'],
  pressed: ['hover', 'active'],
} as const

/** What is looked at now. */
const NEW = 'data-not-pointed-at'

/**
 * Looks for what is too faint to read while a pointer is on it, or a finger presses it: texts below 4.5 : 1, and signs below 3 : 1.
 * Everything is looked at as if it were pointed at, by the browser's own tools: nothing is pressed, nothing opens. What was looked at
 * on the same page before, and looks as it did, is not looked at again. Until its `end` everything stays as if pointed at.
 */
export async function pointAtAll(page: Page, isTouched: boolean) {
  if ((await page.evaluate(markNew, [POINTED, NEW] as const)) === 0) return null
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('DOM.enable')
  await devtools.send('CSS.enable')
  const { root } = await devtools.send('DOM.getDocument', { depth: 0 })
  const { nodeIds } = await devtools.send('DOM.querySelectorAll', {
    nodeId: root.nodeId,
    selector: `[${NEW}]`,
  })
  const force = (forcedPseudoClasses: readonly string[]) =>
    Promise.all(
      nodeIds.map((nodeId) =>
        devtools.send('CSS.forcePseudoState', { nodeId, forcedPseudoClasses: [...forcedPseudoClasses] }),
      ),
    )
  // phones know no pointer that rests
  const states: (keyof typeof STATES)[] = isTouched ? ['pressed'] : ['pointed at', 'pressed']
  let forced: keyof typeof STATES | null = null
  return {
    /** What is faint in the colours of the page as they are. */
    async faint(): Promise<string[]> {
      const found: string[] = []
      for (const state of states) {
        if (forced !== state) await force(STATES[state])
        forced = state
        for (const one of await page.evaluate(faintThings, NEW)) found.push(`${state}: ${one}`)
      }
      // in other colours it goes on with the state in which everything is
      states.reverse()
      return found
    },
    async end(): Promise<void> {
      await force([])
      await devtools.detach()
      await page.evaluate((mark) => {
        for (const one of document.querySelectorAll(`[${mark}]`)) one.removeAttribute(mark)
      }, NEW)
    },
  }
}

/** Runs in the page: marks what can be pointed at and was not yet, with what it is part of; how many there are. */
function markNew([pointed, mark]: readonly [string, string]): number {
  const page: { jhPointedAt?: WeakMap<Element, string> } & typeof globalThis = globalThis
  page.jhPointedAt ??= new WeakMap()
  let count = 0
  for (const element of document.querySelectorAll(pointed)) {
    const look = [
      element.className,
      element.parentElement?.className,
      element.querySelectorAll('*').length,
    ].join()
    if (page.jhPointedAt.get(element) === look) continue
    page.jhPointedAt.set(element, look)
    for (let one: Element | null | undefined = element; one; one = one.parentElement?.closest(pointed))
      one.setAttribute(mark, '')
    count += 1
  }
  return count
}

/** Runs in the page: texts and signs of what takes a press that do not stand out from their ground. */
function faintThings(mark: string): string[] {
  type Colour = readonly [red: number, green: number, blue: number, alpha: number]
  const NONE: Colour = [0, 0, 0, 0]
  const colourOf = (text: string): Colour => {
    const [red = 0, green = 0, blue = 0, alpha = 1] = (text.match(/[\d.]+/g) ?? []).map(Number)
    if (!text.startsWith('rgb')) throw new Error(`no colour that is known here: ${text}`)
    return [red, green, blue, alpha]
  }
  const over = (top: Colour, below: Colour): Colour => {
    const alpha = top[3] + below[3] * (1 - top[3])
    if (alpha === 0) return NONE
    const mixed = [0, 1, 2].map(
      (i) => ((top[i] ?? 0) * top[3] + (below[i] ?? 0) * below[3] * (1 - top[3])) / alpha,
    )
    return [mixed[0] ?? 0, mixed[1] ?? 0, mixed[2] ?? 0, alpha]
  }
  /** What one sees of a colour in an element, through all that it is part of: their grounds, and what they are dimmed or lit by. */
  const seen = (colour: Colour, element: Element): Colour => {
    let shown = colour
    for (let one: Element | null = element; one; one = one.parentElement) {
      const { backgroundColor, filter, opacity } = getComputedStyle(one)
      shown = over(shown, colourOf(backgroundColor))
      const lit = Number(/brightness\(([\d.]+)\)/.exec(filter)?.[1] ?? 1)
      const [red, green, blue, alpha] = shown
      shown = [
        Math.min(255, red * lit),
        Math.min(255, green * lit),
        Math.min(255, blue * lit),
        alpha * Number(opacity),
      ]
    }
    return over(shown, [255, 255, 255, 1])
  }
  const light = (colour: Colour): number => {
    const [red = 0, green = 0, blue = 0] = colour.slice(0, 3).map((part) => {
      const share = part / 255
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
  }
  const isShown = (element: Element) => {
    const { width, height } = element.getBoundingClientRect()
    if (width <= 1 || height <= 1 || getComputedStyle(element).visibility !== 'visible') return false
    for (let one: Element | null = element; one; one = one.parentElement)
      if (getComputedStyle(one).opacity === '0') return false
    return true
  }
  const faint = new Set<string>()
  const known = new Map<string, number>()
  const look = (element: Element, name: string, least: number) => {
    const { color } = getComputedStyle(element)
    const [text, ground] = [seen(colourOf(color), element), seen(NONE, element)]
    const pair = `${text.join()} ${ground.join()}`
    const [a, b] = [light(text), light(ground)]
    const contrast = known.get(pair) ?? (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
    known.set(pair, contrast)
    if (contrast < least) faint.add(`${contrast.toFixed(2)} ${name}`)
  }
  for (const element of document.querySelectorAll(`[${mark}]`)) {
    // what cannot be used now need not be read, and of emoji the colour is their own
    if (
      element.matches(':disabled, [aria-disabled="true"], [data-emoji]') ||
      element.closest('[aria-hidden="true"]')
    )
      continue
    const name = (element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 24)
    for (const part of [element, ...element.querySelectorAll('*')]) {
      if (!isShown(part)) continue
      const { fontSize, fontWeight } = getComputedStyle(part)
      const isText = [...part.childNodes].some((node) => node.nodeType === 3 && node.nodeValue?.trim())
      const isLarge = parseFloat(fontSize) >= (Number(fontWeight) >= 700 ? 18.66 : 24)
      if (isText) look(part, `"${name}" (${part.textContent?.trim().slice(0, 16) ?? ''})`, isLarge ? 3 : 4.5)
      else if (part.matches('svg')) look(part, `the sign of "${name}"`, 3)
    }
  }
  return [...faint]
}
