import type { Page } from 'playwright'

/**
 * Listens to what readers are told from now on, whatever speaks: each change of a live region, as a reader hears it. A region that
 * comes into the page together with what it says may not be heard, and counts as silent. Returns what was heard since it was asked last.
 */
export async function listen(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const SPEAKS = '[role="status"], [role="alert"], [aria-live="polite"], [aria-live="assertive"]'
    const heard: string[] = []
    Object.assign(window, { jhSpoken: heard })
    const known = new WeakSet(document.querySelectorAll(SPEAKS))
    new MutationObserver((changes) => {
      const touched = new Set<Element>()
      for (const { target } of changes) {
        const element = target instanceof Element ? target : target.parentElement
        const region = element?.closest(SPEAKS)
        if (region && known.has(region) && !region.closest('[aria-hidden="true"]')) touched.add(region)
      }
      for (const region of document.querySelectorAll(SPEAKS)) known.add(region)
      for (const region of touched) {
        const { role, ariaLive } = region
        const isUrgent = role === 'alert' || ariaLive === 'assertive'
        if (region.textContent) heard.push(`${isUrgent ? 'at once: ' : ''}${region.textContent}`)
      }
    }).observe(document.body, { childList: true, characterData: true, subtree: true })
  })
  return () => page.evaluate(() => (window as unknown as { jhSpoken: string[] }).jhSpoken.splice(0))
}
