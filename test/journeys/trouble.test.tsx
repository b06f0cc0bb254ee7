import { screen, within } from '@testing-library/react'
import { http, HttpResponse, type HttpResponseResolver } from 'msw'
import { expect, test, vi } from 'vitest'
import { kinds } from '~/kinds/index'
import {
  aTalk,
  aWorld,
  elapse,
  messages,
  ownTheClock,
  PHONE,
  POLL,
  polls,
  renderChat,
  SEND,
  setVisibility,
  shownTexts,
} from '~test/support/renderChat'

ownTheClock()

const html = (text: string) => HttpResponse.html(text)
const notice = () => screen.getAllByRole('status')[0]
test('F1 a single failure is routine, the second is told, and the return too; no message leaves the view', async () => {
  const { world, chat } = await aTalk()
  chat.server.use(http.get(POLL, () => HttpResponse.error()))
  await elapse('3 s')
  expect(notice()).toBeEmptyDOMElement()
  await elapse('15 s')
  expect(notice()).toHaveTextContent('网络断开，正在重试')
  expect(shownTexts()).toEqual(['一'])

  world.says({ content: '二' })
  chat.server.resetHandlers()
  await elapse('31 s')
  expect(shownTexts()).toEqual(['一', '二'])
  await elapse('5 s')
  expect(notice()).toBeEmptyDOMElement()
})

test('the return of the connection is told for a moment', async () => {
  const { chat } = await aTalk()
  chat.server.use(http.get(POLL, () => HttpResponse.error()))
  await elapse('18 s')
  chat.server.resetHandlers()
  for (let i = 0; i < 310 && !notice()?.textContent?.includes('网络已恢复'); i += 1) await elapse('100 ms')
  expect(notice()).toHaveTextContent('网络已恢复')
  await elapse('3.5 s')
  expect(notice()).toBeEmptyDOMElement()
})

/** What every poll answers from now on, and the words for it. */
type Wrong = readonly [string, HttpResponseResolver, string]

/** What is told, and which texts are shown while the polls are answered so, and after they work again. */
async function livedThrough(answer: HttpResponseResolver) {
  const { world, chat } = await aTalk()
  chat.server.use(http.get(POLL, answer))
  await elapse('18 s')
  const during = { told: notice()?.textContent, shown: shownTexts() }
  world.says({ content: '二' })
  chat.server.resetHandlers()
  await elapse('31 s')
  return { ...during, later: shownTexts() }
}
/** It is told in these words, nothing is lost, and polling goes on. */
const onlyTold = (words: string) => ({
  told: expect.stringContaining(words) as string,
  shown: ['一'],
  later: ['一', '二'],
})

const status = (code: number, text: string | null = '') => new HttpResponse(text, { status: code })

const BROKEN: Wrong[] = [500, 502, 503, 504].map((code) => [
  `a ${code}`,
  () => status(code, '<h1>Bad Gateway</h1>'),
  '服务器暂时没有回应',
])
test.each(BROKEN)(
  'F5 %s is told in words of ours, nothing is lost, and polling goes on',
  async (_, answer, words) => {
    expect(await livedThrough(answer)).toEqual(onlyTold(words))
    expect(document.body).not.toHaveTextContent('Bad Gateway')
  },
)

const EMPTY: Wrong[] = [
  ['a 204', () => status(204, null), '无法识别'],
  ['a 200 without a body', () => status(200, null), '无法识别'],
]
test.each(EMPTY)(
  'F9 %s is no answer: it is told, nothing is lost, and polling goes on',
  async (_, answer, words) => {
    expect(await livedThrough(answer)).toEqual(onlyTold(words))
  },
)

const PAGES: Wrong[] = [
  ['a sign-in page', () => html('<html>登录</html>'), '当前网络需要登录认证'],
  [
    'a sign-in page that calls itself JSON',
    () => new HttpResponse('<html>登录</html>', { headers: { 'content-type': 'application/json' } }),
    '当前网络需要登录认证',
  ],
  ['a 511', () => status(511, '<html>登录</html>'), '当前网络需要登录认证'],
  ['our own page', () => html('<meta content="jh-im-web">登录'), '找不到消息服务'],
]
test.each(PAGES)('F10 %s in place of an answer is told and never shown', async (_, answer, words) => {
  expect(await livedThrough(answer)).toEqual(onlyTold(words))
  expect(document.body).not.toHaveTextContent('登录</html>')
  expect(screen.queryByText('登录')).toBeNull()
})

