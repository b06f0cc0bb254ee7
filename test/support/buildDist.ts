import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Folder of the built page: `inject('dist')`. */
    dist: string
  }
}

const ROOT = path.resolve(import.meta.dirname, '../..')

/**
 * Vitest global setup: builds the page as it is released, once a run, and tells the tests its folder by
 * `inject('dist')`. With JH_DIST set, that folder is taken as it is.
 */
export async function setup(project: TestProject): Promise<void> {
  const dist = process.env['JH_DIST'] ? path.resolve(process.env['JH_DIST']) : await builtOnce()
  if (!existsSync(path.join(dist, 'index.html'))) throw new Error(`There is no built page in ${dist}.`)
  project.provide('dist', dist)
}

/** One build for all projects of this process. */
function builtOnce(): Promise<string> {
  shared.jhDist ??= build('dist-test')
  return shared.jhDist
}

/** Each project loads this file anew: only the global object outlives that. */
const shared: { jhDist?: Promise<string> } & typeof globalThis = globalThis

/** Builds into a folder of this name in the cache, as the command line says with these arguments; its whole path. */
export async function build(name: string, ...more: readonly string[]): Promise<string> {
  const outDir = path.join(ROOT, 'node_modules/.cache', name)
  const vite = path.join(ROOT, 'node_modules/vite/bin/vite.js')
  const args = [vite, 'build', ...more, '--outDir', outDir, '--emptyOutDir', '--logLevel', 'warn']
  // A process of its own, because Vitest's NODE_ENV and its other variables would make it a development build.
  await promisify(execFile)(process.execPath, args, { cwd: ROOT, env: outsideOfVitest() })
  return outDir
}

const outsideOfVitest = () =>
  Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(NODE_ENV|TEST|MODE|DEV|PROD|SSR|BASE_URL|VITEST.*)$/.test(name),
    ),
  )
