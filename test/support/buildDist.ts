import { execFile } from 'node:child_process'
import { existsSync, readdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Folder of the built page: `inject('dist')`. */
    dist: string
    /** Folder of the built page with the mock server in it. */
    mockDist: string
  }
}

const ROOT = path.resolve(import.meta.dirname, '../..')
const CACHE = path.join(ROOT, 'node_modules/.cache')

/**
 * Vitest global setup: builds the page as it is released, and with the mock server in it, once a run, and tells the tests the
 * folders by `inject('dist')` and `inject('mockDist')`. With JH_DIST or JH_MOCK_DIST set, that folder is taken as it is for the
 * one or the other.
 */
export async function setup(project: TestProject): Promise<void> {
  const { jhBuilds = build() } = shared
  shared.jhBuilds = jhBuilds
  const { dist, mockDist } = await jhBuilds
  for (const folder of [dist, mockDist])
    if (!existsSync(path.join(folder, 'index.html'))) throw new Error(`There is no built page in ${folder}.`)
  project.provide('dist', dist)
  project.provide('mockDist', mockDist)
}

type Builds = Readonly<{ dist: string; mockDist: string }>

/** Each project loads this file anew, and one build is to serve all: only the global object outlives that. */
const shared: { jhBuilds?: Promise<Builds> } & typeof globalThis = globalThis

async function build(): Promise<Builds> {
  leaveNothing()
  const [dist, mockDist] = await Promise.all([
    ownFolder('JH_DIST') ?? buildInto('dist-test'),
    ownFolder('JH_MOCK_DIST') ?? buildInto('dist-mock-test', '--mode', 'mock'),
  ])
  return { dist, mockDist }
}

const ownFolder = (name: string) => {
  const own = process.env[name]
  return own ? path.resolve(own) : undefined
}

/** A folder of this run alone: another one that goes on at once would empty it under its pages. */
const folderOf = (name: string) => path.join(CACHE, `${name}-${process.pid}`)

/** Removes what this run has built once it ends, and what others left that were ended without a word. */
function leaveNothing(): void {
  const names = existsSync(CACHE) ? readdirSync(CACHE) : []
  for (const name of names) {
    const pid = /^dist(?:-mock)?-test-(\d+)$/.exec(name)?.[1]
    if (pid && !isRunning(Number(pid))) rmSync(path.join(CACHE, name), { recursive: true, force: true })
  }
  process.once('exit', () => {
    for (const name of ['dist-test', 'dist-mock-test'])
      rmSync(folderOf(name), { recursive: true, force: true })
  })
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** Builds into a folder of this name in the cache, as the command line says with these arguments; its whole path. */
async function buildInto(name: string, ...more: readonly string[]): Promise<string> {
  const outDir = folderOf(name)
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
