import { fireEvent, screen } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { expect, test } from 'vitest'
import {
  aWorld,
  elapse,
  messages,
  ownTheClock,
  PHONE,
  renderChat,
  shownTexts,
} from '~test/support/renderChat'

ownTheClock()

test('what was said before stands there in order, and what is said now comes by the poll', async () => {
  const world = aWorld()
  world.says({ content: '在吗' })
  const chat = await renderChat(world)
  expect(shownTexts()).toEqual(['在吗'])
  world.says({ content: '图呢' })
  await elapse('2.2 s')
  expect(shownTexts()).toEqual(['在吗', '图呢'])
  expect(chat.asked()[0]).toBe('getMsgListByPageAndUserId 9999999999999')
})

test('the poll asks with the newest delivered sendtime', async () => {
  const world = aWorld()
  const first = world.says({ content: '一' })
  const chat = await renderChat(world)
  await elapse('2 s')
  expect(chat.asked().at(-1)).toBe(`getNewestMsgListByLastTime ${first.sendtime}`)
  const second = world.says({ content: '二' })
  await elapse('4 s')
  expect(chat.asked().at(-1)).toBe(`getNewestMsgListByLastTime ${second.sendtime}`)
})

test.each(['exclusive', 'inclusive'] as const)(
  'nothing is shown twice where lasttime is %s',
  async (boundary) => {
    const world = aWorld({ pollBoundary: boundary, historyBoundary: boundary })
    world.says({ content: '一' })
    await renderChat(world)
    world.says({ content: '二' })
    await elapse('10 s')
    expect(shownTexts()).toEqual(['一', '二'])
  },
)

test('a sent message is there at once, then delivered, in one and the same bubble', async () => {
  const world = aWorld()
  const chat = await renderChat(world)
  await chat.user.type(screen.getByRole('textbox', { name: '输入消息' }), '你好呀{Enter}')
  const [bubble] = messages()
  expect(shownTexts()).toEqual(['你好呀'])
  await elapse('3 s')
  expect(world.rows().map(({ content }) => content)).toEqual(['你好呀'])
  expect(messages()).toEqual([bubble])
  expect(bubble).toHaveAttribute('data-message-id', world.rows()[0]?._id)
  expect(bubble).toHaveTextContent('未读')
  expect(screen.getByRole('textbox')).toHaveValue('')
})

test('several messages go out in order, one after the other', async () => {
  const world = aWorld({ faults: { latencyMs: 300 } })
  const chat = await renderChat(world)
  const box = screen.getByRole('textbox')
  for (const text of ['一', '二', '三']) await chat.user.type(box, `${text}{Enter}`)
  expect(shownTexts()).toEqual(['一', '二', '三'])
  await elapse('4 s')
  expect(world.rows().map(({ content }) => content)).toEqual(['一', '二', '三'])
  expect(shownTexts()).toEqual(['一', '二', '三'])
})

test('an own message that was saved while a poll was under way is delivered right after it', async () => {
  const world = aWorld()
  const chat = await renderChat(world)
  let release: () => void = () => undefined
  chat.server.use(
    http.get('*/api/im/getNewestMsgListByLastTime', async () => {
      await new Promise<void>((resolve) => (release = resolve))
      return HttpResponse.json({ success: true, data: [] })
    }),
  )
  await elapse('2.2 s')
  await chat.user.type(screen.getByRole('textbox'), '一{Enter}')
  await elapse('500 ms')
  expect(world.rows()).toHaveLength(1)
  chat.server.resetHandlers()
  release()
  await elapse('300 ms')
  const asked = chat.asked().filter((line) => !line.startsWith('getMsgList'))
  expect(asked.slice(-2)).toEqual(['sendMsg', 'getNewestMsgListByLastTime 0000000000000'])
  expect(messages()[0]).toHaveAttribute('data-message-id', world.rows()[0]?._id)
})

