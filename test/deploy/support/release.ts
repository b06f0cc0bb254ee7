import path from 'node:path'
import { pathToFileURL } from 'node:url'

/** The repository's `deploy/`. */
export const DEPLOY = path.resolve(import.meta.dirname, '../../../deploy')

type Options = Readonly<{
  dist: string
  target: string
  days?: number
  now?: number
  step?: (name: string) => void
}>
type Done = Readonly<{ changed: string[]; removed: string[]; isPolicyNew: boolean }>

// plain JavaScript, which runs where nothing is installed but Node: what it takes and gives is said here
const { release, policyOf } = (await import(
  /* @vite-ignore */ pathToFileURL(path.join(DEPLOY, 'release.mjs')).href
)) as {
  release: (options: Options) => Promise<Done>
  policyOf: (html: string) => string
}
export { policyOf, release }
