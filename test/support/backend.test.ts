import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { type Backend, type BackendOptions, startBackend } from './backend'
import { faults } from './faults'
import { aRow, SKEW } from './rows'
import { sampleRows } from './samples'

const PAIR = { appid: 'JH', from: '200', to: '2', fromrole: 'MEMBER' }

let backend: Backend
const open: Backend[] = []

async function start(options: BackendOptions = {}) {
  backend = await startBackend(options)
  open.push(backend)
}

beforeEach(() => start())
afterEach(() => Promise.all(open.splice(0).map((each) => each.close())))

const get = (endpoint: string, query: Record<string, string | number> = {}) =>
  fetch(
    `${backend.origin}/api/im/${endpoint}?${new URLSearchParams(asTexts({ ...PAIR, ...query })).toString()}`,
  )

const post = (endpoint: string, fields: Record<string, string | number>) =>
  fetch(`${backend.origin}/api/im/${endpoint}`, {
    method: 'POST',
    body: new URLSearchParams(asTexts(fields)),
  })

const count = (signal?: AbortSignal) =>
  fetch(`${backend.origin}/api/im/unreadcount`, signal ? { signal } : {})

const file = (name: string, headers: Record<string, string> = {}) => fetch(backend.origin + name, { headers })

const asTexts = (fields: Record<string, string | number>) =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, String(value)]))

async function ids(answer: Promise<Response>): Promise<string[]> {
  const { data } = (await (await answer).json()) as { data: { _id: string }[] }
  return data.map(({ _id }) => _id)
}

describe('the poll', () => {
  const [newest, older] = sampleRows('getNewestMsgListByLastTime')
  const lasttime = older?.sendtime ?? 0

  test('answers as the documented sample, newest first', async () => {
    await start({ rows: sampleRows('getNewestMsgListByLastTime').reverse() })
    const answer = await get('getNewestMsgListByLastTime', { lasttime: '0000000000000' })
    expect(await answer.json()).toEqual({ success: true, data: [newest, older] })
    expect(answer.headers.get('content-type')).toContain('application/json')
  })

  test.each([
    ['exclusive', [newest?._id]],
    ['inclusive', [newest?._id, older?._id]],
  ] as const)('takes lasttime as %s bound', async (boundary, expected) => {
    await start({ rows: sampleRows('getNewestMsgListByLastTime'), boundary })
    expect(await ids(get('getNewestMsgListByLastTime', { lasttime }))).toEqual(expected)
  })

  test('may return incoming messages only, and a limited number of them', async () => {
    await start({ directions: 'incoming', pollCap: 1 })
    backend.add({ from: '2', sendtime: 1502877000000 })
    const last = backend.add({ from: '2', sendtime: 1502877000001 })
    backend.add({ from: '200', sendtime: 1502877000002 })
    expect(await ids(get('getNewestMsgListByLastTime', { lasttime: 0 }))).toEqual([last._id])
  })

  test('leaves out other conversations and other applications', async () => {
    backend.add({ from: '201' })
    backend.add({ appid: 'OTHER' })
    expect(await ids(get('getNewestMsgListByLastTime', { lasttime: 0 }))).toEqual([])
  })
})

describe('history', () => {
  test('pages through the documented sample in its own order', async () => {
    const sample = sampleRows('getMsgListByPageAndUserId')
    await start({ rows: [...sample].reverse() })
    const shown: string[] = []
    for (const page of [1, 2, 3, 4]) {
      const query = { page, limit: 4, lasttime: 9999999999999 }
      shown.push(...(await ids(get('getMsgListByPageAndUserId', query))))
    }
    expect(shown).toEqual(sample.map(({ _id }) => _id))
  })

  test('ends before lasttime, or with it', async () => {
    const row = aRow()
    for (const [boundary, count] of [
      ['exclusive', 0],
      ['inclusive', 1],
    ] as const) {
      await start({ rows: [row], boundary })
      const query = { page: 1, limit: 10, lasttime: row.sendtime }
      expect(await ids(get('getMsgListByPageAndUserId', query))).toHaveLength(count)
    }
  })

  test('need not exist', async () => {
    await start({ history: false })
    expect((await get('getMsgListByPageAndUserId')).status).toBe(404)
  })
})

describe('sendMsg', () => {
  const message = { ...PAIR, content: '在吗', type: 'TEXT', voiceLength: -1 }

  test('stores a form and returns the row, with a fresh id of now and a stamp that runs ahead', async () => {
    const before = Date.now()
    const { data } = (await (await post('sendMsg', message)).json()) as { data: Record<string, unknown> }
    expect(backend.rows).toEqual([data])
    expect(data).toMatchObject({ content: '在吗', from: '200', torole: 'SALER', status: 0, voiceLength: -1 })
    expect(data['_id']).toMatch(/^[0-9a-f]{24}$/)
    const second = parseInt(String(data['_id']).slice(0, 8), 16)
    expect(second).toBeGreaterThanOrEqual(Math.floor(before / 1000))
    expect(data['sendtime']).toBeGreaterThanOrEqual(before + SKEW)
    expect(data['sendtime']).toBeLessThanOrEqual(Date.now() + SKEW)
  })

  test('takes JSON too', async () => {
    await fetch(`${backend.origin}/api/im/sendMsg`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...message, content: '你好&=' }),
    })
    expect(backend.rows[0]?.['content']).toBe('你好&=')
    expect(backend.asked('sendMsg')[0]?.body['content']).toBe('你好&=')
  })

  test('a message whose acknowledgement is lost is stored once', async () => {
    backend.fail('sendMsg', 'ackLost')
    await expect(post('sendMsg', message)).rejects.toThrow('fetch failed')
    expect(backend.rows).toHaveLength(1)
  })
})

