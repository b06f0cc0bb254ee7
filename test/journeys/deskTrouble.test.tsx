import { act, fireEvent, screen, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { expect, test, vi } from 'vitest'
import { aWorld, elapse, ownTheClock, SEND, shownTexts } from '~test/support/renderChat'
import { renderDesk } from '~test/support/renderDesk'

ownTheClock()

const press = (element: HTMLElement) => act(() => void fireEvent.click(element))
const box = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: '输入消息' })
const write = (text: string) => act(() => void fireEvent.change(box(), { target: { value: text } }))
const send = (text: string) => {
  write(text)
  press(screen.getByRole('button', { name: '发送' }))
}
const times = (text: string) => shownTexts().filter((shown) => shown === text).length

type World = ReturnType<typeof aWorld>

/** A desk of three members, the conversation with the first of whom is in front. */
async function aDesk(visit: Parameters<typeof renderDesk>[1] = {}) {
  const world = aWorld({ members: 3 })
  const desk = await renderDesk(world, visit)
  await elapse('2 s')
  const [first = '', second = ''] = desk.names()
  press(desk.row(first))
  await elapse('1 s')
  return { world, desk, first, second }
}

/** What the salesperson has sent by now, in the order of saving. */
const sent = (world: World) =>
  world.rows().flatMap(({ fromrole, content }) => (fromrole === 'SALER' ? [content] : []))

const anywhere = /\/api\//

test('what is sent goes once, though another conversation comes in front in the same moment', async () => {
  const { world, desk, first, second } = await aDesk()
  send('马上')
  press(desk.row(second))
  send('您好')
  press(desk.row(first))
  await elapse('10 s')
  expect(sent(world)).toEqual(['马上', '您好'])
  expect(times('马上')).toBe(1)
})

test('a message that the server refuses is told of in the row, and sent again from its conversation', async () => {
  const { world, desk, first, second } = await aDesk()
  desk.server.use(http.post(SEND, () => HttpResponse.json({ success: false, data: '稍后再试' })))
  send('马上')
  press(desk.row(second))
  await elapse('5 s')
  expect(within(desk.row(first)).getByText('[发送失败]')).toBeVisible()
  desk.server.resetHandlers()
  press(desk.row(first))
  await elapse('2 s')
  press(screen.getByRole('button', { name: /重新发送/ }))
  press(desk.row(second))
  await elapse('5 s')
  expect(sent(world)).toEqual(['马上'])
  expect(within(desk.row(first)).queryByText('[发送失败]')).toBeNull()
})

test('a message whose answer never comes is not posted again, wherever one looks meanwhile', async () => {
  const { world, desk, first, second } = await aDesk()
  let posts = 0
  desk.server.use(
    http.post(SEND, () => {
      posts += 1
      return new Promise<never>(() => {})
    }),
  )
  send('马上')
  for (const name of [second, first, second]) {
    press(desk.row(name))
    await elapse('8 s')
  }
  expect(posts).toBe(1)
  expect(sent(world)).toEqual([])
  press(desk.row(first))
  await elapse('2 s')
  expect(times('马上')).toBe(1)
})

test('what is being written is there again where the browser can keep nothing', async () => {
  const { desk, first, second } = await aDesk()
  vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError')
  })
  write('您要的尺码')
  await elapse('1 s')
  press(desk.row(second))
  expect(within(desk.row(first)).getByText('您要的尺码')).toBeVisible()
  expect(box().value).toBe('')
  await elapse('1 s')
  press(desk.row(first))
  expect(box().value).toBe('您要的尺码')
})

test('while the server is down the list says so, and since when; once it is back it says nothing', async () => {
  const { desk } = await aDesk()
  desk.server.use(http.all(anywhere, () => HttpResponse.error()))
  await elapse('15 s')
  expect(screen.getByText('网络断开，正在重试', { selector: '[data-list-trouble]' })).toBeVisible()
  expect(screen.getByText(/^列表显示 .+ 前的消息$/)).toBeVisible()
  desk.server.resetHandlers()
  await elapse('40 s')
  expect(document.querySelector('[data-list-trouble]')).toBeNull()
})

test('opened and left ten times a second a conversation is as alive as any', async () => {
  const { world, desk, first, second } = await aDesk({ strict: true })
  for (let i = 0; i < 10; i += 1) {
    press(desk.row(i % 2 === 0 ? second : first))
    await elapse('100 ms')
  }
  press(desk.row(first))
  const id = desk.row(first).dataset['member']
  world.says({ from: id, fromrole: 'MEMBER', to: '2', torole: 'SALER', content: '在吗' })
  await elapse('8 s')
  expect(times('在吗')).toBe(1)
  expect(screen.queryByText('正在加载')).toBeNull()
})
