import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright'

const PACKAGES = path.join(import.meta.dirname, 'node_modules')
const CACHE = path.resolve(import.meta.dirname, '../../node_modules/.cache/looks')

/** Later ones win where two have a sign: figures are in both. */
const WEB_FONTS = ['@fontsource-variable/noto-emoji', '@fontsource-variable/noto-sans-sc'] as const

/** The first family of the product's own list that a Linux can be given. */
const FAMILY = 'PingFang SC'

/**
 * Leaves browsers that are launched from now on no font of the machine, nor its way of drawing any: what the page's fonts lack is drawn
 * in DejaVu, and nothing is hinted. Undone by what it returns.
 */
export function pinSystemFonts(): () => void {
  const before = process.env['FONTCONFIG_FILE']
  const file = path.join(CACHE, 'fonts.conf')
  mkdirSync(CACHE, { recursive: true })
  writeFileSync(
    file,
    `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${path.join(PACKAGES, 'dejavu-fonts-ttf/ttf')}</dir>
  <cachedir>${path.join(CACHE, 'fontconfig')}</cachedir>
  <alias binding="same"><family>monospace</family><prefer><family>DejaVu Sans Mono</family></prefer></alias>
  <match target="pattern">
    <edit name="antialias" mode="assign"><bool>true</bool></edit>
    <edit name="hinting" mode="assign"><bool>false</bool></edit>
    <edit name="rgba" mode="assign"><const>none</const></edit>
  </match>
</fontconfig>
`,
  )
  process.env['FONTCONFIG_FILE'] = file
  return () => {
    if (before === undefined) delete process.env['FONTCONFIG_FILE']
    else process.env['FONTCONFIG_FILE'] = before
  }
}

/** Draws the page that is open in the pinned fonts, and waits for them; its content security policy must be off. */
export async function pinPageFonts(page: Page): Promise<void> {
  await page.route('**/~fonts/**', (route) => {
    const { pathname } = new URL(route.request().url())
    return route.fulfill({ path: path.join(PACKAGES, pathname.replace('/~fonts/', '')) })
  })
  await page.addStyleTag({ content: WEB_FONTS.map(styleOf).join('\n') })
  await loadPageFonts(page)
}

/** Waits for the fonts of what the page says now, and has what was measured in others measured again. */
export async function loadPageFonts(page: Page): Promise<void> {
  await page.evaluate(async (family) => {
    const texts = [...document.querySelectorAll('[placeholder], [value]')].map(
      (field) => `${field.getAttribute('placeholder') ?? ''}${field.getAttribute('value') ?? ''}`,
    )
    await document.fonts.load(`16px "${family}"`, `${document.body.textContent ?? ''}${texts.join('')}`)
    // also of what is drawn only as it comes into view
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
    await document.fonts.ready
    window.dispatchEvent(new Event('resize'))
  }, FAMILY)
}

/** What a package says of its font, as one family of one range of weights: a browser takes one range alone. */
const styleOf = (name: string) =>
  readFileSync(path.join(PACKAGES, name, 'wght.css'), 'utf8')
    .replace(/font-family: [^;]*/g, `font-family: '${FAMILY}'`)
    .replace(/font-weight: [^;]*/g, 'font-weight: 100 900')
    .replace(/font-display: [^;]*/g, 'font-display: block')
    .replace(/url\(\.\//g, `url(/~fonts/${name}/`)
