/**
 * Runs in the page: what takes a press and whose area, with all that belongs to it, is less than `least` px wide or high. What is
 * covered by something else is not asked about: it takes no press now. Links in a sentence are exempt, as in WCAG 2.5.8.
 */
export function smallTargets(least: number): string[] {
  const PRESSED =
    'a[href], button, input, select, textarea, summary, [role="button"], [role="slider"], [role^="menuitem"], [role="option"], [role="tab"], [role="switch"]'
  const nameOf = (element: Element) =>
    (element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 30)
  const isInSentence = (element: Element) =>
    element.matches('a') &&
    getComputedStyle(element).display === 'inline' &&
    (element.parentElement?.textContent ?? '').trim() !== ''
  const belongs = (element: Element, x: number, y: number) => {
    const hit = document.elementFromPoint(x, y)
    if (!hit) return false
    if (element.contains(hit)) return true
    const label = hit.closest('label')
    return label !== null && label.control === element
  }
  const small: string[] = []
  for (const element of document.querySelectorAll<HTMLElement>(PRESSED)) {
    const style = getComputedStyle(element)
    let box = element.getBoundingClientRect()
    if (box.width === 0 || box.height === 0 || style.visibility === 'hidden') continue
    if (style.pointerEvents === 'none' || isInSentence(element)) continue
    // nothing but readers and keys come to it
    if (box.width <= 1 && box.height <= 1) continue
    if (box.width >= least && box.height >= least) continue
    const around = [...document.querySelectorAll<HTMLElement>('*')].filter(
      (one) => one.contains(element) && one.scrollHeight > one.clientHeight,
    )
    const before = around.map((one) => one.scrollTop)
    element.scrollIntoView({ block: 'center', inline: 'nearest' })
    box = element.getBoundingClientRect()
    const x = box.left + box.width / 2
    const y = box.top + box.height / 2
    if (belongs(element, x, y)) {
      const reach = (dx: number, dy: number) => {
        let far = 0
        while (far < least && belongs(element, x + dx * (far + 1), y + dy * (far + 1))) far += 1
        return far
      }
      const width = Math.max(box.width, reach(-1, 0) + reach(1, 0) + 1)
      const height = Math.max(box.height, reach(0, -1) + reach(0, 1) + 1)
      if (width < least || height < least)
        small.push(
          `${Math.round(width)}×${Math.round(height)} ${element.tagName.toLowerCase()} "${nameOf(element)}"`,
        )
    }
    around.forEach((one, i) => (one.scrollTop = before[i] ?? 0))
  }
  return small
}