const CUT: Wrong[] = [
  ['truncated JSON', () => HttpResponse.text('{"success":true,"data":[{"_id"'), '无法识别'],
  [
    'a body that breaks off',
    () =>
      new HttpResponse(
        new ReadableStream({
          start(body) {
            body.enqueue(new TextEncoder().encode('{"success":true,"da'))
            body.error(new TypeError('net::ERR_CONTENT_DECODING_FAILED'))
          },
        }),
      ),
    '网络断开，正在重试',
  ],
]
test.each(CUT)('F15 %s is told, nothing is lost, and polling goes on', async (_, answer, words) => {
  expect(await livedThrough(answer)).toEqual(onlyTold(words))
})

const OTHERS: Wrong[] = [
  [
    'success: false',
    () => HttpResponse.json({ success: false, message: '参数错误' }),
    '服务器拒绝了请求：参数错误',
  ],
  ['a 429', () => status(429), '请求过于频繁'],
]
test.each(OTHERS)('%s is told in words, nothing is lost, and polling goes on', async (_, answer, words) => {
  expect(await livedThrough(answer)).toEqual(onlyTold(words))
})

test('data: null is an empty answer, not trouble', async () => {
  const { chat } = await aTalk()
  chat.server.use(http.get(POLL, () => HttpResponse.json({ success: true, data: null })))
  await elapse('20 s')
  expect(notice()).toBeEmptyDOMElement()
  expect(shownTexts()).toEqual(['一'])
})

/**
 * What is told while the polls are answered with this status, and how often the page asks: within 59 s, 61 s, while hidden, and
 * when it is seen again. Then the server is well, and somebody taps.
 */
async function blockedBy(code: number) {
  const { world, chat } = await aTalk()
  await chat.user.type(screen.getByRole('textbox'), '写到一半')
  chat.server.use(http.get(POLL, () => status(code)))
  await elapse('2.2 s')
  const told = notice()?.textContent
  const before = polls(chat)
  const asked: number[] = []
  const wait = async (span: `${number} s` | `${number} ms`) => {
    await elapse(span)
    asked.push(polls(chat) - before)
  }
  await wait('59 s')
  await wait('2 s')
  setVisibility('hidden')
  await wait('70 s')
  setVisibility('visible')
  await wait('400 ms')
  chat.server.resetHandlers()
  world.says({ content: '二' })
  await chat.user.click(screen.getByRole('button', { name: '重试' }))
  await elapse('300 ms')
  return { told, asked, shown: shownTexts() }
}

test.each([401, 403])(
  'F7 a %i asks to sign in again, and leaves a way on and what is written',
  async (code) => {
    const { told, asked, shown } = await blockedBy(code)
    expect(told).toContain('登录已失效，请重新进入')
    expect(asked).toEqual([0, 1, 1, 2])
    expect(shown).toEqual(['一', '二'])
    expect(screen.getByRole('textbox')).toHaveValue('写到一半')
  },
)

test.each([404, 410])(
  'F8 a %i names the address of the service, and heals by itself or at a tap',
  async (code) => {
    const { told, asked, shown } = await blockedBy(code)
    expect(told).toContain('找不到消息服务，请检查服务地址配置')
    expect(asked).toEqual([0, 1, 1, 2])
    expect(shown).toEqual(['一', '二'])
  },
)

test('F6 Retry-After is waited for', async () => {
  const { chat } = await aTalk()
  chat.server.use(
    http.get(POLL, () => new HttpResponse('', { status: 429, headers: { 'retry-after': '60' } })),
  )
  await elapse('2.2 s')
  const before = polls(chat)
  await elapse('59 s')
  expect(polls(chat)).toBe(before)
  await elapse('8 s')
  expect(polls(chat)).toBe(before + 1)
})

