/**
 * What stands over the page until React has drawn it: a picture of its first frame. Nobody can touch or hear it, and no script takes it
 * for the page.
 */
const ID = 'still'

/** Shows what `draw` puts into it. `laidOut`: its sizes are known, and what was drawn can still be told apart. */
export function showStill(draw: (into: ParentNode) => void, laidOut: (still: HTMLElement) => void): void {
  const still = document.createElement('div')
  still.id = ID
  still.setAttribute('aria-hidden', 'true')
  still.setAttribute('inert', '')
  // Tailwind finds them here
  still.className = 'pointer-events-none fixed inset-0 z-20 bg-surface'
  draw(still)
  endStill()
  document.getElementById('root')?.after(still)
  laidOut(still)
  for (const element of still.querySelectorAll('*'))
    for (const name of element.getAttributeNames())
      if (/^(role|id|tabindex|aria-.*|data-.*)$/.test(name)) element.removeAttribute(name)
}

/** What it stood in for is there, or something else is to be seen. */
export const endStill = (): void => document.getElementById(ID)?.remove()
