import { number } from '~test/simulation/document'
import { launchChromium } from '~test/browser/support/chromium'
import { PHONE } from '~test/browser/support/talk'

/** Milliseconds in which the parts come that the first frame does without. */
const PARTS = 4_000

/**
 * What a member's first and second visit ask for, and what comes over the network for it, in a browser that keeps what it may: without TLS,
 * for it keeps nothing that comes with a certificate of nobody.
 */
export async function visits(origin: string): Promise<string[][]> {
  const browser = await launchChromium()
  const context = await browser.newContext({ ...PHONE })
  const rows: string[][] = []
  for (const what of ['the first', 'the second']) {
    const page = await context.newPage()
    const devtools = await context.newCDPSession(page)
    await devtools.send('Network.enable')
    const files = new Set<string>()
    const bytes = new Map<string, number>()
    devtools.on('Network.responseReceived', ({ requestId, response }) => {
      const isFile = response.url.startsWith(origin) && !response.url.includes('/api/')
      if (isFile && !response.fromDiskCache) files.add(requestId)
    })
    devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) =>
      bytes.set(requestId, encodedDataLength),
    )
    const sum = () => number([...files].reduce((all, id) => all + (bytes.get(id) ?? 0), 0) / 1_000, 1)
    await page.goto(`${origin}/?appid=JH&from=200&to=2&fromrole=MEMBER`)
    await page.getByRole('textbox').waitFor()
    const painted = sum()
    await page.waitForTimeout(PARTS)
    rows.push([what, String(files.size), sum(), painted])
    await page.close()
  }
  await browser.close()
  return rows
}
