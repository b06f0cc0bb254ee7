import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'

const ROOT = path.resolve(import.meta.dirname, '../..')
const OWN = process.env['JH_DIST']
/** Where the built page lies. */
export const DIST = OWN ? path.resolve(OWN) : path.join(ROOT, 'node_modules/.cache/dist-bench')

/** Builds the page as it is released; with JH_DIST set, that folder is taken as it is. */
export async function buildPage(): Promise<void> {
  if (OWN) return
  const vite = path.join(ROOT, 'node_modules/vite/bin/vite.js')
  const args = [vite, 'build', '--outDir', DIST, '--emptyOutDir', '--logLevel', 'warn']
  // of whatever runs this: it would make a development build
  const { NODE_ENV: _, ...env } = process.env
  await promisify(execFile)(process.execPath, args, { cwd: ROOT, env })
}
