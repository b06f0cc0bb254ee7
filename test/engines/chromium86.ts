import { spawnSync } from 'node:child_process'
import { createReadStream, createWriteStream, existsSync, readFileSync } from 'node:fs'
import { chmod, mkdir, rename } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createBrotliDecompress } from 'node:zlib'
import type { Browser } from 'playwright'

/**
 * Chromium 86, the oldest engine that the page supports: WeChat on Android carried it from 2021 to the end of 2022.
 * This folder has a package.json and a lock of its own, so that only this check downloads it.
 */
const FOLDER = import.meta.dirname
const PACKED = path.join(FOLDER, 'node_modules/chromium-86/bin/chromium.br')
const UNPACKED = path.join(FOLDER, 'node_modules/.cache/chromium-86/chromium')

/** Chromium refuses to run as root with its sandbox. */
const ARGS = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-dev-shm-usage',
]

/**
 * The part of playwright-core 1.40 that is used, in today's types: both versions agree on it. Today's Playwright opens
 * pages in engines this old, but cannot click in them.
 */
type OldPlaywright = Readonly<{
  chromium: {
    launch: (options: { executablePath: string; args: readonly string[]; headless: true }) => Promise<Browser>
  }
}>

/** Why this machine cannot run Chromium 86, as an addition to a test's title; null if it can. */
export const reasonAgainst: string | null =
  process.platform === 'linux' && process.arch === 'x64'
    ? null
    : ` (its binary runs on Linux x64 only, this is ${process.platform} ${process.arch})`

/** Makes sure that the engine is installed as the lock says and unpacked; installs it, saying so, where it is not. */
export async function installChromium86(): Promise<void> {
  if (!isInstalled()) {
    console.log('Installing Chromium 86 for the check of old engines: npm ci in test/engines.')
    const { status } = spawnSync('npm', ['ci', '--ignore-scripts'], {
      cwd: FOLDER,
      stdio: ['ignore', 'inherit', 'inherit'],
    })
    if (status !== 0) throw new Error('Chromium 86 could not be installed: npm ci failed in test/engines.')
  }
  if (existsSync(UNPACKED)) return
  const part = `${UNPACKED}.${process.pid}.part`
  await mkdir(path.dirname(UNPACKED), { recursive: true })
  await pipeline(createReadStream(PACKED), createBrotliDecompress(), createWriteStream(part))
  await chmod(part, 0o755)
  await rename(part, UNPACKED)
}

/** A new headless Chromium 86; `installChromium86` must have run. */
export function launchChromium86(): Promise<Browser> {
  const playwright = createRequire(path.join(FOLDER, 'package.json'))('playwright-core') as OldPlaywright
  return playwright.chromium.launch({ executablePath: UNPACKED, args: ARGS, headless: true })
}

/** npm writes the lock that it followed into node_modules: the versions there must be those of our lock. */
function isInstalled(): boolean {
  const followed = path.join(FOLDER, 'node_modules/.package-lock.json')
  return (
    existsSync(PACKED) &&
    existsSync(followed) &&
    versions(followed) === versions(path.join(FOLDER, 'package-lock.json'))
  )
}

function versions(lock: string): string {
  const { packages } = JSON.parse(readFileSync(lock, 'utf8')) as {
    packages: Record<string, { integrity?: string }>
  }
  return JSON.stringify(
    Object.entries(packages).flatMap(([name, { integrity }]) => (integrity ? [[name, integrity]] : [])),
  )
}
