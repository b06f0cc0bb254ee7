#!/usr/bin/env node
// Publishes a build: node deploy/release.mjs <dist> <target> [days]
//
// <target>/www           what the server serves: the files of the build, and those of older releases that open pages may still load
// <target>/policy.conf   the policy that the build put into its page, for nginx to send as a header
// <target>/releases.json which release holds which files, and since when it is replaced
//
// Each file is written beside its place and renamed into it: those of assets/ first, index.html last. So whatever happens in between,
// the page that is served is a whole one. A roll-back is a release of the older build.
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, open, readdir, readFile, rename, rm, utimes } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompress, brotliDecompress, constants, gunzip, gzip } from 'node:zlib'

/** Days for which a page that was opened before a release may go on. */
const KEEP_DAYS = 7
const DAY = 86_400_000
const PAGE = 'index.html'
/** The folder whose files are named by their content. */
const HASHED = 'assets/'
const PACKABLE = /\.(html|m?js|css|svg|txt|json|map|xml|wasm|webmanifest)$/
const PACKED = ['.gz', '.br']
const BESIDE = '.new~'

/**
 * Publishes the build in `dist` under `target`. Throws before it has changed anything where `dist` is no whole build, or another
 * release is under way.
 * @param {{ dist: string, target: string, days?: number, now?: number, step?: (name: string) => void }} options
 *   `days` to keep what no release holds any more, `now` in ms since 1970, `step` hears of each change before it is made
 * @returns {Promise<{ changed: string[], removed: string[], isPolicyNew: boolean }>} names of files, as served
 */
export async function release({ dist, target, days = KEEP_DAYS, now = Date.now(), step = () => {} }) {
  const names = await filesIn(dist)
  if (!names.includes(PAGE)) throw new Error(`There is no ${PAGE} in ${dist}.`)
  const page = await readFile(path.join(dist, PAGE))
  const policy = policyConf(policyOf(page.toString()))
  const www = path.join(target, 'www')
  await mkdir(www, { recursive: true })
  const unlock = await lock(path.join(target, 'release.lock'))
  try {
    for (const name of await filesIn(www)) if (isUnfinished(name)) await rm(path.join(www, name))
    const releases = await noted({ target, www, names, page, now, step })
    const changed = []
    for (const name of inOrder(names)) {
      const bytes = await readFile(path.join(dist, name))
      if (await publish(path.join(www, name), bytes, step)) changed.push(name)
    }
    const isPolicyNew = await put(path.join(target, 'policy.conf'), Buffer.from(policy), step)
    const removed = await removeOld({ target, www, releases, before: now - days * DAY, step })
    return { changed, removed, isPolicyNew }
  } finally {
    await unlock()
  }
}

