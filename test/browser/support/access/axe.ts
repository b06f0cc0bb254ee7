import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type Axe from 'axe-core'

/** axe, to be run in a page: by `evaluate`, or as an init script. */
export const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What stands in the page then. */
export type AxeInPage = Readonly<{ axe: typeof Axe }>
