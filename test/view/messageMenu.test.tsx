import { act, fireEvent, screen, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { aTalk, elapse, messages, ownTheClock, PHONE, SEND, shownTexts } from '~test/support/renderChat'

ownTheClock()

const box = () => screen.getByRole('textbox', { name: '输入消息' })
const items = () => screen.getAllByRole('menuitem').map(({ textContent }) => textContent)
const bubble = (index: number): HTMLElement => {
  const found = messages()[index]?.querySelector('[data-bubble]')
  if (!(found instanceof HTMLElement)) throw new Error(`no bubble ${index}`)
  return found
}
type Chat = Awaited<ReturnType<typeof aTalk>>['chat']
const rightClick = async (chat: Chat, index: number) => {
  await chat.user.pointer({ keys: '[MouseRight]', target: bubble(index) })
  await elapse('100 ms')
}
const choose = async (chat: Chat, name: string) => {
  await chat.user.click(screen.getByRole('menuitem', { name }))
  await elapse('100 ms')
}

/** A conversation of one message whose menu has loaded. */
async function aMenuTalk(...args: Parameters<typeof aTalk>) {
  const made = await aTalk(...args)
  await elapse('1.2 s')
  act(() => void fireEvent.pointerMove(document.body))
  // loading has a clock of its own
  await vi.dynamicImportSettled()
  await elapse('100 ms')
  // user-event has put a clipboard into the page
  return { ...made, copied: vi.spyOn(navigator.clipboard, 'writeText') }
}

describe('a right click on a message', () => {
  test('opens its menu with the exact time; copying tells that it did', async () => {
    const { chat, copied } = await aMenuTalk()
    await rightClick(chat, 0)
    const menu = screen.getByRole('menu', { name: '消息菜单' })
    expect(menu).toHaveAccessibleDescription(/^2026年11月\d+日 \d\d:00:00$/)
    expect(items()).toEqual(['复制', '引用', '复制消息编号'])
    await choose(chat, '复制')
    expect(copied).toHaveBeenCalledWith('一')
    expect(screen.queryByRole('menu')).toBeNull()
    expect(screen.getByText('已复制')).toBeTruthy()
    await elapse('3 s')
    expect(screen.queryByText('已复制')).toBeNull()
  })

  test('quotes it into the box, before what stands there, and the focus goes there', async () => {
    const { chat } = await aMenuTalk()
    await chat.user.type(box(), '好')
    await rightClick(chat, 0)
    await choose(chat, '引用')
    expect(box()).toHaveValue('「客服小周：一」\n- - - - - - - - - - - - - - -\n好')
    expect(box()).toHaveFocus()
  })

  test('copies the id for a report of QA', async () => {
    const { chat, world, copied } = await aMenuTalk()
    await rightClick(chat, 0)
    await choose(chat, '复制消息编号')
    expect(copied).toHaveBeenCalledWith(world.rows()[0]?._id)
  })

  test('leaves an address, a picture and what is selected to the browser', async () => {
    const { world } = await aMenuTalk()
    world.says({ content: 'https://example.com/a' })
    world.says({ type: 'IMAGE', content: '/mock-media/cardigan.svg' })
    await elapse('3 s')
    const prevented = (target: Element | null | undefined) => target && !fireEvent.contextMenu(target)
    expect(prevented(bubble(1).querySelector('a'))).toBe(false)
    expect(prevented(messages()[2]?.querySelector('img:not([data-avatar])'))).toBe(false)
    // jsdom does not count what is contained in part
    vi.spyOn(Selection.prototype, 'containsNode').mockReturnValue(true)
    document.getSelection()?.selectAllChildren(bubble(0))
    expect(prevented(bubble(0))).toBe(false)
    document.getSelection()?.removeAllRanges()
    expect(prevented(bubble(0))).toBe(true)
  })
})

test('the Menu key opens the menu of the message with the focus, which gets it back', async () => {
  const { chat } = await aMenuTalk()
  act(() => screen.getByRole('log').focus())
  await chat.user.keyboard('{ArrowUp}')
  const [message] = messages()
  expect(message).toHaveFocus()
  // what browsers send for the Menu key and Shift+F10: without a place
  act(() => void fireEvent.contextMenu(message as HTMLElement))
  await elapse('100 ms')
  expect(screen.getByRole('menuitem', { name: '复制' })).toHaveFocus()
  await chat.user.keyboard('{Escape}')
  await elapse('100 ms')
  expect(message).toHaveFocus()
})

describe('a finger', () => {
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', y = 20) =>
    fireEvent[type](bubble(0), { touches: type === 'touchEnd' ? [] : [{ clientX: 40, clientY: y }] })

  test('that rests opens the menu, and lifting it chooses nothing', async () => {
    await aMenuTalk({}, { userAgent: PHONE })
    act(() => void touch('touchStart'))
    await elapse('400 ms')
    expect(screen.queryByRole('menu')).toBeNull()
    await elapse('100 ms')
    expect(screen.getByRole('menu')).toBeTruthy()
    // a click would follow: it is called off
    expect(touch('touchEnd')).toBe(false)
  })

  test('that rests on a picture does not: the browser’s own menu knows more of it', async () => {
    const { world } = await aMenuTalk({}, { userAgent: PHONE })
    world.says({ type: 'IMAGE', content: '/mock-media/cardigan.svg' })
    await elapse('3 s')
    const image = messages()[1]?.querySelector('img:not([data-avatar])') as HTMLElement
    act(() => void fireEvent.touchStart(image, { touches: [{ clientX: 40, clientY: 20 }] }))
    await elapse('600 ms')
    expect(screen.queryByRole('menu')).toBeNull()
    expect(fireEvent.touchEnd(image, { touches: [] })).toBe(true)
  })

  test('that scrolls, or taps, does not', async () => {
    await aMenuTalk({}, { userAgent: PHONE })
    act(() => void touch('touchStart'))
    act(() => void touch('touchMove', 40))
    await elapse('600 ms')
    expect(screen.queryByRole('menu')).toBeNull()
    expect(touch('touchEnd')).toBe(true)
    act(() => void touch('touchStart'))
    expect(touch('touchEnd')).toBe(true)
    await elapse('600 ms')
    expect(screen.queryByRole('menu')).toBeNull()
  })

  test('whose touch the system has called off does not', async () => {
    await aMenuTalk({}, { userAgent: PHONE })
    act(() => void touch('touchStart'))
    act(() => void fireEvent.touchCancel(bubble(0), { touches: [] }))
    await elapse('600 ms')
    expect(screen.queryByRole('menu')).toBeNull()
  })

  test('that rested before the menu has loaded is not answered later', async () => {
    let arrive = () => {}
    const arrived = new Promise<void>((resolve) => (arrive = resolve))
    vi.doMock('~/view/list/MessageMenu', async (load) => {
      await arrived
      return load()
    })
    onTestFinished(() => vi.doUnmock('~/view/list/MessageMenu'))
    await aTalk({}, { userAgent: PHONE })
    act(() => void touch('touchStart'))
    await elapse('500 ms')
    expect(touch('touchEnd')).toBe(true)
    arrive()
    await vi.dynamicImportSettled()
    await elapse('100 ms')
    expect(screen.queryByRole('menu')).toBeNull()
    // the next one is answered
    act(() => void touch('touchStart'))
    await elapse('500 ms')
    expect(screen.getByRole('menu')).toBeTruthy()
  })
})

describe('a message that failed', () => {
  const refuse = http.post(SEND, () => HttpResponse.json({ success: false, message: '内容违规' }))

  async function aFailedTalk() {
    const made = await aMenuTalk({}, { handlers: [refuse] })
    await made.chat.user.type(box(), '二{Enter}')
    await elapse('1 s')
    await rightClick(made.chat, 1)
    return made
  }

  test('can be sent again, be written anew or deleted', async () => {
    const { chat } = await aFailedTalk()
    expect(items()).toEqual(['复制', '引用', '重新发送', '编辑', '删除'])
    await choose(chat, '删除')
    expect(shownTexts()).toEqual(['一'])
  })

  test('is sent again once', async () => {
    const { chat, world } = await aFailedTalk()
    chat.server.resetHandlers()
    await choose(chat, '重新发送')
    await elapse('3 s')
    expect(world.rows().map(({ content }) => content)).toEqual(['一', '二'])
  })

  test('goes back into the box', async () => {
    const { chat } = await aFailedTalk()
    await choose(chat, '编辑')
    expect(box()).toHaveValue('二')
    expect(shownTexts()).toEqual(['一'])
  })
})

test('the menu goes with its message', async () => {
  const { chat } = await aMenuTalk({}, { handlers: [http.post(SEND, () => HttpResponse.error())] })
  await chat.user.type(box(), '二{Enter}')
  await elapse('1 s')
  await rightClick(chat, 1)
  // of unknown fate: it may yet become sent
  expect(within(screen.getByRole('menu')).queryByRole('menuitem', { name: '重新发送' })).toBeNull()
})
