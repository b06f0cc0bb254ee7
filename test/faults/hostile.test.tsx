import { screen } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { expect, test, vi } from 'vitest'
import { zh } from '~/view/words.zh'
import {
  aTalk,
  aWorld,
  elapse,
  messages,
  ownTheClock,
  POLL,
  polls,
  renderChat,
  shownTexts,
} from '~test/support/renderChat'
// loaded when it is needed; here beforehand, because the clock is the test's
import '~/app/Diagnosis'

ownTheClock()

const MARKUP = '<img src=x onerror=alert(1)><script>alert(2)</script>'

test('F69 a name is text, whatever it looks like', async () => {
  const world = aWorld()
  world.says({ f_nickname: MARKUP })
  const { container } = await renderChat(world)
  expect(screen.getByRole('heading')).toHaveTextContent(MARKUP)
  expect(document.title).toBe(`(1) 与${MARKUP}的会话`)
  expect(container.querySelector('[src=x], script')).toBeNull()
})

test('F72 an avatar is a picture of its own size that waits to be near, or the initial where it does not load', async () => {
  const world = aWorld()
  world.says({ f_nickname: '周', f_avatar: 'https://cdn.example/a.svg' })
  const { container } = await renderChat(world)
  const avatar = container.querySelector('img[data-avatar]')
  expect(avatar).toHaveAttribute('src', 'https://cdn.example/a.svg')
  expect(avatar).toHaveAttribute('width', '40')
  expect(avatar).toHaveAttribute('height', '40')
  expect(avatar).toHaveAttribute('loading', 'lazy')
  expect(avatar).toHaveAttribute('referrerpolicy', 'no-referrer')
  avatar?.dispatchEvent(new Event('error'))
  await elapse('100 ms')
  expect(container.querySelector('[data-avatar]')).toHaveTextContent('周')
})

test('F73 where hosts are named, nothing is asked of others: neither an avatar nor a picture', async () => {
  const world = aWorld()
  const env = { VITE_MEDIA_HOSTS: 'cdn.example' }
  const says = (content: string) =>
    world.says({ type: 'IMAGE', content, f_nickname: '周', f_avatar: 'https://spy.example/a.png' })
  for (const content of ['https://cdn.example/1.png', 'http://10.0.0.1/2.png', '/3.png']) says(content)
  const { container } = await renderChat(world, { env })
  const asked = [...container.querySelectorAll('img')].map((image) => image.src)
  expect(asked).toEqual(['https://cdn.example/1.png', `${location.origin}/3.png`])
  expect(screen.getByRole('button', { name: /^10\.0\.0\.1 ?点按加载$/ })).toBeVisible()
  expect(container.querySelector('[data-avatar]')).toHaveTextContent('周')
})

test('F74 a text and a name turn nothing around but themselves', async () => {
  const world = aWorld()
  world.says({ f_nickname: `\u202e周${'\u0301'.repeat(999)}`, content: '\u202eabc https://a.example/x' })
  await renderChat(world)
  const name = screen.getByRole('heading')
  expect(name).toHaveAttribute('dir', 'auto')
  expect(name.textContent).toHaveLength(64)
  expect(name.textContent).not.toContain('\u202e')
  const link = screen.getByRole('link')
  expect(link.closest('p')).toHaveAttribute('dir', 'auto')
  // else the override would turn the address around
  expect(link).toHaveAttribute('dir', 'ltr')
})

test('F75 a link shows the host that it leads to, and tells no page where one came from', async () => {
  const world = aWorld()
  world.says({ content: 'https://bank.example@evil.example/ https://xn--80ak6aa92e.example/' })
  await renderChat(world)
  const link = screen.getByRole('link')
  expect(link).toHaveTextContent('https://xn--80ak6aa92e.example/')
  expect(link).toHaveAttribute('href', 'https://xn--80ak6aa92e.example/')
  expect(link).toHaveAttribute('title', 'https://xn--80ak6aa92e.example/')
  expect(link).toHaveAttribute('rel', 'noopener noreferrer')
})

