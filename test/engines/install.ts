import { mkdirSync, rmSync } from 'node:fs'
import { askedEngines } from './asked'
import { ENGINES } from './catalogue'
import { unpackChromium } from './oldChromium'
import { REPORTS, writePage } from './report'

/**
 * Vitest global setup: says what is missing of the engines that are asked for, and installs nothing. After the tests, with
 * PAGES=write, it writes into the page what each engine did.
 */
export async function setup(): Promise<void> {
  const lacks = askedEngines().flatMap((name) => {
    const { title, lacks } = ENGINES[name]
    const missing = lacks()
    return missing === null ? [] : [`  ${title} lacks ${missing}`]
  })
  if (lacks.length > 0) throw new Error(`These engines cannot run here:\n${lacks.join('\n')}`)
  if (askedEngines().includes('chromium86')) await unpackChromium(86)
  if (askedEngines().includes('chromium107')) await unpackChromium(107)
  rmSync(REPORTS, { recursive: true, force: true })
  mkdirSync(REPORTS, { recursive: true })
}

export async function teardown(): Promise<void> {
  if (process.env['PAGES'] === 'write') await writePage()
}