/** The content security policy of a built page; throws where it has none. */
export function policyOf(html) {
  for (const [tag] of html.matchAll(/<meta\b[^>]*>/gi)) {
    if (!/http-equiv\s*=\s*["']?content-security-policy["'\s>]/i.test(tag)) continue
    const [, quote, content] = /\bcontent\s*=\s*(["'])(.*?)\1/is.exec(tag) ?? []
    if (quote) return decoded(content).replace(/\s+/g, ' ').trim()
  }
  throw new Error(`${PAGE} has no content security policy.`)
}

const ENTITIES = { amp: '&', quot: '"', apos: "'", lt: '<', gt: '>' }

const decoded = (text) =>
  text.replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (whole, decimal, hex, name) =>
    name ? (ENTITIES[name] ?? whole) : String.fromCodePoint(decimal ? Number(decimal) : parseInt(hex, 16)),
  )

/** The same for nginx; throws where it holds what would mean something there. */
function policyConf(policy) {
  if (/[^\x20-\x7e]|["\\$]/.test(policy))
    throw new Error(`The policy of ${PAGE} holds a sign that no policy has.`)
  return `# Written by deploy/release.mjs from ${PAGE}.\nmap $host $jh_policy {\n    default "${policy}";\n}\n`
}

/** Notes what is about to be published, and since when the others are replaced; first of all, so that nothing that lies there is unknown. */
async function noted({ target, www, names, page, now, step }) {
  const file = path.join(target, 'releases.json')
  const { releases = {} } = existsSync(file) ? JSON.parse(await readFile(file, 'utf8')) : {}
  const live = existsSync(path.join(www, PAGE)) ? idOf(await readFile(path.join(www, PAGE))) : null
  // a folder that was filled by hand
  if (live && !releases[live]) {
    const files = (await filesIn(www)).filter((name) => name.startsWith(HASHED) && !/\.(gz|br)$/.test(name))
    releases[live] = { files }
  }
  const next = idOf(page)
  for (const [id, one] of Object.entries(releases))
    if (id !== next && (id === live || !one.replaced)) one.replaced = new Date(now).toISOString()
  releases[next] = { files: names }
  await note(target, releases, step)
  return releases
}

const note = (target, releases, step) =>
  put(path.join(target, 'releases.json'), Buffer.from(`${JSON.stringify({ releases }, null, 1)}\n`), step)

/** Removes the files that only releases held which were replaced before. Whatever else lies there is not ours. */
async function removeOld({ target, www, releases, before, step }) {
  const isOld = ({ replaced }) => replaced !== undefined && Date.parse(replaced) < before
  const kept = new Set(Object.values(releases).flatMap((one) => (isOld(one) ? [] : one.files)))
  const old = Object.entries(releases).filter(([, one]) => isOld(one))
  const names = [...new Set(old.flatMap(([, { files }]) => files))].filter((name) => !kept.has(name))
  for (const name of names) {
    step(`remove ${name}`)
    for (const end of ['', ...PACKED]) await rm(path.join(www, name + end), { force: true })
  }
  for (const [id] of old) delete releases[id]
  if (old.length > 0) await note(target, releases, step)
  return names
}

const idOf = (page) => createHash('sha256').update(page).digest('hex')

const rank = (name) => (name.startsWith(HASHED) ? 0 : name === PAGE ? 2 : 1)

/** Parts before what names them, the page last. */
const inOrder = (names) => [...names].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))

/** Puts a file into its place, packed as well where that makes it smaller; the plain one last. Whether anything changed. */
async function publish(file, bytes, step) {
  const isThere = await isSame(file, bytes)
  if (!PACKABLE.test(file)) return put(file, bytes, step)
  // a small one that is no smaller when packed has none, and is packed anew each time, which takes none
  if (isThere && (await isPacked(file, bytes))) return false
  const [gz, br] = await Promise.all([
    promisify(gzip)(bytes, { level: 9 }),
    promisify(brotliCompress)(bytes, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: 11,
        [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      },
    }),
  ])
  let changed = false
  const missing = []
  for (const [end, packed] of [
    ['.gz', gz],
    ['.br', br],
  ]) {
    if (packed.length >= bytes.length) missing.push(file + end)
    else changed = (await put(file + end, packed, step)) || changed
  }
  changed = (await put(file, bytes, step)) || changed
  for (const one of missing.filter(existsSync)) {
    step(`remove ${one}`)
    await rm(one)
    changed = true
  }
  return changed
}

/** Whether both packed files are there and hold it: what was ended half-way may have left those of another release. */
async function isPacked(file, bytes) {
  try {
    const [gz, br] = await Promise.all(PACKED.map((end) => readFile(file + end)))
    return bytes.equals(await promisify(gunzip)(gz)) && bytes.equals(await promisify(brotliDecompress)(br))
  } catch {
    return false
  }
}

const isSame = async (file, bytes) => existsSync(file) && bytes.equals(await readFile(file))

/**
 * Writes the file beside its place and renames it into it, unless it is there already. Its time is made of its content: nginx tells
 * files apart by time and size, so the same file has one ETag on all machines, and another one has another, however builds set times.
 */
async function put(file, bytes, step) {
  if (await isSame(file, bytes)) return false
  step(`write ${file}`)
  await mkdir(path.dirname(file), { recursive: true })
  const beside = file + BESIDE
  const handle = await open(beside, 'w')
  try {
    await handle.writeFile(bytes)
    await handle.sync()
  } finally {
    await handle.close()
  }
  const seconds = createHash('sha256').update(bytes).digest().readUInt32BE() >>> 2
  await utimes(beside, seconds, seconds)
  step(`rename ${file}`)
  await rename(beside, file)
  return true
}

/** What a release that was ended has left beside a file's place. */
const isUnfinished = (name) => name.endsWith(BESIDE)

/** The names of all files below the folder, with slashes. */
async function filesIn(folder) {
  const all = await readdir(folder, { recursive: true, withFileTypes: true })
  return all
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath ?? entry.path, entry.name)))
    .map((name) => name.split(path.sep).join('/'))
    .sort()
}

/** One release at a time; what one has left that was ended is taken over. Returns what lets others go on. */
async function lock(file) {
  const holder = existsSync(file) ? Number(await readFile(file, 'utf8')) : 0
  if (holder > 0 && isRunning(holder)) throw new Error(`Another release is under way: process ${holder}.`)
  await rm(file, { force: true })
  const handle = await open(file, 'wx')
  await handle.writeFile(String(process.pid))
  await handle.close()
  return () => rm(file, { force: true })
}

function isRunning(pid) {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error.code === 'EPERM'
  }
}

const say = (text) => process.stdout.write(`${text}\n`)
const complain = (text) => process.stderr.write(`${text}\n`)

async function main([dist, target, days = String(KEEP_DAYS)]) {
  if (!dist || !target || !/^\d+$/.test(days)) {
    complain('usage: node deploy/release.mjs <dist> <target> [days to keep older parts, 7]')
    return 2
  }
  // the server is another user
  process.umask(0o022)
  try {
    const { changed, removed, isPolicyNew } = await release({ dist, target, days: Number(days) })
    say(`${changed.length} files published, ${removed.length} old ones removed.`)
    if (isPolicyNew) say('The policy has changed: reload nginx (nginx -t && nginx -s reload).')
    return 0
  } catch (error) {
    complain(error.message)
    return 1
  }
}

if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url))
  process.exitCode = await main(process.argv.slice(2))