test('F82 what the server says of its refusal is text of at most 200 characters', async () => {
  const { chat } = await aTalk()
  const message = MARKUP + '字'.repeat(500)
  chat.server.use(http.get(POLL, () => HttpResponse.json({ success: false, message })))
  await elapse('10 s')
  expect(screen.getAllByRole('status')[0]).toHaveTextContent(`服务器拒绝了请求：${message.slice(0, 200)}`)
  expect(screen.queryByText(new RegExp('字'.repeat(200)))).toBeNull()
  expect(chat.container.querySelector('[src=x], script')).toBeNull()
})

test('F86 what surrounds a message may throw and costs nothing but itself', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
  vi.spyOn(zh, 'topic').mockImplementation(() => {
    throw new Error('planted')
  })
  const world = aWorld()
  world.says({ content: '一', bustype: 'ORDER_CHAT', busid: '7' })
  const chat = await renderChat(world)
  expect(shownTexts()).toEqual(['一'])
  const before = polls(chat)
  await elapse('5 s')
  expect(polls(chat)).toBeGreaterThan(before)
})

test('F86 a shell that throws leaves a way on and a diagnosis without anything private, and polling goes on', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
  const world = aWorld()
  world.says({ content: '我的地址是', f_nickname: '周小姐' })
  world.plants(null)
  vi.spyOn(document, 'title', 'set').mockImplementation(() => {
    throw new Error('周小姐 我的地址是')
  })
  const chat = await renderChat(world)
  expect(screen.getByRole('alert')).toHaveTextContent('页面出了点问题，消息没有丢失')
  expect(screen.getByRole('button', { name: '重新加载' })).toBeVisible()

  await elapse('100 ms')
  const copy = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue()
  await chat.user.click(screen.getByRole('button', { name: '复制诊断信息' }))
  await elapse('100 ms')
  expect(screen.getByRole('button', { name: '已复制' })).toBeVisible()
  const diagnosis = copy.mock.calls[0]?.[0] ?? ''
  expect(diagnosis).toMatch(/^jh-im-web \d+\.\d+\.\d+/)
  expect(diagnosis).toContain(navigator.userAgent)
  expect(diagnosis).toMatch(/not drawn: [1-9][^]*消息: 1 rows .* 1 refused[^]*待发送: 0/)
  expect(diagnosis).not.toMatch(/周小姐|地址|from=|fromrole|http:/)

  const before = polls(chat)
  await elapse('5 s')
  expect(polls(chat)).toBeGreaterThan(before)
})

test('nothing of what was said, of people or of addresses is written to the console', async () => {
  const write = vi.fn<(...args: unknown[]) => void>()
  for (const method of ['log', 'info', 'debug', 'warn', 'error'] as const)
    vi.spyOn(console, method).mockImplementation(write)
  const { world, chat } = await aTalk()
  const odd = [
    null,
    'row',
    { _id: 'x' },
    { from: '999', content: '别人的' },
    { type: 'VIDEO', sendtime: 'NaN' },
  ]
  odd.forEach((row) => world.plants(row))
  world.says({ content: MARKUP, f_nickname: MARKUP, f_avatar: 'javascript:alert(1)' })
  await elapse('3 s')
  const answers = [
    () => HttpResponse.error(),
    () => new HttpResponse(null, { status: 500 }),
    () => HttpResponse.html('<!doctype html><title>Wi-Fi</title>'),
    () => HttpResponse.json({ success: false, message: '参数错误' }),
    () => HttpResponse.json({ success: true, data: 'soon' }),
  ]
  for (const answer of answers) {
    chat.server.use(http.get(POLL, answer), http.post('*/api/im/sendMsg', answer))
    await elapse('20 s')
    await chat.user.type(screen.getByRole('textbox'), '秘密{Enter}')
    await elapse('1 s')
  }
  expect(messages().length).toBeGreaterThan(2)
  expect(write).not.toHaveBeenCalled()
})

test('F86 a host that throws as it is asked for costs the page, and leaves a way on', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
  Object.defineProperty(window, 'jhIm', {
    configurable: true,
    get: () => {
      throw new Error('planted')
    },
  })
  await aTalk()
  Reflect.deleteProperty(window, 'jhIm')
  expect(screen.getByRole('alert')).toHaveTextContent('页面出了点问题，消息没有丢失')
  expect(screen.getByRole('button', { name: '重新加载' })).toBeVisible()
})
