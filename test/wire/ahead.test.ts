import { afterEach, expect, test, vi } from 'vitest'
import { askAhead } from '~/wire/ahead'
import { BEYOND_EVERY_STAMP, createImApi, historyUrl } from '~/wire/api'
import { aDocument, T } from '~test/builders'

const QUERY = { appid: 'JH', from: '200', to: '2', fromrole: 'MEMBER', page: 1, limit: 20 } as const
const PAGE = { ...QUERY, lasttime: BEYOND_EVERY_STAMP }
const BASE = 'http://im.example'
const URL = historyUrl(BASE, PAGE)

afterEach(() => vi.unstubAllGlobals())

/** A server that answers when it is told to; and a clock of the test's. */
function aServer() {
  const asked: string[] = []
  const answers: ((response: Response) => void)[] = []
  vi.stubGlobal('fetch', (url: string) => {
    asked.push(url)
    return new Promise<Response>((resolve) => answers.push(resolve))
  })
  const time = { now: 1_000 }
  return {
    asked,
    time,
    elapsed: () => time.now,
    answer: (content: string) =>
      answers.shift()?.(
        new Response(JSON.stringify({ success: true, data: [aDocument({ content })] }), {
          headers: { date: new Date(T).toUTCString() },
        }),
      ),
    refuse: () => answers.shift()?.(new Response('', { status: 503 })),
  }
}

test('a question that has left is not asked again: its answer is for whoever asks the same first', async () => {
  const { asked, time, elapsed, answer } = aServer()
  const ahead = askAhead(URL, elapsed)
  const api = createImApi({ base: BASE, encoding: 'form' }, ahead)
  time.now = 3_000
  answer('早')
  const first = await api.getMsgListByPageAndUserId(PAGE)
  expect(asked).toEqual([URL])
  expect(first).toMatchObject({ asked: 1_000, messages: [{ content: '早' }] })
  const second = api.getMsgListByPageAndUserId(PAGE)
  answer('晚')
  expect(asked).toEqual([URL, URL])
  expect((await second).messages).toMatchObject([{ content: '晚' }])
  expect(await second).not.toHaveProperty('asked')
})

test('the time that the server told goes on while its answer waits', async () => {
  const { time, elapsed, answer } = aServer()
  const ahead = askAhead(URL, elapsed)
  answer('早')
  await ahead.take()
  time.now += 4_000
  expect(await ahead.take()).toMatchObject({ serverNow: T + 4_000 })
})

test('another question leaves by itself, and leaves that one alone', async () => {
  const { asked, elapsed, answer } = aServer()
  const api = createImApi({ base: BASE, encoding: 'form' }, askAhead(URL, elapsed))
  const other = api.getMsgListByPageAndUserId({ ...PAGE, page: 2 })
  expect(asked).toHaveLength(2)
  answer('一')
  answer('二')
  expect((await other).messages).toMatchObject([{ content: '二' }])
  expect((await api.getMsgListByPageAndUserId(PAGE)).messages).toMatchObject([{ content: '一' }])
})

test('one that failed has failed for whoever takes it, and the next is asked anew', async () => {
  const { asked, elapsed, answer, refuse } = aServer()
  const api = createImApi({ base: BASE, encoding: 'form' }, askAhead(URL, elapsed))
  refuse()
  await expect(api.getMsgListByPageAndUserId(PAGE)).rejects.toMatchObject({
    failure: { kind: 'http', status: 503 },
  })
  const next = api.getMsgListByPageAndUserId(PAGE)
  answer('又')
  expect((await next).messages).toMatchObject([{ content: '又' }])
  expect(asked).toHaveLength(2)
})

test('whoever no longer waits is told at once', async () => {
  const { elapsed, answer } = aServer()
  const ahead = askAhead(URL, elapsed)
  const api = createImApi({ base: BASE, encoding: 'form' }, ahead)
  const controller = new AbortController()
  const waiting = api.getMsgListByPageAndUserId(PAGE, controller.signal)
  controller.abort()
  await expect(waiting).rejects.toMatchObject({ name: 'AbortError' })
  answer('晚')
  await ahead.take()
})