test('reading, counting and presence answer as documented', async () => {
  backend.add({ from: '2' })
  const messages = { appid: 'JH', from: '2', fromrole: 'SALER', to: '200' }
  expect(await (await get('unreadcount', messages)).json()).toEqual({ success: true, data: 1 })
  const read = await post('updateUnreadP2pMessages', messages)
  expect(await read.json()).toEqual({ success: true, data: { n: 1, nModified: 1, ok: 1 } })
  expect(backend.rows[0]?.['status']).toBe(1)
  expect((await post('regUserInfo', { userid: '200' })).status).toBe(200)
  backend.online.delete('2')
  const status = await get('getUserStatus', { userid: '2', userrole: 'SALER' })
  expect(await status.json()).toMatchObject({ data: [{ userid: '2', isonline: 0 }] })
})

describe('faults', () => {
  test('an answer of its own, until it is healed', async () => {
    backend.fail('unreadcount', faults.tooMany(7))
    const answer = await count()
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '7'])
    backend.fail('unreadcount', faults.webPage)
    expect(await (await count()).text()).toMatch(/^<!doctype html>/)
    backend.heal('unreadcount')
    expect(await (await count()).json()).toEqual({ success: true, data: 0 })
  })

  test('a destroyed socket, silence, and half an answer', async () => {
    backend.fail('unreadcount', 'reset')
    await expect(count()).rejects.toThrow('fetch failed')
    backend.fail('unreadcount', 'hang')
    await expect(count(AbortSignal.timeout(100))).rejects.toThrow(/timeout/)
    backend.fail('unreadcount', 'stall')
    const answer = await count(AbortSignal.timeout(100))
    expect(answer.status).toBe(200)
    await expect(answer.text()).rejects.toThrow(/timeout/)
  })

  test('a late answer', async () => {
    backend.delay('/api/im/unreadcount', 80)
    const asked = performance.now()
    await count()
    expect(performance.now() - asked).toBeGreaterThan(75)
  })

  test('a server that is killed, and comes back on the same port with its rows', async () => {
    backend.add()
    backend.fail('unreadcount', 'hang')
    const hanging = count().catch(String)
    await expect.poll(() => backend.asked('unreadcount')).toHaveLength(1)
    await backend.stopListening()
    expect(await hanging).toContain('fetch failed')
    await expect(count()).rejects.toThrow('fetch failed')
    await backend.listenAgain()
    expect(await ids(get('getNewestMsgListByLastTime', { lasttime: 0 }))).toHaveLength(1)
  })
})

describe('files', () => {
  test('the built page at the root, never cached, with nothing beyond its folder', async () => {
    const dist = mkdtempSync(path.join(tmpdir(), 'page-'))
    onTestFinished(() => rmSync(dist, { recursive: true }))
    mkdirSync(path.join(dist, 'inner'))
    writeFileSync(path.join(dist, 'inner/index.html'), '<!doctype html>')
    writeFileSync(path.join(dist, 'secret.txt'), 'outside of the page')
    await start({ dist: path.join(dist, 'inner'), pageHeaders: { 'x-test': '1' } })
    const page = await file('/?from=200')
    expect(page.headers.get('content-type')).toBe('text/html;charset=utf-8')
    expect([page.headers.get('cache-control'), page.headers.get('x-test')]).toEqual(['no-cache', '1'])
    expect((await file('/nothing')).status).toBe(404)
    expect((await file('/..%2fsecret.txt')).status).toBe(404)
    expect((await file('/api/im/nothing')).headers.get('content-type')).toContain('application/json')
  })

  test('voices, also by ranges', async () => {
    const whole = Buffer.from(await (await file('/media/voice-4s.amr')).arrayBuffer())
    expect(whole.subarray(0, 6).toString('latin1')).toBe('#!AMR\n')
    const part = await file('/media/voice-4s.mp3', { range: 'bytes=100-199' })
    expect([part.status, part.headers.get('content-type')]).toEqual([206, 'audio/mpeg'])
    expect(part.headers.get('content-range')).toMatch(/^bytes 100-199\/\d+$/)
    expect((await part.arrayBuffer()).byteLength).toBe(100)
    const end = await file('/media/voice-4s.mp3', { range: 'bytes=-10' })
    expect((await end.arrayBuffer()).byteLength).toBe(10)
    expect((await file('/media/voice-4s.mp3', { range: 'bytes=999999-' })).status).toBe(416)
  })

  test('pictures of any size', async () => {
    const bytes = Buffer.from(await (await file('/media/64x48.png')).arrayBuffer())
    expect(bytes.subarray(1, 4).toString('latin1')).toBe('PNG')
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([64, 48])
  })
})
