/**
 * Runs in the page: what one cannot read or reach at this width and size of text. Text that is cut off where nothing tells the
 * rest, lies beside the window, across another or beneath what stays there; controls outside the window that no scrolling brings;
 * a page that scrolls sideways.
 */
export function lostInLayout(): string[] {
  const lost: string[] = []
  const root = document.documentElement
  const wide = root.clientWidth
  const high = window.innerHeight
  if (root.scrollWidth > wide) lost.push(`the page scrolls sideways: ${root.scrollWidth} > ${wide}`)

  const ancestors = (element: Element) => {
    const all: Element[] = []
    for (let one: Element | null = element; one; one = one.parentElement) all.push(one)
    return all
  }
  const isShown = (element: Element) => {
    const box = element.getBoundingClientRect()
    // what is for readers alone stands in one px
    return (
      ancestors(element).every((one) => {
        const { width, height } = one.getBoundingClientRect()
        const { display, visibility, opacity, clipPath } = getComputedStyle(one)
        if (display === 'none' || opacity === '0') return false
        // it has no box
        if (display === 'contents') return true
        if (one === element && visibility !== 'visible') return false
        return !(width <= 1 && height <= 1 && one !== root) && clipPath !== 'inset(50%)'
      }) && box.width > 0
    )
  }
  const scrolls = (element: Element, axis: 'x' | 'y') =>
    ancestors(element).some((one) => {
      const { overflowX, overflowY } = getComputedStyle(one)
      return one !== document.body && one !== root && /auto|scroll/.test(axis === 'x' ? overflowX : overflowY)
    })
  const isPainted = (element: Element, x: number, y: number) => {
    const hit = document.elementFromPoint(x, y)
    return hit !== null && (hit === element || element.contains(hit) || hit.contains(element))
  }
  const short = (text: string) => text.trim().replace(/\s+/g, ' ').slice(0, 24)
  /** All of a text stands in a title or a name as well, or where it leads to when it is chosen. */
  const isToldElsewhere = (element: Element, text: string) =>
    element.closest('[data-member], [role="option"]') !== null ||
    ancestors(element).some((one) =>
      [one.getAttribute('title'), one.getAttribute('aria-label')].some((told) => told?.includes(text.trim())),
    )

  /** Something lies over its middle that one cannot close, and it cannot be scrolled from beneath. */
  const isBeneath = (element: Element, box: DOMRect) => {
    const around = ancestors(element)
    // presses go through it to what lies below: the page does not tell whether it is seen
    if (getComputedStyle(element).pointerEvents === 'none') return false
    // its middle, of what is not cut off
    const cuts = around.filter((one) => /hidden|clip/.test(getComputedStyle(one).overflowX))
    const left = Math.max(box.left, ...cuts.map((one) => one.getBoundingClientRect().left))
    const right = Math.min(box.right, ...cuts.map((one) => one.getBoundingClientRect().right))
    const [x, y] = [(left + right) / 2, box.top + box.height / 2]
    const scroller = around.find((one) => /auto|scroll/.test(getComputedStyle(one).overflowY))
    const view = scroller?.getBoundingClientRect()
    // what is scrolled away is not covered
    if (x < 0 || y < 0 || x > wide || y > high || (view && (y < view.top || y > view.bottom))) return false
    if (isPainted(element, x, y)) return false
    const covers = ancestors(document.elementFromPoint(x, y) ?? root).filter((one) => !one.contains(element))
    const cover = covers[covers.length - 1]
    const CLOSES = '[role="dialog"], [role="menu"]'
    if (!cover || cover.closest(CLOSES) || cover.querySelector(CLOSES)) return false
    if (!scroller) return true
    const { top, bottom } = cover.getBoundingClientRect()
    const below = scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop
    return scroller.scrollTop < bottom - box.top - 1 && below < box.bottom - top - 1
  }

  type Piece = { element: Element; text: string; box: DOMRect }
  const pieces: Piece[] = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const { currentNode } = walker
    const element = currentNode.parentElement
    const text = currentNode.textContent ?? ''
    if (!element || text.trim() === '' || element.closest('script, style, noscript, option')) continue
    if (!isShown(element)) continue
    const range = document.createRange()
    range.selectNodeContents(currentNode)
    for (const box of range.getClientRects()) {
      if (box.width < 1 || box.height < 1) continue
      pieces.push({ element, text, box })
      if (
        (box.right > wide + 1 || box.left < -1) &&
        !scrolls(element, 'x') &&
        !isToldElsewhere(element, text)
      )
        lost.push(`beside the window: "${short(text)}"`)
      if (isBeneath(element, box)) lost.push(`beneath something: "${short(text)}"`)
      const isCut = { x: false, y: false }
      const isBrought = { x: false, y: false }
      for (const one of ancestors(element)) {
        if (one === document.body || one === root) break
        const { overflowX, overflowY } = getComputedStyle(one)
        const around = one.getBoundingClientRect()
        // what a scroller holds it brings: whatever is around that cuts the scroller, and not what is in it
        isBrought.x ||= /auto|scroll/.test(overflowX)
        isBrought.y ||= /auto|scroll/.test(overflowY)
        const isBeside = box.right > around.right + 1 || box.left < around.left - 1
        const isAcross = box.bottom > around.bottom + 3 || box.top < around.top - 3
        isCut.x ||= !isBrought.x && isBeside && /hidden|clip/.test(overflowX)
        isCut.y ||= !isBrought.y && isAcross && /hidden|clip/.test(overflowY)
      }
      if ((isCut.x || isCut.y) && !isToldElsewhere(element, text)) lost.push(`cut off: "${short(text)}"`)
    }
  }
  for (let i = 0; i < pieces.length; i += 1)
    for (let k = i + 1; k < pieces.length; k += 1) {
      const [a, b] = [pieces[i], pieces[k]]
      if (!a || !b || a.element === b.element) continue
      const width = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left)
      const height = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top)
      if (width < 3 || height < 6) continue
      const x = Math.max(a.box.left, b.box.left) + width / 2
      const y = Math.max(a.box.top, b.box.top) + height / 2
      if (x < 0 || y < 0 || x > wide || y > high) continue
      // one that lies behind a panel is not read now
      const under = document.elementsFromPoint(x, y)
      const top = under.findIndex((one) => one === a.element || one === b.element)
      const both = under.filter((one) => one === a.element || one === b.element)
      const ground = under.slice(top + 1, under.lastIndexOf(both[1] as Element)).concat(under[top] ?? [])
      const covers = ground.some(
        (one) => !/rgba\(0, 0, 0, 0\)|transparent/.test(getComputedStyle(one).backgroundColor),
      )
      if (both.length === 2 && !covers)
        lost.push(`across each other: "${short(a.text)}" and "${short(b.text)}"`)
    }

  for (const element of document.querySelectorAll('*')) {
    if (element.scrollWidth <= element.clientWidth + 1 || element === root) continue
    if (/auto|scroll/.test(getComputedStyle(element).overflowX) && isShown(element))
      lost.push(`scrolls sideways: ${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''}`)
  }

  const pen = document.createElement('canvas').getContext('2d')
  type Field = HTMLInputElement | HTMLTextAreaElement
  for (const field of document.querySelectorAll<Field>(
    'input:placeholder-shown, textarea:placeholder-shown',
  )) {
    // in the one with the focus Chromium scrolls instead, and gives no sign
    if (!pen || !isShown(field) || field === document.activeElement) continue
    const { font, paddingLeft, paddingRight } = getComputedStyle(field)
    pen.font = font
    const isCut =
      pen.measureText(field.placeholder).width >
      field.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight) + 1
    const said = getComputedStyle(field, '::placeholder')
    // today's Chromium cuts it where both are not said of the placeholder itself
    if (isCut && !(said.overflow === 'hidden' && said.textOverflow === 'ellipsis'))
      lost.push(`cut off without a sign: "${field.placeholder}"`)
  }

  const CONTROLS = 'a[href], button, input, select, textarea, [role="slider"], [role="tab"]'
  for (const element of document.querySelectorAll(CONTROLS)) {
    if (!isShown(element)) continue
    const box = element.getBoundingClientRect()
    const name = short(element.getAttribute('aria-label') ?? element.textContent ?? '')
    if ((box.left < -1 || box.right > wide + 1) && !scrolls(element, 'x'))
      lost.push(`beside the window: ${element.tagName.toLowerCase()} "${name}"`)
    if ((box.bottom > high + 1 || box.top < -1) && !scrolls(element, 'y'))
      lost.push(`above or below the window: ${element.tagName.toLowerCase()} "${name}"`)
    const x = box.left + box.width / 2
    const y = box.top + box.height / 2
    if (element.matches('textarea') && isPainted(element, x, y) && (box.width < 80 || box.height < 40))
      lost.push(`no room to write: ${Math.round(box.width)}×${Math.round(box.height)}`)
    const isEmpty = element instanceof HTMLTextAreaElement && element.value === ''
    if (isEmpty && element.scrollHeight > element.clientHeight + 1)
      lost.push(`cut off in an empty box: "${element.placeholder}"`)
  }
  return [...new Set(lost)]
}
