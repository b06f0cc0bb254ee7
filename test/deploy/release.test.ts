import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { DEPLOY, policyOf, release } from './support/release'

const folder = fs.mkdtempSync(path.join(tmpdir(), 'release-'))
const target = path.join(folder, 'target')
const www = path.join(target, 'www')
beforeEach(() => fs.rmSync(target, { recursive: true, force: true }))
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }))

const POLICY = "default-src 'none'; script-src 'self'"
const DAY = 86_400_000
const NOW = Date.UTC(2026, 0, 1)

type Files = Readonly<Record<string, string>>

/** A build of these parts, whose page names them. */
function aBuild(name: string, parts: Files, policy = POLICY): { dist: string; files: Files } {
  const dist = path.join(folder, name)
  const scripts = Object.keys(parts).map((part) => `<script src="./${part}"></script>`)
  const meta = `<meta http-equiv="Content-Security-Policy" content="${policy.replaceAll("'", '&#39;')}">`
  const files = {
    ...parts,
    'wait.js': `wait(${JSON.stringify(name.repeat(99))})`,
    'index.html': `<!doctype html>${meta}<title>${name.repeat(9)}</title>${scripts.join('')}`,
  }
  fs.rmSync(dist, { recursive: true, force: true })
  for (const [file, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(dist, file)), { recursive: true })
    fs.writeFileSync(path.join(dist, file), text)
  }
  return { dist, files }
}

const long = (word: string) => `${word}();`.repeat(100)
const one = aBuild('one', { 'assets/shared-1.js': long('shared'), 'assets/first-1.js': long('first') })
const two = aBuild('two', { 'assets/shared-1.js': long('shared'), 'assets/first-2.js': long('second') })

const served = () =>
  fs
    .readdirSync(www, { recursive: true, encoding: 'utf8' })
    .filter((name) => fs.statSync(path.join(www, name)).isFile())
    .sort()
const plain = () => served().filter((name) => !/\.(gz|br)$/.test(name))
const textOf = (name: string) => fs.readFileSync(path.join(www, name), 'utf8')

/** A file in each way in which it is sent. */
const waysOf = (name: string) => [
  textOf(name),
  gunzipSync(fs.readFileSync(path.join(www, `${name}.gz`))).toString(),
  brotliDecompressSync(fs.readFileSync(path.join(www, `${name}.br`))).toString(),
]

/** Checks that these files are what is sent, in whichever way. */
function expectServed(files: Files) {
  const sent = Object.keys(files).map((name) => [name, [...new Set(waysOf(name))]])
  expect(Object.fromEntries(sent)).toEqual(
    Object.fromEntries(Object.entries(files).map(([name, text]) => [name, [text]])),
  )
}

