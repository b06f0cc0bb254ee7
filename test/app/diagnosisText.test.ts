import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { diagnosisText, type Seen } from '~/app/diagnosisText'
import { inspect } from '~/sync/inspect'
import { poll } from '~/sync/poll'
import { sendText } from '~/sync/send'
import { loadWords } from '~/view/words'
import { diagnosisWords } from '~/view/words.diagnosis'
import { aDocument, SKEW, T } from '~test/builders'
import { aBatch, aQuietChat, failing, signal } from '~test/sync/aChat'

await loadWords('en')

beforeEach(() => void vi.useFakeTimers({ now: T }))
afterEach(() => void vi.useRealTimers())

const NOTHING: Seen = {
  build: 'jh-im-web 1.2.3 first-abc.js',
  now: T,
  chat: null,
  desk: null,
  config: null,
  notDrawn: 0,
  browser: null,
}

const textOf = (seen: Partial<Seen>, lang: 'zh-CN' | 'en' = 'zh-CN') =>
  diagnosisText({ ...NOTHING, ...seen }, diagnosisWords(lang))

/** The lines below the one that names them. */
const below = (text: string, name: string) => text.split(name)[1]?.split('\n\n')[0]?.split('\n').slice(1)

async function aPolledChat(polls: number) {
  const made = aQuietChat({ getNewestMsgListByLastTime: () => Promise.resolve(aBatch([aDocument()])) })
  for (let i = 0; i < polls; i += 1) {
    await poll(made.chat, signal())
    await vi.advanceTimersByTimeAsync(2_000)
  }
  return made
}

test('where there is nothing to look at, it is the build and the time', () => {
  expect(textOf({})).toMatch(/^jh-im-web 1\.2\.3 first-abc\.js\n2017-08-1\d \d\d:\d\d:00\.000 [+-]\d\d:\d\d$/)
  expect(textOf({ notDrawn: 2 })).toMatch(/\nnot drawn: 2$/)
})

test('the last twenty polls, one a line: when, from where, rows and new ones, how long', async () => {
  const { chat } = await aPolledChat(22)
  const lines = below(textOf({ chat: inspect(chat) }), '最近的轮询') ?? []
  expect(lines).toHaveLength(20)
  expect(lines[0]).toMatch(new RegExp(`^\\d\\d:\\d\\d:04 ${T + SKEW} {3}1/0 {5}0$`))
})

test('how a poll failed, and never what the server said of it', async () => {
  const { chat, api } = await aPolledChat(1)
  api.getNewestMsgListByLastTime.mockImplementation(failing({ kind: 'refused', message: '会员已欠费' }))
  await expect(poll(chat, signal())).rejects.toThrow('refused')
  api.getNewestMsgListByLastTime.mockImplementation(
    failing({ kind: 'http', status: 429, retryAfter: 90_000 }),
  )
  await expect(poll(chat, signal())).rejects.toThrow('429')
  const text = textOf({ chat: inspect(chat) })
  // in columns, as wide as the longest of them needs
  expect(below(text, '最近的轮询')).toEqual([
    expect.stringMatching(/\d{13} {6}1\/1 {5}0$/),
    expect.stringMatching(/\d{13} {2}refused {5}0$/),
    expect.stringMatching(/\d{13} http 429 {5}0$/),
  ])
  expect(text).toContain('失败: 2 · http 429')
  expect(text).toContain('put off for 90 s')
  expect(text).not.toContain('欠费')
})

test('cursor, skew, pace, outbox and sweeps', async () => {
  const { chat } = await aPolledChat(1)
  sendText(chat, '我的电话是 13800138000')
  await vi.advanceTimersByTimeAsync(1_000)
  const text = textOf({ chat: inspect(chat) })
  expect(text).toContain(`游标: ${T + SKEW}\n`)
  expect(text).toContain('服务器时差: 8 h · 1× 8 h\n')
  expect(text).toContain('轮询: polling · 2000 ms · active · visible')
  expect(text).toMatch(/待发送: 1 · TEXT (?:sending|unknown|queued) 1000 ms/)
  expect(text).toContain('补查: to 0000000000000 · 3000 ms ago')
  expect(text).toContain('消息: 1 rows · 1 unread · 0 refused · 1 written')
  expect(text).not.toMatch(/13800138000|你好|200\b/)
})

test('how far the clock of the device is off, once a server has told', async () => {
  const { chat } = aQuietChat({
    getNewestMsgListByLastTime: () => Promise.resolve(aBatch([aDocument()], T + 5_000)),
  })
  expect(textOf({ chat: inspect(chat) })).toContain('本机时钟误差: no server told\n')
  await poll(chat, signal())
  expect(textOf({ chat: inspect(chat) })).toContain('本机时钟误差: -5000 ms\n')
})

test('of addresses only whether they are ours', () => {
  const text = textOf({
    config: {
      me: { nickname: '周静', avatar: '' },
      channel: 'WX',
      topic: { type: 'ORDER_CHAT', id: 'orderK8812' },
      lang: 'en',
      theme: 'dark',
      device: 'phone',
      paces: { active: 2_000, idle: 5_000, hidden: 15_000, sweepActive: 30_000, sweepIdle: 60_000 },
      textLimit: 2_000,
      keeps: true,
      api: { base: 'https://im.example', encoding: 'form', unreadFrom: 'sender' },
      media: { base: 'https://cdn.example/', bareNames: false, hosts: ['cdn.example'] },
      uploadUrl: 'https://files.example/up?token=s3cret',
    },
  })
  expect(text).toContain('设置: API of other origin · form · unread from sender · media of other origin')
  expect(text).toContain('upload to other origin')
  expect(text).not.toMatch(/example|s3cret|周静|orderK8812/)
})

test('in English too, the same facts under other names', async () => {
  const { chat } = await aPolledChat(1)
  const seen = { chat: inspect(chat) }
  const values = (text: string) => text.replace(/^[^\n:]+:/gm, '')
  expect(values(textOf(seen, 'en'))).toBe(values(textOf(seen)))
  expect(textOf(seen, 'en')).toContain(`Cursor: ${T + SKEW}`)
})
