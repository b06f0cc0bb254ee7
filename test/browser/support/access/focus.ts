import type { Page } from 'playwright'

/** What has the focus, as a reader names it, and how it is shown: its role, its name, and whether one sees that it has it. */
export async function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const active = document.activeElement
    if (!active || active === document.body) return 'nothing'
    const { outlineStyle, outlineWidth, opacity } = getComputedStyle(active)
    const box = active.getBoundingClientRect()
    const isInView =
      box.bottom > 0 && box.right > 0 && box.top < window.innerHeight && box.left < window.innerWidth
    const isSeen = outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 && opacity !== '0' && isInView
    const role = active.getAttribute('role') ?? active.tagName.toLowerCase()
    const isText = role === 'article'
    const name = isText
      ? active.querySelector('[data-bubble]')?.textContent
      : (active.getAttribute('aria-label') ?? active.textContent)
    return `${role} ${(name ?? '').trim().slice(0, 20)}${isSeen ? '' : ', not seen'}`
  })
}