test.each([
  ['a day fast', -86_400_000],
  ['a year slow', 365 * 86_400_000],
])('F24 a device whose clock is %s still says when it was', async (_, apart) => {
  const world = aWorld({ now: () => Date.now() + apart })
  world.says({ content: '一' })
  await renderChat(world)
  await elapse('300 ms')
  const [time] = screen.getByRole('log').querySelectorAll('[data-time]')
  expect(time?.textContent).toMatch(/^\d\d:\d\d$/)
})

test('F58 the Enter that confirms a word of an input method does not send, the next one does', async () => {
  const world = aWorld()
  await renderChat(world)
  const box = screen.getByRole('textbox')
  const enter = (init: object = {}) => fireEvent.keyDown(box, { key: 'Enter', keyCode: 13, ...init })
  fireEvent.compositionStart(box)
  fireEvent.change(box, { target: { value: '你好' } })
  enter({ isComposing: true })
  enter({ keyCode: 229 })
  // Safari tells that composing has ended before the Enter that ended it
  fireEvent.compositionEnd(box)
  enter()
  await elapse('100 ms')
  expect(messages()).toEqual([])
  expect(box).toHaveValue('你好')
  enter()
  await elapse('300 ms')
  expect(shownTexts()).toEqual(['你好'])
})

test('F58 Enter and a click together send once', async () => {
  const world = aWorld()
  const chat = await renderChat(world)
  const box = screen.getByRole('textbox')
  await chat.user.type(box, '一')
  const button = screen.getByRole('button', { name: '发送' })
  fireEvent.keyDown(box, { key: 'Enter', keyCode: 13 })
  fireEvent.click(button)
  fireEvent.click(button)
  await elapse('3 s')
  expect(world.rows()).toHaveLength(1)
})

test('on a phone Enter breaks the line', async () => {
  const chat = await renderChat(aWorld(), { userAgent: PHONE })
  await chat.user.type(screen.getByRole('textbox'), '一{Enter}二')
  expect(screen.getByRole('textbox')).toHaveValue('一\n二')
  expect(messages()).toEqual([])
})

test('a backend without history works with polls alone', async () => {
  const world = aWorld({ history: false })
  world.says({ content: '一' })
  const chat = await renderChat(world)
  expect(shownTexts()).toEqual(['一'])
  expect(chat.asked()).toContain('getNewestMsgListByLastTime 0000000000000')
  world.says({ content: '二' })
  await elapse('3 s')
  expect(shownTexts()).toEqual(['一', '二'])
})

test('a poll that returns the other side only still shows what one says oneself', async () => {
  const world = aWorld({ direction: 'incoming' })
  const chat = await renderChat(world)
  await chat.user.type(screen.getByRole('textbox'), '一{Enter}')
  await elapse('3 s')
  world.says({ content: '二' })
  await elapse('3 s')
  await chat.user.type(screen.getByRole('textbox'), '三{Enter}')
  await elapse('3 s')
  expect(shownTexts()).toEqual(['一', '二', '三'])
})

test.each(['exclusive', 'inclusive'] as const)(
  'an idle poll (%s) renders nothing and changes not one node',
  async (boundary) => {
    const world = aWorld({ pollBoundary: boundary, historyBoundary: boundary })
    world.says({ content: '一' })
    const chat = await renderChat(world)
    await elapse('3 s')
    const changes: MutationRecord[] = []
    const observer = new MutationObserver((records) => void changes.push(...records))
    observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true })
    const before = { requests: chat.asked().length, commits: chat.commits() }
    await elapse('20 s')
    expect(chat.asked().length).toBeGreaterThan(before.requests + 5)
    expect(chat.commits()).toBe(before.commits)
    expect(changes).toEqual([])
  },
)

test('an empty conversation says who is on the other side and what to do', async () => {
  await renderChat(aWorld(), { address: '&t_nickname=小周' })
  expect(screen.getByText('你正在和小周对话')).toBeVisible()
  expect(screen.getByText('发一条消息，开始对话')).toBeVisible()
})