/** All that lies there, with what a server tells versions of it apart by. */
const everything = () =>
  fs
    .readdirSync(target, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((name) => {
      const { ino, size, mtimeMs } = fs.statSync(path.join(target, name))
      return fs.statSync(path.join(target, name)).isFile() ? [name, ino, size, mtimeMs] : [name]
    })

test('publishes each file, packed beside it, and the page after all that it names', async () => {
  const steps: string[] = []
  const { changed, isPolicyNew } = await release({ ...one, target, step: (name) => steps.push(name) })
  expectServed(one.files)
  expect(changed.sort()).toEqual(Object.keys(one.files).sort())
  expect(isPolicyNew).toBe(true)
  const renamed = steps.flatMap((step) => /^rename .*\/www\/(.*)$/.exec(step)?.[1] ?? [])
  const rank = renamed.map((name) => (name.startsWith('assets/') ? 0 : name.startsWith('index.html') ? 2 : 1))
  expect(rank).toEqual([...rank].sort((a, b) => a - b))
  expect(renamed.at(-1)).toBe('index.html')
  expect(fs.readFileSync(path.join(target, 'policy.conf'), 'utf8')).toContain(`default "${POLICY}";`)
})

test('nobody sees half of a file: it is in its place as a whole, or not yet', async () => {
  await release({ ...one, target })
  const seen: string[] = []
  const step = (name: string) => {
    if (name === `rename ${path.join(www, 'index.html')}`) seen.push(textOf('index.html'))
    if (name === `rename ${path.join(www, 'assets/first-2.js')}`) seen.push(plain().join())
  }
  await release({ ...two, target, step })
  expect(seen[0]?.split(',')).not.toContain('assets/first-2.js')
  expect(seen[1]).toBe(one.files['index.html'])
})

test('what is no smaller when packed is served as it is', async () => {
  await release({ ...aBuild('tiny', { 'assets/a-1.js': 'a()', 'assets/a-1.png': long('a') }), target })
  expect(served().filter((name) => name.startsWith('assets/'))).toEqual(['assets/a-1.js', 'assets/a-1.png'])
})

test('changes nothing the second time', async () => {
  await release({ ...two, target })
  const before = everything()
  expect(await release({ ...two, target })).toEqual({ changed: [], removed: [], isPolicyNew: false })
  expect(everything()).toEqual(before)
})

test('whatever stops it half-way, a whole page is served, and either release can be made then', async () => {
  let steps = 0
  await release({ ...one, target })
  await release({ ...two, target, step: () => void (steps += 1) })
  expect(steps).toBeGreaterThan(12)
  fs.rmSync(target, { recursive: true })
  await release({ ...one, target })
  const before = path.join(folder, 'before')
  fs.cpSync(target, before, { recursive: true, preserveTimestamps: true })
  for (let last = 1; last <= steps; last += 1) {
    fs.rmSync(target, { recursive: true })
    fs.cpSync(before, target, { recursive: true, preserveTimestamps: true })
    let left = last
    const step = () => {
      left -= 1
      if (left === 0) throw new Error('the power went')
    }
    await expect(release({ ...two, target, step })).rejects.toThrow('the power went')
    for (const page of waysOf('index.html')) {
      const of = page === one.files['index.html'] ? one : two
      expect(page).toBe(of.files['index.html'])
      const parts = Object.entries(of.files).filter(([name]) => name.startsWith('assets/'))
      expectServed(Object.fromEntries(parts))
    }
    const then = last % 2 === 0 ? one : two
    await release({ ...then, target })
    expectServed(then.files)
    expect(plain().filter((name) => name.endsWith('~'))).toEqual([])
  }
})

test('keeps the parts of older releases for seven days after they were last part of one', async () => {
  const ages = () => plain().filter((name) => name.startsWith('assets/'))
  const both = ['assets/first-1.js', 'assets/first-2.js', 'assets/shared-1.js']
  await release({ ...one, target, now: NOW })
  // it was live for a month
  await release({ ...two, target, now: NOW + 30 * DAY })
  // the times of the files themselves tell nothing
  for (const name of both) fs.utimesSync(path.join(www, name), 1, 1)
  await release({ ...two, target, now: NOW + 37 * DAY })
  expect(ages()).toEqual(both)
  const { removed } = await release({ ...two, target, now: NOW + 37 * DAY + 1 })
  expect(removed).toEqual(['assets/first-1.js'])
  expect(ages()).toEqual(both.slice(1))
  expect(served().filter((name) => name.includes('first-1'))).toEqual([])
})

test('a roll-back counts as a release: its parts stay, those of the newer one for seven days', async () => {
  await release({ ...one, target, now: NOW })
  await release({ ...two, target, now: NOW + DAY })
  await release({ ...one, target, now: NOW + 2 * DAY })
  expectServed(one.files)
  const { removed } = await release({ ...one, target, now: NOW + 9 * DAY + 1 })
  expect(removed).toEqual(['assets/first-2.js'])
  expectServed(one.files)
})

test('one that was stopped before its page was there leaves nothing for ever, and the live one keeps its parts', async () => {
  await release({ ...one, target, now: NOW })
  const step = (name: string) => {
    if (name.endsWith('rename ' + path.join(www, 'wait.js'))) throw new Error('stopped')
  }
  await expect(release({ ...two, target, now: NOW + DAY, step })).rejects.toThrow('stopped')
  const three = aBuild('three', { 'assets/first-3.js': long('third') })
  await release({ ...three, target, now: NOW + 30 * DAY })
  expect(plain()).toEqual(expect.arrayContaining(['assets/first-1.js', 'assets/first-2.js']))
  await release({ ...three, target, now: NOW + 37 * DAY + 1 })
  expect(plain()).toEqual(Object.keys(three.files).sort())
})

test('what others have put there stays, and parts that were copied by hand are kept for seven days', async () => {
  fs.mkdirSync(path.join(www, 'assets'), { recursive: true })
  fs.writeFileSync(path.join(www, 'index.html'), '<title>by hand</title>')
  fs.writeFileSync(path.join(www, 'assets/by-hand.js'), 'a()')
  fs.writeFileSync(path.join(www, 'MP_verify_1.txt'), 'of WeChat')
  await release({ ...one, target, now: NOW })
  expect(plain()).toEqual(expect.arrayContaining(['MP_verify_1.txt', 'assets/by-hand.js']))
  await release({ ...one, target, now: NOW + 8 * DAY })
  expect(plain()).toEqual(['MP_verify_1.txt', ...Object.keys(one.files)].sort())
})

test('nginx tells versions apart by time and size: the time follows from the content alone', async () => {
  const timeOf = (name: string) => fs.statSync(path.join(www, name)).mtimeMs
  const build = aBuild('alike', { 'assets/a-1.js': long('a'), 'assets/b-1.js': long('b') })
  await release({ ...build, target })
  const [a, b, page] = [timeOf('assets/a-1.js'), timeOf('assets/b-1.js'), timeOf('index.html')]
  expect(a).not.toBe(b)
  fs.rmSync(target, { recursive: true })
  for (const name of Object.keys(build.files)) fs.utimesSync(path.join(build.dist, name), 1_000, 1_000)
  await release({ ...build, target })
  expect([timeOf('assets/a-1.js'), timeOf('assets/b-1.js'), timeOf('index.html')]).toEqual([a, b, page])
})

test('refuses what is no build, and a second one at once, and has touched nothing then', async () => {
  await release({ ...one, target })
  const before = everything()
  const empty = path.join(folder, 'empty')
  fs.mkdirSync(empty)
  await expect(release({ dist: empty, target })).rejects.toThrow('There is no index.html')
  fs.writeFileSync(path.join(empty, 'index.html'), '<title>dev</title>')
  await expect(release({ dist: empty, target })).rejects.toThrow('no content security policy')
  for (const odd of ['default-src $host', 'default-src \\a', 'default-src 会'])
    await expect(release({ ...aBuild('odd', {}, odd), target })).rejects.toThrow('holds a sign')
  expect(everything()).toEqual(before)
  fs.writeFileSync(path.join(target, 'release.lock'), String(process.pid))
  await expect(release({ ...two, target })).rejects.toThrow('Another release is under way')
  expectServed(one.files)
  const gone = spawnSync(process.execPath, ['-e', '']).pid
  fs.writeFileSync(path.join(target, 'release.lock'), String(gone))
  await release({ ...two, target })
  expectServed(two.files)
  expect(fs.existsSync(path.join(target, 'release.lock'))).toBe(false)
})

test('reads the policy whatever stands around it', () => {
  const content = "default-src 'none'; img-src https://a.example/?a&amp;b"
  const page = `<meta charset="utf-8"><meta content='x' name='y'><META CONTENT="${content}"\n http-equiv='content-security-policy' />`
  expect(policyOf(page)).toBe("default-src 'none'; img-src https://a.example/?a&b")
  expect(() => policyOf('<meta name="Content-Security-Policy" content="x">')).toThrow('no content')
})

test('the command says what it did', () => {
  const run = (...args: string[]) => {
    const done = spawnSync(process.execPath, [path.join(DEPLOY, 'release.mjs'), ...args], {
      encoding: 'utf8',
    })
    return { code: done.status, said: `${done.stdout}${done.stderr}` }
  }
  expect(run()).toEqual({ code: 2, said: expect.stringContaining('usage:') })
  expect(run(path.join(folder, 'nothing'), target).code).toBe(1)
  const { code, said } = run(one.dist, target)
  expect(said).toMatch(/^4 files published, 0 old ones removed\.\nThe policy has changed: reload nginx/)
  expect(code).toBe(0)
  expect(run(one.dist, target).said).toBe('0 files published, 0 old ones removed.\n')
})
