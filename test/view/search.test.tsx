import { act, fireEvent, screen, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { expect, test } from 'vitest'
// loaded before, so that it comes at once where it is wanted
import '~/view/search/SearchPanel'
import { aWorld, elapse, HISTORY, ownTheClock, renderChat, SEND, type Visit } from '~test/support/renderChat'

ownTheClock()

// `hidden`: to find out what of a page can be seen takes seconds here
const opener = () => screen.getByRole('button', { name: '搜索消息', hidden: true })
const field = () => screen.getByRole('searchbox', { name: '搜索消息', hidden: true })
const panel = () => screen.getByRole('dialog', { name: '搜索消息', hidden: true })
const hits = () => within(panel()).queryAllByRole('listitem', { hidden: true })
const button = (name: string) => within(panel()).getByRole('button', { name, hidden: true })

/** A conversation with these messages, the last one now and the others a minute apart before it, with its search open. */
async function aSearch(texts: readonly string[], visit: Visit = {}) {
  const world = aWorld()
  texts.forEach((content, i) =>
    world.says({ content, status: 1 }, Date.now() - (texts.length - 1 - i) * 60_000),
  )
  const chat = await renderChat(world, visit)
  const open = async () => {
    await chat.user.click(opener())
    await elapse('100 ms')
  }
  await open()
  const type = async (text: string) => {
    await chat.user.type(field(), text)
    await elapse('100 ms')
  }
  return { world, chat, user: chat.user, open, type }
}

const numbered = (count: number) => Array.from({ length: count }, (_, i) => `第${i}条`)

test('what holds the words is listed, newest first, with author, time and what matches marked', async () => {
  const { type } = await aSearch(['退款到了吗', '发货了', '已经退款'])
  expect(field()).toHaveFocus()
  expect(hits()).toEqual([])
  await type('退款')
  const [newer, older] = hits().map(({ textContent }) => textContent)
  expect(newer).toMatch(/^客服小周\d\d:\d\d已经退款$/)
  expect(older).toMatch(/^客服小周\d\d:\d\d退款到了吗$/)
  expect(hits()[0]?.querySelector('mark')).toHaveTextContent('退款')
  expect(within(panel()).getAllByRole('status')[0]).toHaveTextContent('找到 2 条消息')
})

test('an empty query is no query, and what is not found is told', async () => {
  const { type, user } = await aSearch(['你好'])
  expect(panel()).toHaveTextContent('输入要找的文字')
  await type('没有')
  expect(panel()).toHaveTextContent('已加载的消息中没有找到')
  await user.clear(field())
  await type(' ')
  expect(panel()).toHaveTextContent('输入要找的文字')
})

test('Escape closes it and gives the focus back; what was looked for stands there again', async () => {
  const { type, user, open } = await aSearch(['你好'])
  await type('你')
  await user.keyboard('{Escape}')
  expect(screen.queryByRole('dialog')).toBeNull()
  expect(opener()).toHaveFocus()
  await open()
  expect(field()).toHaveValue('你')
  expect(hits()).toHaveLength(1)
  await user.click(button('取消'))
  expect(opener()).toHaveFocus()
})

test('Enter leads to the results, but not the one that ends a composition', async () => {
  const { type, user } = await aSearch(['你好'])
  await type('你')
  fireEvent.keyDown(field(), { key: 'Enter', isComposing: true })
  fireEvent.keyDown(field(), { key: 'Enter', keyCode: 229 })
  fireEvent.compositionEnd(field())
  fireEvent.keyDown(field(), { key: 'Enter' })
  fireEvent.keyDown(field(), { key: 'Escape', isComposing: true })
  expect(field()).toHaveFocus()
  await elapse('100 ms')
  await user.keyboard('{Enter}')
  expect(within(hits()[0] ?? panel()).getByRole('button')).toHaveFocus()
})

test('Enter that is held goes no further: it opens the search, or leads to the results, or to a message', async () => {
  const { type, user } = await aSearch(['你好'])
  await type('你')
  expect(fireEvent.keyDown(field(), { key: 'Enter', repeat: true })).toBe(false)
  expect(field()).toHaveFocus()
  await user.keyboard('{Enter}')
  const hit = within(hits()[0] ?? panel()).getByRole('button')
  expect(hit).toHaveFocus()
  expect(fireEvent.keyDown(hit, { key: 'Enter', repeat: true })).toBe(false)
  expect(fireEvent.keyDown(hit, { key: 'Enter' })).toBe(true)
})

test('a result leads to its message, which takes the focus and is marked for two seconds', async () => {
  const { type, user } = await aSearch(numbered(15))
  await type('第3条')
  await user.click(within(hits()[0] ?? panel()).getByRole('button'))
  await elapse('100 ms')
  expect(screen.queryByRole('dialog')).toBeNull()
  const message = within(screen.getByRole('log'))
    .getAllByRole('article')
    .find((one) => one.textContent?.includes('第3条'))
  expect(message).toHaveFocus()
  expect(message).toHaveClass('marked')
  await elapse('2 s')
  expect(message).not.toHaveClass('marked')
})

test('older messages are looked through on demand, until there are none', async () => {
  const { type } = await aSearch(['很早以前', ...numbered(45)])
  await type('很早')
  expect(hits()).toHaveLength(0)
  expect(panel()).toHaveTextContent('已查到 11月20日')
  fireEvent.click(button('查找更早的消息'))
  await elapse('1 s')
  expect(hits()).toHaveLength(1)
})

test('looking further can be stopped, and tried again where it fails', async () => {
  const { type, chat } = await aSearch(numbered(25))
  await type('没有')
  chat.server.use(http.get(HISTORY, () => new Promise<never>(() => {})))
  fireEvent.click(button('查找更早的消息'))
  await elapse('1 s')
  fireEvent.click(button('停止查找'))
  await elapse('100 ms')
  chat.server.use(http.get(HISTORY, () => HttpResponse.json(null, { status: 403 })))
  fireEvent.click(button('查找更早的消息'))
  await elapse('1 s')
  chat.server.resetHandlers()
  fireEvent.click(button('查找失败，点按重试'))
  await elapse('2 s')
  expect(panel()).toHaveTextContent('没有更早的消息了')
})

test('a backend without history is searched as far as it goes, and that is told', async () => {
  const { type } = await aSearch(['你好'], {
    handlers: [http.get(HISTORY, () => new HttpResponse(null, { status: 404 }))],
  })
  await type('你好')
  expect(hits()).toHaveLength(1)
  expect(panel()).toHaveTextContent('无法获取更早的消息')
  expect(within(panel()).queryByRole('button', { name: '查找更早的消息' })).toBeNull()
})

test('of very many results a hundred are shown, and more on demand', async () => {
  const { type } = await aSearch(numbered(101))
  await type('条')
  fireEvent.click(button('查找更早的消息'))
  await elapse('500 ms')
  // by text: so many elements
  screen.getByText('找到 101 条消息')
  const count = () => document.querySelectorAll('[data-hit]').length
  expect(count()).toBe(100)
  fireEvent.click(screen.getByText('显示更多结果'))
  expect(count()).toBe(101)
}, 20_000)

test('whoever sends sees what they have sent', async () => {
  const { user } = await aSearch(['你好'])
  await user.type(screen.getByRole('textbox', { name: '输入消息' }), '在吗{Enter}')
  await elapse('100 ms')
  expect(screen.queryByRole('dialog')).toBeNull()
  expect(screen.getByRole('textbox', { name: '输入消息' })).toHaveFocus()
})

test('whoever sends again by a key what failed sees it, and has the focus', async () => {
  const { chat, user } = await aSearch(['你好'])
  chat.server.use(http.post(SEND, () => HttpResponse.json({ success: false, message: '不行' })))
  for (const text of ['二', '三']) {
    await user.type(screen.getByRole('textbox', { name: '输入消息' }), `${text}{Enter}`)
    await elapse('300 ms')
  }
  await user.click(opener())
  await elapse('100 ms')
  act(() => screen.getByText('全部重新发送').focus())
  await user.keyboard('{Enter}')
  await elapse('300 ms')
  expect(screen.queryByRole('dialog')).toBeNull()
  expect(opener()).toHaveFocus()
})