test('F2 a poll that hangs is told after 8 s, given up after 10 s, and alone', async () => {
  const { chat } = await aTalk()
  chat.server.use(http.get(POLL, () => new Promise<never>(() => {})))
  await elapse('2 s')
  const before = polls(chat)
  await elapse('7 s')
  expect(notice()).toBeEmptyDOMElement()
  await elapse('1.5 s')
  expect(notice()).toHaveTextContent('网络较慢')
  expect(polls(chat)).toBe(before)
  chat.server.resetHandlers()
  await elapse('8 s')
  expect(polls(chat)).toBeGreaterThan(before)
  expect(shownTexts()).toEqual(['一'])
})

test('F31 damaged rows cost only themselves', async () => {
  const world = aWorld()
  world.says({ content: '好' })
  const bad = { _id: 'a', from: '2', to: '200', fromrole: 'SALER', appid: 'JH', type: 'TEXT', content: '' }
  const rows = [
    null,
    'row',
    { ...bad, _id: '__proto__', content: '怪名', sendtime: String(Date.now()) },
    { ...bad, _id: 'b', content: '别人的', from: '3' },
    { ...bad, _id: 'c', content: null },
    { ...bad, _id: 'd', type: 'VIDEO', content: 'x.mp4' },
    { ...bad, _id: 'e', content: '未来', sendtime: Date.now() + 365 * 86_400_000 },
    { ...bad, _id: 'f', content: '无时', sendtime: 'NaN' },
    { ...bad, _id: undefined, content: '无名' },
  ]
  const chat = await renderChat(world)
  chat.server.use(http.get(POLL, () => HttpResponse.json({ success: 'true', data: rows })))
  await elapse('2.5 s')
  const texts = shownTexts()
  for (const text of ['好', '怪名', '未来', '无时']) expect(texts).toContain(text)
  expect(texts.filter((text) => text === '暂不支持此类消息')).toHaveLength(2)
  expect(texts).not.toContain('别人的')
  expect(texts).toHaveLength(6)
  expect(screen.queryByText(/Invalid Date|NaN/)).toBeNull()

  chat.server.resetHandlers()
  world.says({ content: '还在' })
  await elapse('3 s')
  expect(shownTexts()).toContain('还在')
  expect(messages()).toHaveLength(7)
})

test('F19 hidden on a PC the page asks every 15 s, visible again at once', async () => {
  const { world, chat } = await aTalk()
  setVisibility('hidden')
  await elapse('1 s')
  const before = polls(chat)
  await elapse('28 s')
  expect(polls(chat)).toBe(before + 1)
  world.says({ content: '二' })
  setVisibility('visible')
  await elapse('500 ms')
  expect(shownTexts()).toEqual(['一', '二'])
})

test('F19 hidden on a phone the page asks nothing, and catches up when it is seen again', async () => {
  const { world, chat } = await aTalk({}, { userAgent: PHONE })
  setVisibility('hidden')
  await elapse('200 ms')
  const before = chat.asked().length
  await elapse('60 s')
  expect(chat.asked()).toHaveLength(before)
  world.says({ content: '二' })
  setVisibility('visible')
  await elapse('500 ms')
  expect(shownTexts()).toEqual(['一', '二'])
})

test('F17 an online event asks at once', async () => {
  const { chat } = await aTalk()
  chat.server.use(http.get(POLL, () => HttpResponse.error()))
  await elapse('30 s')
  chat.server.resetHandlers()
  const before = polls(chat)
  window.dispatchEvent(new Event('online'))
  await elapse('400 ms')
  expect(polls(chat)).toBe(before + 1)
})

test('after two quiet minutes the pace is 5 s, and typing makes it 2 s again', async () => {
  const { chat } = await aTalk()
  await elapse('125 s')
  const idle = polls(chat)
  await elapse('20 s')
  expect(polls(chat) - idle).toBe(4)
  await chat.user.type(screen.getByRole('textbox'), '嗯')
  const typing = polls(chat)
  await elapse('20 s')
  expect(polls(chat) - typing).toBeGreaterThanOrEqual(9)
})

