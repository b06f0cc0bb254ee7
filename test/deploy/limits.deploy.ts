import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { type Nginx, startNginx } from './support/nginx'
import { type Answer, ask } from './support/raw'
import { startUpstream } from './support/upstream'

const POLL = '/api/im/getNewestMsgListByLastTime?appid=JH&from=200&to=2&fromrole=MEMBER'

let upstream: Awaited<ReturnType<typeof startUpstream>>
let nginx: Nginx
beforeAll(async () => {
  upstream = await startUpstream()
  nginx = await startNginx({
    folder: mkdtempSync(path.join(tmpdir(), 'nginx-')),
    released: inject('released'),
    api: upstream.place,
    settings: {
      'limit_conn jh_im_open 200': 'limit_conn jh_im_open 70',
      // a slow machine is to be a flood too
      'rate=100r/s': 'rate=20r/s',
      'rate=10r/s': 'rate=2r/s',
    },
  })
})
afterAll(async () => {
  await nginx.close()
  await upstream.close()
})

let people = 0
/** An address that nobody has asked from yet: limits are for one address. */
const somebody = () => `203.0.113.${(people += 1)}`
const get = (url: string, from: string) => ask(nginx.origin + url, { from })
/** Asks so often, sixty at once at most, which is no limit. */
async function many(count: number, url: (i: number) => string, from = somebody()) {
  const all: Answer[] = []
  for (let i = 0; i < count; i += 60) {
    const some = Array.from({ length: Math.min(60, count - i) }, (_, k) => get(url(i + k), from))
    all.push(...(await Promise.all(some)))
  }
  return {
    well: all.filter(({ status }) => status === 200).length,
    refused: all.filter(({ status }) => status === 429),
  }
}
const of = (who: number) => POLL.replace('from=200', `from=${who}`)

test('a desk that asks for all that it may in twenty seconds at once is let through', async () => {
  expect(await many(60, () => POLL)).toMatchObject({ well: 60 })
})

test('a page gone wild is told to wait, and those beside it behind the same address are not', async () => {
  const address = somebody()
  // as many as the address may at once
  const { well, refused } = await many(150, () => POLL, address)
  expect(well).toBeGreaterThanOrEqual(60)
  expect(refused.length).toBeGreaterThan(50)
  for (const { headers, body } of refused) {
    expect(headers).toMatchObject({ 'retry-after': '5', 'cache-control': 'no-store' })
    expect(JSON.parse(body)).toEqual({ success: false, message: 'too many requests' })
  }
  expect(await many(30, (i) => of(1_000 + i), address)).toMatchObject({ well: 30 })
})

test('thirty desks behind one address are let through, a flood of it is not, and other addresses feel nothing', async () => {
  const address = somebody()
  expect(await many(60, of, address)).toMatchObject({ well: 60 })
  const { refused } = await many(600, of, address)
  expect(refused.length).toBeGreaterThan(50)
  expect(await many(30, of)).toMatchObject({ well: 30 })
})

test('requests that stay unanswered are bounded too', async () => {
  const address = somebody()
  const held: (() => void)[] = []
  upstream.behave((response) => void held.push(() => response.end('{}')))
  const waiting = Array.from({ length: 70 }, (_, i) => get(of(i), address))
  await expect.poll(() => held.length, { interval: 10 }).toBe(70)
  expect(await get(POLL, address)).toMatchObject({ status: 429, headers: { 'retry-after': '5' } })
  for (const go of held) go()
  await Promise.all(waiting)
})
