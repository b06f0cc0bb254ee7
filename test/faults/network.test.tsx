import { act, screen, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import {
  aTalk,
  aWorld,
  elapse,
  freshness,
  HISTORY,
  messages,
  ownTheClock,
  PHONE,
  POLL,
  polls,
  renderChat,
  setVisibility,
  shownTexts,
} from '~test/support/renderChat'

ownTheClock()

const notice = () => screen.getAllByRole('status')[0]
const wake = (name: string) => act(() => void window.dispatchEvent(new Event(name)))

test('F12 where something on the way answers every poll from its memory, nothing is lost', async () => {
  const { world, chat } = await aTalk()
  const asked: RequestCache[] = []
  const remembered = { success: true, data: world.rows() }
  chat.server.use(
    http.get(POLL, ({ request }) => {
      asked.push(request.cache)
      return HttpResponse.json(remembered)
    }),
  )
  await elapse('3 s')
  world.says({ content: '二' })
  await elapse('31 s')
  expect(shownTexts()).toEqual(['一', '二'])
  expect(new Set(asked)).toEqual(new Set(['no-store']))
})

test('F12 a cache that minds no header is found out by an own message that does not come, and passed by', async () => {
  const { world, chat } = await aTalk()
  const remembered = new Map<string, readonly unknown[]>()
  const fromMemory = ({ request }: { request: Request }) => {
    const rows = remembered.get(request.url) ?? world.rows()
    remembered.set(request.url, rows)
    return HttpResponse.json({ success: true, data: rows })
  }
  chat.server.use(http.get(POLL, fromMemory), http.get(HISTORY, fromMemory))
  await elapse('35 s')
  world.says({ content: '二' })
  await chat.user.type(screen.getByRole('textbox'), '三{Enter}')
  await elapse('8 s')
  expect(shownTexts()).toEqual(['一', '二', '三'])
  world.says({ content: '四' })
  await elapse('3 s')
  expect(shownTexts()).toEqual(['一', '二', '三', '四'])
})

test.each(['text/html;charset=utf-8', 'text/plain', 'application/octet-stream', ''])(
  'F13 messages are read whatever type the answer says it is of: %j',
  async (type) => {
    const { world, chat } = await aTalk()
    world.says({ content: '二' })
    chat.server.use(
      http.get(POLL, () => {
        const answer = new HttpResponse(JSON.stringify({ success: 'true', data: world.rows() }))
        if (type === '') answer.headers.delete('content-type')
        else answer.headers.set('content-type', type)
        return answer
      }),
    )
    await elapse('2.2 s')
    expect(shownTexts()).toEqual(['一', '二'])
  },
)

test('F14 an API that lets this page read nothing is told as such, asked once a minute, and at a tap', async () => {
  const unreadable = http.get('*/api/im/:endpoint', ({ request }) =>
    request.mode === 'no-cors' ? new HttpResponse('') : HttpResponse.error(),
  )
  const visit = { env: { VITE_API_BASE: 'https://im.example' }, handlers: [unreadable] }
  const { world, chat } = await aTalk({}, visit)
  await elapse('15 s')
  expect(notice()).toHaveTextContent('请检查跨域配置（CORS、CSP）')
  const before = polls(chat)
  await elapse('40 s')
  expect(polls(chat)).toBe(before)
  chat.server.resetHandlers()
  world.says({ content: '二' })
  await chat.user.click(within(notice() ?? document.body).getByRole('button', { name: '重试' }))
  await elapse('300 ms')
  expect(shownTexts()).toEqual(['一', '二'])
})

test('F24 what was said today becomes yesterday’s, though the computer slept over midnight', async () => {
  vi.setSystemTime(new Date(2026, 10, 20, 22, 0))
  const { chat } = await aTalk()
  const time = () => screen.getByRole('log').querySelector('[data-time]')?.textContent
  await elapse('1 s')
  expect(time()).toBe('22:00')
  // timers stand still meanwhile
  vi.setSystemTime(new Date(2026, 10, 21, 6, 0))
  setVisibility('visible')
  await elapse('65 s')
  expect(time()).toBe('昨天 22:00')
  expect(polls(chat)).toBeLessThan(40)
})

test('F24 in another time zone all is said in its time, also what is two days there', async () => {
  onTestFinished(() => void vi.unstubAllEnvs())
  vi.stubEnv('TZ', 'Asia/Tokyo')
  vi.setSystemTime(Date.UTC(2026, 10, 20, 15, 59, 30))
  const world = aWorld()
  world.says({ content: '一' })
  await vi.advanceTimersByTimeAsync(60_000)
  world.says({ content: '二' })
  await renderChat(world)
  const log = screen.getByRole('log')
  const times = () => [...log.querySelectorAll('[data-time]')].map((time) => time.textContent)
  const named = () => messages().map((row) => row.getAttribute('aria-label')?.slice(-8))
  await elapse('1 s')
  expect([times(), named()]).toEqual([['00:59'], ['00:59:30', '01:00:30']])
  vi.stubEnv('TZ', 'Asia/Shanghai')
  await elapse('61 s')
  expect([times(), named()]).toEqual([
    ['昨天 23:59', '00:00'],
    ['23:59:30', '00:00:30'],
  ])
})

test('F26 a page that is mounted twice asks as one', async () => {
  const world = aWorld()
  world.says({ content: '一' })
  const twice = await renderChat(world, { strict: true })
  world.says({ content: '二' })
  await elapse('20 s')
  expect(shownTexts()).toEqual(['一', '二'])
  expect(polls(twice)).toBeLessThanOrEqual(11)
  await twice.user.type(screen.getByRole('textbox'), '三{Enter}')
  await elapse('3 s')
  expect(world.rows().map(({ content }) => content)).toEqual(['一', '二', '三'])
  expect(twice.asked().filter((line) => line.startsWith('sendMsg'))).toHaveLength(1)
})

test('F39 a message that was saved late takes its place by the next sweep, and moves nothing else', async () => {
  const { world } = await aTalk()
  await elapse('1 s')
  world.says({ content: '三' })
  await elapse('3 s')
  const [, third] = messages()
  world.says({ content: '二', sendtime: (world.rows()[1]?.sendtime ?? 0) - 400 })
  await elapse('31 s')
  expect(shownTexts()).toEqual(['一', '二', '三'])
  expect(messages()[2]).toBe(third)
})

describe('the line below the name says how fresh the view is', () => {
  test('F1 that the network is gone, and until when the messages go', async () => {
    const { chat } = await aTalk()
    expect(freshness()).toBe('刚刚更新')
    chat.server.use(http.get(POLL, () => HttpResponse.error()))
    await elapse('20 s')
    expect(freshness()).toMatch(/^网络断开，\d\d:00 前的消息$/)
    expect(shownTexts()).toEqual(['一'])
    chat.server.resetHandlers()
    wake('online')
    await elapse('1 s')
    expect(freshness()).toBe('刚刚更新')
  })

  test('F5 of another failure it says until when only', async () => {
    const { chat } = await aTalk()
    chat.server.use(http.get(POLL, () => new HttpResponse('', { status: 503 })))
    await elapse('20 s')
    expect(freshness()).toMatch(/^\d\d:00 前的消息$/)
  })

  test('F20 that it is being updated, after a phone was put away', async () => {
    const { chat } = await aTalk({}, { userAgent: PHONE })
    setVisibility('hidden')
    await elapse('60 s')
    let answer: () => void = () => undefined
    chat.server.use(
      http.get(POLL, async () => {
        await new Promise<void>((resolve) => (answer = resolve))
        return HttpResponse.json({ success: true, data: [] })
      }),
    )
    setVisibility('visible')
    await elapse('500 ms')
    expect(freshness()).toBe('正在更新')
    answer()
    await elapse('500 ms')
    expect(freshness()).toBe('刚刚更新')
  })

  test.each([10, 20])(
    'F41 that messages are still missing, until a sweep has found them (%i at a time)',
    async (pollCap) => {
      const { world, chat } = await aTalk({ pollCap, historyCap: pollCap })
      chat.server.use(http.get(POLL, () => HttpResponse.error()))
      await elapse('5 s')
      for (let i = 1; i <= 50; i += 1) world.says({ content: `新 ${i}` })
      let answer: () => void = () => undefined
      chat.server.resetHandlers()
      chat.server.use(
        http.get(HISTORY, async () => {
          await new Promise<void>((resolve) => (answer = resolve))
          return undefined
        }),
      )
      wake('online')
      await elapse('1 s')
      expect(freshness()).toBe('正在补齐消息')
      chat.server.resetHandlers()
      answer()
      await elapse('3 s')
      expect(freshness()).toBe('刚刚更新')
      expect(chat.asked().length).toBeGreaterThan(5)
    },
  )

  test('F41 that messages may be missing for good, where the backend cannot be asked for them', async () => {
    const { world, chat } = await aTalk({ pollCap: 20, history: false })
    await elapse('31 s')
    expect(freshness()).toBe('刚刚更新')
    chat.server.use(http.get(POLL, () => HttpResponse.error()))
    await elapse('5 s')
    for (let i = 1; i <= 50; i += 1) world.says({ content: `新 ${i}` })
    chat.server.resetHandlers()
    wake('online')
    await elapse('5 s')
    expect(freshness()).toBe('可能缺少部分消息')
  })
})

test('F1 the connection’s going and coming moves no message', async () => {
  const { chat } = await aTalk()
  const [bubble] = messages()
  chat.server.use(http.get(POLL, () => HttpResponse.error()))
  await elapse('20 s')
  expect(notice()).toHaveTextContent('网络断开，正在重试')
  expect(messages()).toEqual([bubble])
})
