import type { Page } from 'playwright'

export type Value = Readonly<{
  /** What the value is, for the reader of a failing test. */
  what: string
  /** A CSS selector; its first match is read. */
  at: string
  /**
   * A computed property, or `surface` (the background that is painted there: of the element, or of the nearest ancestor
   * that has one), or `line-ratio` (line height by font size).
   */
  read: string
  is: string
}>

/** The look of a phone's conversation, each value where it hurts if an old engine drops it. */
export const VALUES: readonly Value[] = [
  { what: 'shell is a column', at: '[data-shell]', read: 'flex-direction', is: 'column' },
  { what: 'shell is a flex box', at: '[data-shell]', read: 'display', is: 'flex' },
  { what: 'shell fills the screen', at: '[data-shell]', read: 'height', is: '667px' },
  { what: 'list scrolls', at: '[role=log]', read: 'overflow-y', is: 'auto' },
  { what: 'list does not scroll sideways', at: '[role=log]', read: 'overflow-x', is: 'hidden' },
  { what: 'surface of the list', at: '[role=log]', read: 'surface', is: 'rgb(237, 237, 237)' },
  { what: 'surface of an own bubble', at: '[data-side=mine]', read: 'surface', is: 'rgb(149, 236, 105)' },
  { what: 'surface of their bubble', at: '[data-side=theirs]', read: 'surface', is: 'rgb(255, 255, 255)' },
  { what: 'text of an own bubble', at: '[data-side=mine]', read: 'color', is: 'rgb(25, 25, 25)' },
  { what: 'text of their bubble', at: '[data-side=theirs]', read: 'color', is: 'rgb(25, 25, 25)' },
  { what: 'corner of a bubble', at: '[data-bubble]', read: 'border-bottom-left-radius', is: '6px' },
  { what: 'padding above in a bubble', at: '[data-bubble]', read: 'padding-top', is: '9px' },
  { what: 'padding beside in a bubble', at: '[data-bubble]', read: 'padding-left', is: '12px' },
  { what: 'size of message text', at: '[data-bubble]', read: 'font-size', is: '17px' },
  { what: 'line height of message text', at: '[data-bubble]', read: 'line-ratio', is: '1.45' },
  { what: 'gap between avatar and bubble', at: '[data-message-id]', read: 'column-gap', is: '8px' },
  { what: 'width of an avatar', at: '[data-avatar]', read: 'width', is: '40px' },
  { what: 'height of an avatar', at: '[data-avatar]', read: 'height', is: '40px' },
  { what: 'corner of an avatar', at: '[data-avatar]', read: 'border-top-left-radius', is: '6px' },
  { what: 'initial in an avatar', at: 'span[data-avatar]', read: 'color', is: 'rgb(255, 255, 255)' },
  { what: 'size of a time', at: '[data-time]', read: 'font-size', is: '12px' },
  { what: 'colour of a time', at: '[data-time]', read: 'color', is: 'rgb(102, 102, 102)' },
  // below 16 px iOS zooms into the page on focus
  { what: 'size of written text', at: 'textarea', read: 'font-size', is: '16px' },
]

/** Reads the values in the page, in their order; `missing` where nothing matches. */
export function readValues(page: Page, values: readonly Value[]): Promise<string[]> {
  return page.evaluate(
    (wanted) =>
      wanted.map(({ at, read }) => {
        let element = document.querySelector(at)
        if (!element) return 'missing'
        const style = getComputedStyle(element)
        if (read === 'line-ratio') {
          return (parseFloat(style.lineHeight) / parseFloat(style.fontSize)).toFixed(2)
        }
        if (read !== 'surface') return style.getPropertyValue(read)
        let colour = 'none'
        for (; element; element = element.parentElement) {
          colour = getComputedStyle(element).backgroundColor
          if (colour !== 'rgba(0, 0, 0, 0)') break
        }
        return colour
      }),
    values.map(({ at, read }) => ({ at, read })),
  )
}

/** Properties that no difference of fonts between two engines may change. */
const STEADY = [
  'display',
  'position',
  'padding-top',
  'padding-right',
  'padding-bottom',
  'padding-left',
  'border-top-width',
  'border-top-left-radius',
  'border-bottom-right-radius',
  'background-color',
  'color',
  'font-size',
  'font-weight',
  'overflow-y',
  'opacity',
  'visibility',
  'white-space',
]

/** The same of boxes that lay out their children; elsewhere engines differ in them without any effect. */
const STEADY_IN_FLEX = [
  'flex-direction',
  'flex-wrap',
  'align-items',
  'justify-content',
  'row-gap',
  'column-gap',
]

/** The steady style of every element of the page, a line a property: `div:1 > span:2 display: flex`. */
export function readStyles(page: Page): Promise<string[]> {
  return page.evaluate(
    ({ always, inFlex }) =>
      [...document.querySelectorAll('[data-shell], [data-shell] *')].flatMap((element) => {
        const place: string[] = []
        for (let at: Element | null = element; at && at !== document.body; at = at.parentElement) {
          const nth = at.parentElement ? [...at.parentElement.children].indexOf(at) + 1 : 1
          place.unshift(`${at.tagName.toLowerCase()}:${nth}`)
        }
        const style = getComputedStyle(element)
        const names = /flex|grid/.test(style.display) ? [...always, ...inFlex] : always
        // today's own style sheet clips pictures, which changes nothing that is seen
        const compared = element.tagName === 'IMG' ? names.filter((name) => name !== 'overflow-y') : names
        return compared.map((name) => `${place.join(' > ')} ${name}: ${style.getPropertyValue(name)}`)
      }),
    { always: STEADY, inFlex: STEADY_IN_FLEX },
  )
}

/** The lines of `styles` that `others` lacks. */
export function linesOnlyIn(styles: readonly string[], others: readonly string[]): string[] {
  const known = new Set(others)
  return styles.filter((line) => !known.has(line))
}