test('F25 a closed conversation asks nothing any more', async () => {
  const { chat } = await aTalk()
  chat.unmount()
  await elapse('200 ms')
  const before = chat.asked().length
  await elapse('60 s')
  expect(chat.asked()).toHaveLength(before)
})

test('a refused message says so, and can be sent again, edited or deleted', async () => {
  const { world, chat } = await aTalk()
  chat.server.use(http.post(SEND, () => HttpResponse.json({ success: false, message: '不行' })))
  await chat.user.type(screen.getByRole('textbox'), '二{Enter}')
  await elapse('300 ms')
  const bubble = messages()[1]
  expect(bubble).toHaveTextContent('发送失败')
  expect(world.rows()).toHaveLength(1)

  await chat.user.click(screen.getByRole('button', { name: '编辑' }))
  expect(screen.getByRole('textbox')).toHaveValue('二')
  expect(messages()).toHaveLength(1)
  await chat.user.type(screen.getByRole('textbox'), '改{Enter}')
  await elapse('300 ms')
  chat.server.resetHandlers()
  await chat.user.click(screen.getByRole('button', { name: '重新发送' }))
  await elapse('3 s')
  expect(shownTexts()).toEqual(['一', '二改'])
  expect(world.rows().map(({ content }) => content)).toEqual(['一', '二改'])
})

test('F54 a send that is not answered is looked for, then perhaps not sent: never posted again, no resend in one tap', async () => {
  const { chat } = await aTalk()
  let posts = 0
  chat.server.use(
    http.post(SEND, () => {
      posts += 1
      return new Promise<never>(() => {})
    }),
  )
  await chat.user.type(screen.getByRole('textbox'), '二{Enter}')
  await elapse('10 s')
  expect(messages()[1]).toHaveTextContent('发送中')
  await elapse('4 s')
  expect(messages()[1]).toHaveTextContent('发送较慢，请稍候')
  await elapse('2 s')
  const bubble = messages()[1]
  expect(bubble).toHaveTextContent('确认中')
  expect(screen.queryByRole('button', { name: '重新发送' })).toBeNull()
  await elapse('20 s')
  expect(bubble).toHaveTextContent('可能未发出')
  await elapse('60 s')
  expect(posts).toBe(1)
  await chat.user.dblClick(within(bubble as HTMLElement).getByRole('button', { name: '重新发送' }))
  await elapse('1 s')
  expect(posts).toBe(1)
  await chat.user.click(within(bubble as HTMLElement).getByRole('button', { name: '删除' }))
  expect(shownTexts()).toEqual(['一'])
})

test('F53 a send whose answer was lost becomes sent when the poll brings its row: one bubble throughout', async () => {
  const { world, chat } = await aTalk()
  chat.server.use(
    http.post(SEND, async ({ request }) => {
      const fields = Object.fromEntries(new URLSearchParams(await request.text()))
      world.says({ ...fields, from: '200', fromrole: 'MEMBER', to: '2', torole: 'SALER' })
      return HttpResponse.error()
    }),
  )
  await chat.user.type(screen.getByRole('textbox'), '二{Enter}')
  const bubble = messages()[1]
  await elapse('5 s')
  expect(messages()).toHaveLength(2)
  expect(messages()[1]).toBe(bubble)
  expect(bubble).toHaveTextContent('未读')
  expect(bubble).not.toHaveTextContent('可能未发出')
})

test('a row that throws while it is drawn shows as unsupported, and the others stay', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
  const { Body } = kinds.TEXT
  vi.spyOn(kinds.TEXT, 'Body').mockImplementation((props) => {
    if (props.content.text === '坏') throw new Error('planted')
    return Body(props)
  })
  const world = aWorld()
  for (const content of ['一', '坏', '二']) world.says({ content })
  await renderChat(world)
  expect(shownTexts()).toEqual(['一', '暂不支持此类消息', '二'])
  world.says({ content: '三' })
  await elapse('3 s')
  expect(shownTexts()).toEqual(['一', '暂不支持此类消息', '二', '三'])
})
