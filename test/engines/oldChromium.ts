import { createReadStream, createWriteStream, existsSync, readFileSync } from 'node:fs'
import { chmod, mkdir, rename } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createBrotliDecompress } from 'node:zlib'
import type { Browser } from 'playwright'

/**
 * The Chromiums that WeChat on Android carried: 86, the oldest engine that the page supports, from 2021 to the end of 2022, then 107.
 */
export type OldVersion = 86 | 107

/** With a package.json and a lock of its own, so that only this check downloads them. */
const FOLDER = import.meta.dirname
const packed = (version: OldVersion) => path.join(FOLDER, `node_modules/chromium-${version}/bin/chromium.br`)
const unpacked = (version: OldVersion) =>
  path.join(FOLDER, `node_modules/.cache/chromium-${version}/chromium`)

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

/** Whether such a machine can run them. */
export const isFitFor = ({ platform, arch }: Readonly<{ platform: string; arch: string }>): boolean =>
  platform === 'linux' && arch === 'x64'

/** Whether the engine's package is installed as the lock says. */
export const isInstalled = (version: OldVersion): boolean => isAsLocked() && existsSync(packed(version))

/** Unpacks the engine from its package, which takes some seconds, once. */
export async function unpackChromium(version: OldVersion): Promise<void> {
  const to = unpacked(version)
  if (existsSync(to)) return
  const part = `${to}.${process.pid}.part`
  await mkdir(path.dirname(to), { recursive: true })
  await pipeline(createReadStream(packed(version)), createBrotliDecompress(), createWriteStream(part))
  await chmod(part, 0o755)
  await rename(part, to)
}

/** A new headless Chromium of that version: `unpackChromium` must have run. `more`: switches of its command line. */
export function launchOldChromium(version: OldVersion, more: readonly string[] = []): Promise<Browser> {
  const playwright = createRequire(path.join(FOLDER, 'package.json'))('playwright-core') as OldPlaywright
  return playwright.chromium.launch({
    executablePath: unpacked(version),
    args: [...ARGS, ...more],
    headless: true,
  })
}

/** npm writes the lock that it followed into node_modules: the versions there must be those of our lock. */
function isAsLocked(): boolean {
  const followed = path.join(FOLDER, 'node_modules/.package-lock.json')
  return existsSync(followed) && versions(followed) === versions(path.join(FOLDER, 'package-lock.json'))
}

function versions(lock: string): string {
  const { packages } = JSON.parse(readFileSync(lock, 'utf8')) as {
    packages: Record<string, { integrity?: string }>
  }
  return JSON.stringify(
    Object.entries(packages).flatMap(([name, { integrity }]) => (integrity ? [[name, integrity]] : [])),
  )
}
