import { fireEvent, screen, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { describe, expect, test } from 'vitest'
import { TAILS } from '~/store/keys'
import { aWorld, elapse, ownTheClock, SALER, renderChat, shownTexts } from '~test/support/renderChat'
import { type Desk, renderDesk } from '~test/support/renderDesk'

ownTheClock()

const MINUTE = 60_000
const START = Date.UTC(2026, 10, 20, 2)

/** What a member with that id writes. */
const from = (member: string, content: string) =>
  ({ from: member, fromrole: 'MEMBER', to: '2', content }) as const

/** A world in which these members have written a while ago: what, and how many minutes. */
function aWorldOf(talks: Readonly<Record<string, readonly [text: string, minutesAgo: number]>>) {
  const world = aWorld()
  for (const [member, [text, ago]] of Object.entries(talks))
    world.says(from(member, text), START - ago * MINUTE)
  return world
}

const composer = () => screen.getByRole('textbox', { name: '输入消息', hidden: true })

/** Brings the conversation with a member to the front. */
async function open(desk: Desk, name: string) {
  fireEvent.click(desk.row(name))
  await desk.passes(1)
}

async function send(desk: Desk, text: string) {
  fireEvent.change(composer(), { target: { value: text } })
  fireEvent.click(screen.getByRole('button', { name: '发送', hidden: true }))
  await desk.passes(0.1)
}

/** The member's row as one reads it. */
const told = (desk: Desk, name: string) => desk.row(name).textContent ?? ''

test('of its conversations nothing stays for a next visit, also where those of salespeople do', async () => {
  const kept = () => Object.keys(localStorage).filter((key) => key.startsWith(TAILS))
  const env = { VITE_KEEP_MESSAGES: 'all' }
  const desk = await renderDesk(aWorldOf({ '201': ['在吗', 1] }), { env })
  await open(desk, desk.names()[0] ?? '')
  await desk.passes(5)
  expect(kept()).toEqual([])
  desk.leave()
  const chat = await renderChat(aWorldOf({ '200': ['在吗', 1] }), { pair: SALER, env })
  await elapse('5 s')
  chat.leave()
  expect(kept()).toHaveLength(1)
})

describe('the list', () => {
  test('tells of each conversation what was said last, what is unread and who has waited longest', async () => {
    const world = aWorldOf({ '201': ['在吗', 1], '202': ['有人吗', 3], '203': ['图呢', 6] })
    world.says({ ...from('203', '/a.mp3'), type: 'VOICE', voiceLength: 7 }, START - MINUTE)
    const desk = await renderDesk(world)
    const [, ...members] = desk.names()
    expect(desk.names()).toHaveLength(4)
    expect(told(desk, desk.names()[0] ?? '')).toContain('[语音] 7″')
    expect(told(desk, desk.names()[0] ?? '')).toContain('等 6 分钟')
    expect(told(desk, desk.names()[0] ?? '')).toContain('2 条未读')
    expect(members.map((name) => /等 \d 分钟/.exec(told(desk, name))?.[0])).toEqual([
      '等 3 分钟',
      '等 1 分钟',
      undefined,
    ])
    const waits = desk.rows().map((row) => row.querySelector('[data-wait]')?.getAttribute('data-wait'))
    expect(waits).toEqual(['late', 'soon', 'short', undefined])
  })

  test('hears of news in all of them, counts them in the title, and lets go of what was looked at', async () => {
    const world = aWorldOf({ '201': ['在吗', 1] })
    const desk = await renderDesk(world)
    const [name = ''] = desk.names()
    expect(document.title).toBe('(1) 客服工作台')
    world.says(from('201', '还在吗'))
    await desk.passes(11)
    expect(told(desk, name)).toContain('还在吗')
    expect(document.title).toBe('(2) 客服工作台')
    await open(desk, name)
    expect(shownTexts()).toEqual(['在吗', '还在吗'])
    await desk.passes(3)
    expect(document.title).toBe(`${name} - 客服工作台`)
    expect(told(desk, name)).not.toContain('未读')
  })

  test('stands as it was under the pointer, and in its order again once that has left', async () => {
    const world = aWorldOf({ '201': ['一', 1], '202': ['二', 3] })
    const desk = await renderDesk(world)
    const [longest = '', other = ''] = desk.names()
    await open(desk, other)
    const list = screen.getByRole('list', { name: '会话', hidden: true })
    fireEvent.pointerEnter(list, { pointerType: 'mouse' })
    await open(desk, longest)
    await send(desk, '您好')
    await desk.passes(3)
    expect(desk.names().slice(0, 2)).toEqual([longest, other])
    fireEvent.pointerLeave(list)
    expect(desk.names()[0]).toBe(other)
  })

  test('an idle desk asks again and again, and draws nothing', async () => {
    const world = aWorldOf({ '201': ['在吗', 24 * 60] })
    const desk = await renderDesk(world)
    await open(desk, desk.names()[0] ?? '')
    await desk.passes(60)
    const [commits, asked] = [desk.commits(), desk.asked().length]
    await desk.passes(20)
    expect(desk.asked().length).toBeGreaterThan(asked + 5)
    // the minute that somebody has waited for is the only thing that may change
    expect(desk.commits() - commits).toBeLessThanOrEqual(1)
  })
})

describe('whose conversations they are', () => {
  test('without a host the desk says so, and knows whom one adds by hand or has opened by a link', async () => {
    const world = aWorldOf({ '200': ['链接', 5], '201': ['在吗', 1] })
    const link = await renderChat(world, { pair: SALER })
    await import('~/store/rememberContact')
    link.leave()
    const desk = await renderDesk(world, { hosted: false })
    expect(screen.getByText(/这里只显示本浏览器知道的会员/)).toBeInTheDocument()
    expect(desk.names()).toEqual(['林晓雨'])
    fireEvent.click(screen.getByRole('button', { name: '添加会员' }))
    const field = screen.getByRole('textbox', { name: '会员编号' })
    fireEvent.change(field, { target: { value: ' ' } })
    fireEvent.click(screen.getByRole('button', { name: '添加' }))
    expect(screen.getByText('会员编号为 1 到 64 个字符')).toBeInTheDocument()
    fireEvent.change(field, { target: { value: ' 201 ' } })
    fireEvent.click(screen.getByRole('button', { name: '添加' }))
    await desk.passes(1)
    expect(shownTexts()).toEqual(['在吗'])
    desk.leave()
    const again = await renderDesk(world, { hosted: false })
    expect(again.rows()).toHaveLength(2)
  })

  test('pinned ones stay on top, archived ones come back with a new message, removed ones can be brought back', async () => {
    const world = aWorldOf({ '201': ['一', 1], '202': ['二', 3], '203': ['三', 5] })
    const desk = await renderDesk(world)
    const [three = '', two = '', one = ''] = desk.names()
    const choose = async (name: string, item: string) => {
      fireEvent.contextMenu(desk.row(name))
      fireEvent.click(within(screen.getByRole('menu')).getByText(item))
      await desk.passes(0.1)
    }
    await choose(one, '置顶')
    expect(desk.names()[0]).toBe(one)
    await choose(three, '归档')
    expect(desk.names()).not.toContain(three)
    world.says(from('203', '又来了'))
    await desk.passes(12)
    expect(told(desk, three)).toContain('又来了')
    await choose(two, '从列表移除')
    expect(desk.names()).not.toContain(two)
    // the host tells it still
    await desk.passes(31)
    expect(desk.names()).not.toContain(two)
  })

  test('a host that does not answer is told of in words, and those known stay', async () => {
    const world = aWorldOf({ '201': ['在吗', 1] })
    const first = await renderDesk(world)
    const [name = ''] = first.names()
    first.leave()
    const down = http.get('*/api/contacts', () => new HttpResponse(null, { status: 503 }))
    const desk = await renderDesk(world, { handlers: [down] })
    expect(desk.names()).toContain(name)
    expect(screen.getByText('会员列表暂时没有更新，显示的是已知的会员')).toBeInTheDocument()
  })
})

describe('from one conversation to another', () => {
  test('what was just sent gets there, once, though nobody looks any more', async () => {
    const world = aWorldOf({ '201': ['一', 1], '202': ['二', 3] })
    const desk = await renderDesk(world)
    const [two = '', one = ''] = desk.names()
    await open(desk, one)
    fireEvent.change(composer(), { target: { value: '马上为您处理' } })
    fireEvent.click(screen.getByRole('button', { name: '发送', hidden: true }))
    fireEvent.click(desk.row(two))
    await desk.passes(15)
    expect(shownTexts()).toEqual(['二'])
    expect(world.rows().filter(({ content }) => content === '马上为您处理')).toMatchObject([{ to: '201' }])
    expect(told(desk, one)).toContain('我：马上为您处理')
    expect(desk.row(one).querySelector('[data-wait]')).toBeNull()
    await open(desk, one)
    expect(shownTexts()).toEqual(['一', '马上为您处理'])
  })

  test('what is being written stays where it is meant for, and shows in its row', async () => {
    const world = aWorldOf({ '201': ['一', 1], '202': ['二', 3] })
    const desk = await renderDesk(world)
    const [two = '', one = ''] = desk.names()
    await open(desk, one)
    fireEvent.change(composer(), { target: { value: '稍等，我查' } })
    await open(desk, two)
    expect(composer()).toHaveValue('')
    expect(told(desk, one)).toContain('[草稿] 稍等，我查')
    await open(desk, one)
    expect(composer()).toHaveValue('稍等，我查')
    expect(told(desk, one)).not.toContain('草稿')
  })

  test('a message that was refused says so in its row until somebody does something about it', async () => {
    const world = aWorldOf({ '201': ['一', 1], '202': ['二', 3] })
    const refuses = http.post('*/api/im/sendMsg', () =>
      HttpResponse.json({ success: false, message: '不允许' }),
    )
    const desk = await renderDesk(world, { handlers: [refuses] })
    const [two = '', one = ''] = desk.names()
    await open(desk, one)
    await send(desk, '您好')
    await open(desk, two)
    await desk.passes(10)
    expect(told(desk, one)).toContain('[发送失败]')
    expect(desk.row(one).querySelector('[data-wait]')).not.toBeNull()
  })

  test('one that the list knows is there at once, also while the server does not answer', async () => {
    const world = aWorldOf({ '201': ['一', 1], '202': ['二', 3] })
    const desk = await renderDesk(world)
    const [two = ''] = desk.names()
    desk.server.use(http.get('*/api/im/*', () => new HttpResponse(null, { status: 503 })))
    fireEvent.click(desk.row(two))
    await desk.passes(0.1)
    expect(shownTexts()).toEqual(['二'])
  })
})

describe('keys', () => {
  const press = (code: string, how: Readonly<Record<string, boolean>> = { altKey: true }) =>
    fireEvent.keyDown(document.activeElement ?? document.body, { code, ...how })

  test('lead to the next, the one before and who has waited longest; an input method has them to itself', async () => {
    const world = aWorldOf({ '201': ['一', 1], '202': ['二', 3], '203': ['三', 5] })
    const desk = await renderDesk(world)
    const front = () => screen.getByRole('heading', { level: 1, name: /^(?!会话)/, hidden: true }).textContent
    press('ArrowDown')
    await desk.passes(0.2)
    expect(front()).toBe(desk.names()[0])
    press('ArrowDown')
    await desk.passes(0.2)
    expect(front()).toBe(desk.names()[1])
    press('ArrowUp', { altKey: true, isComposing: true })
    await desk.passes(0.2)
    expect(front()).toBe(desk.names()[1])
    press('Period')
    await desk.passes(0.2)
    expect(front()).toBe(desk.names()[0])
  })

  test('find who has waited longest whatever the list shows, but nobody who was put away', async () => {
    const world = aWorldOf({ '201': ['一', 1], '202': ['二', 3], '203': ['三', 5] })
    const desk = await renderDesk(world)
    const [archived = '', longest = ''] = desk.names()
    fireEvent.contextMenu(desk.row(archived))
    fireEvent.click(within(screen.getByRole('menu')).getByText('归档'))
    fireEvent.click(screen.getByRole('button', { name: /^已归档/ }))
    await desk.passes(0.2)
    expect(desk.names()).toEqual([archived])
    press('Period')
    await desk.passes(1)
    expect(document.title).toContain(`${longest} - `)
  })

  test('send and go on to who has waited longest; what is too long stays', async () => {
    const world = aWorldOf({ '201': ['一', 1], '202': ['二', 3] })
    const desk = await renderDesk(world)
    const [two = '', one = ''] = desk.names()
    await open(desk, one)
    fireEvent.change(composer(), { target: { value: '字'.repeat(2001) } })
    press('Enter')
    await desk.passes(0.2)
    expect(composer()).toHaveValue('字'.repeat(2001))
    fireEvent.change(composer(), { target: { value: '好的' } })
    press('Enter')
    await desk.passes(5)
    expect(shownTexts()).toEqual(['二'])
    expect(world.rows().map(({ content }) => content)).toContain('好的')
    expect(two).not.toBe(one)
  })

  test('are listed on a sheet that a key opens', async () => {
    const desk = await renderDesk(aWorld())
    press('Slash', { ctrlKey: true })
    await desk.passes(0.1)
    expect(screen.getByRole('dialog', { name: '键盘快捷键' })).toHaveTextContent('发送，并转到等待最久的会话')
  })
})

test('the conversation in front is asked at its own pace, and all together keep to the budget', async () => {
  const world = aWorld({ members: 40 })
  const desk = await renderDesk(world, { env: { VITE_REQUESTS_PER_MINUTE: '60' } })
  await open(desk, desk.names()[0] ?? '')
  await desk.passes(60)
  const reads = () =>
    desk.asked().filter((line) => /^(getNewest|getMsgList|unreadcount|getUserStatus)/.test(line))
  const before = reads().length
  await desk.passes(60)
  expect(reads().length - before).toBeLessThanOrEqual(60)
  expect(reads().length - before).toBeGreaterThan(50)
  expect(screen.getByText(/个会话更新较慢/)).toBeInTheDocument()
})
