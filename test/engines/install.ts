import { mkdirSync, rmSync } from 'node:fs'
import type { TestProject } from 'vitest/node'
import { askedEngines, enginesOf, type EngineName } from './asked'
import { ENGINES } from './catalogue'
import { unpackChromium } from './oldChromium'
import { REPORTS, writePage } from './report'

/**
 * Vitest global setup: says what is missing of the engines that are asked for, and installs nothing. After the tests, with
 * PAGES=write, it writes into the page what each engine did.
 */
export async function setup({ name }: TestProject): Promise<() => Promise<void>> {
  const wanted: readonly EngineName[] = name === 'looks' ? ['chromium107'] : enginesOf(askedEngines())
  sayWhatIsMissing(wanted)
  if (wanted.includes('chromium86')) await unpackChromium(86)
  if (wanted.includes('chromium107')) await unpackChromium(107)
  if (name === 'looks') return async () => {}
  rmSync(REPORTS, { recursive: true, force: true })
  mkdirSync(REPORTS, { recursive: true })
  return async () => {
    if (process.env['PAGES'] === 'write') await writePage()
  }
}

function sayWhatIsMissing(wanted: readonly EngineName[]): void {
  const lacks = wanted.flatMap((name) => {
    const { title, lacks } = ENGINES[name]
    const missing = lacks()
    return missing === null ? [] : [`  ${title} lacks ${missing}`]
  })
  if (lacks.length > 0) throw new Error(`These engines cannot run here:\n${lacks.join('\n')}`)
}
