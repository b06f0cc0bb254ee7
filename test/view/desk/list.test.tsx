import { act, fireEvent, screen, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { MINUTE } from '~test/builders'
import { ownTheClock } from '~test/support/renderChat'
import { aList, button, lookFor, names, opener, pass, press, row, rows, search } from '~test/view/desk/aList'

ownTheClock()

const THREE = { a: { name: '甲', ago: 30 }, b: { name: '乙', ago: 20 }, c: { name: '丙', ago: 10 } }

const item = (name: string) => screen.getByRole('menuitem', { name, hidden: true })
const list = () => screen.getByRole('list', { hidden: true })
const box = (id: string) => screen.getByRole('textbox', { name: `写给${id}`, hidden: true })
const more = (name: string) => within(row(name)).getByRole('button', { name: `更多: ${name}`, hidden: true })
const focus = (element: HTMLElement) => act(() => element.focus())

describe('the order', () => {
  test('pinned ones first, then who has waited longest, then who wrote last', async () => {
    await aList({
      ...THREE,
      d: { name: '丁', answered: true, ago: 1 },
      e: { name: '戊', answered: true, ago: 2 },
      f: { name: '己', answered: true, ago: 99, pinned: true },
    })
    expect(names()).toEqual(['己', '甲', '乙', '丙', '丁', '戊'])
  })

  test('holds under a pointer, and is let go of as it leaves', async () => {
    const desk = await aList(THREE)
    fireEvent.pointerEnter(list(), { pointerType: 'mouse' })
    desk.tell('c', { ago: 50 })
    expect(names()).toEqual(['甲', '乙', '丙'])
    fireEvent.pointerLeave(list())
    expect(names()).toEqual(['丙', '甲', '乙'])
  })

  test('holds for no finger: it points at nothing before it presses', async () => {
    const desk = await aList(THREE)
    fireEvent.pointerEnter(list(), { pointerType: 'touch' })
    desk.tell('c', { ago: 50 })
    expect(names()).toEqual(['丙', '甲', '乙'])
  })

  test('under a pointer, one that was read stays among the unread ones; another filter shows its own', async () => {
    const unread = { summary: { unread: 1 } }
    const desk = await aList({
      a: { name: '甲', ...unread },
      b: { name: '乙', ...unread },
      c: { name: '丙' },
    })
    fireEvent.click(button('未读 2'))
    fireEvent.pointerEnter(list(), { pointerType: 'mouse' })
    desk.tell('a', {})
    expect(names()).toEqual(['甲', '乙'])
    fireEvent.click(button(/^已归档/))
    expect(names()).toEqual([])
    fireEvent.click(button('未读 1'))
    fireEvent.pointerLeave(list())
    expect(names()).toEqual(['乙'])
  })
})

describe('a filter', () => {
  test('shows whom it names, and how many they are', async () => {
    await aList({
      a: { name: '甲', answered: true, summary: { unread: 2 } },
      b: { name: '乙' },
      c: { name: '丙', archived: true, answered: true },
    })
    expect(names()).toEqual(['乙', '甲'])
    fireEvent.click(button('未读 1'))
    expect(names()).toEqual(['甲'])
    fireEvent.click(button('待回复 1'))
    expect(names()).toEqual(['乙'])
    fireEvent.click(button('已归档'))
    expect(names()).toEqual(['丙'])
    expect(button('已归档')).toHaveAttribute('aria-pressed', 'true')
  })

  test('says of what there is none', async () => {
    await aList({ a: { name: '甲', answered: true } })
    fireEvent.click(button('待回复'))
    expect(screen.getByText('没有会员在等待回复')).toBeInTheDocument()
  })

  test('an empty desk says how one begins, on both sides', async () => {
    await aList({})
    expect(screen.getByText(/还没有会话。添加会员/)).toBeInTheDocument()
    expect(screen.getByText('添加会员后，在这里查看并回复消息')).toBeInTheDocument()
  })
})

describe('the search', () => {
  test('Enter opens who was found first, and the list is whole again', async () => {
    const desk = await aList(THREE)
    focus(search())
    lookFor('乙')
    press('Enter')
    expect(desk.open).toHaveBeenLastCalledWith('b')
    expect(names()).toEqual(['甲', '乙', '丙'])
  })

  test('keys of an input method open and clear nothing', async () => {
    const desk = await aList(THREE)
    focus(search())
    lookFor('乙')
    press('Enter', { isComposing: true })
    press('Enter', { keyCode: 229 })
    press('Escape', { isComposing: true })
    expect(desk.open).not.toHaveBeenCalled()
    expect(search()).toHaveValue('乙')
  })

  test('the arrow leads into the rows', async () => {
    await aList(THREE)
    focus(search())
    lookFor('丙')
    press('ArrowDown')
    await pass(50)
    expect(opener('丙')).toHaveFocus()
  })

  test('Escape clears it, and then goes back to where one writes', async () => {
    await aList(THREE, { front: 'a' })
    focus(search())
    lookFor('丙')
    press('Escape')
    expect(search()).toHaveValue('')
    expect(search()).toHaveFocus()
    press('Escape')
    expect(box('a')).toHaveFocus()
  })
})

describe('the keyboard', () => {
  test('one stop of Tab, at who is in front; arrows, Home and End move; the button of the row comes after it', async () => {
    const desk = await aList(THREE)
    desk.change(() => desk.store.setOpen('b'))
    const stops = () => within(list()).getAllByRole('button', { hidden: true }).filter(isStop)
    expect(stops()).toEqual([opener('乙'), more('乙')])
    focus(opener('乙'))
    for (const [key, name] of [
      ['ArrowDown', '丙'],
      ['ArrowDown', '丙'],
      ['Home', '甲'],
      ['End', '丙'],
      ['ArrowUp', '乙'],
    ] as const) {
      press(key)
      // oxlint-disable-next-line no-await-in-loop -- one key after another
      await pass(50)
      expect(opener(name)).toHaveFocus()
      expect(stops()).toEqual([opener(name), more(name)])
    }
  })

  test('Escape in the list goes to where one writes; so does a press on who is in front already', async () => {
    const desk = await aList(THREE, { front: 'b' })
    focus(opener('乙'))
    press('Escape')
    expect(box('b')).toHaveFocus()
    focus(opener('乙'))
    fireEvent.click(opener('乙'))
    expect(box('b')).toHaveFocus()
    expect(desk.open).not.toHaveBeenCalled()
  })

  test('the focus goes on to the next row where its own is gone', async () => {
    const desk = await aList(THREE)
    focus(opener('乙'))
    desk.change(() => desk.contacts.remove('b'))
    expect(opener('丙')).toHaveFocus()
    desk.change(() => desk.contacts.remove('c'))
    expect(opener('甲')).toHaveFocus()
  })

  test('the focus goes back to the row whose conversation one leaves', async () => {
    const desk = await aList(THREE)
    desk.change(() => desk.store.setOpen('b'))
    focus(box('b'))
    desk.change(() => desk.store.setOpen(null))
    expect(opener('乙')).toHaveFocus()
  })
})

describe('the menu of a row', () => {
  test('by its button: pins, archives, and gives the focus back', async () => {
    await aList(THREE)
    focus(more('丙'))
    fireEvent.click(more('丙'))
    expect(screen.getByRole('menu', { name: '丙的会话操作', hidden: true })).toBeInTheDocument()
    fireEvent.click(item('置顶'))
    expect(names()).toEqual(['丙', '甲', '乙'])
    expect(more('丙')).toHaveFocus()
    fireEvent.click(more('丙'))
    fireEvent.click(item('归档'))
    expect(names()).toEqual(['甲', '乙'])
    expect(opener('甲')).toHaveFocus()
  })

  test('by a right click; says how far behind the row is', async () => {
    await aList(THREE, { slower: new Map([['b', 14]]) })
    fireEvent.contextMenu(opener('乙'))
    expect(screen.getByRole('menu', { hidden: true })).toHaveAccessibleDescription('每 14 秒更新')
  })

  test('by a finger that rests; the press that it ends opens nothing', async () => {
    const desk = await aList(THREE, { device: 'phone' })
    const touches = [{ clientX: 100, clientY: 80 }]
    fireEvent.touchStart(opener('乙'), { touches })
    await pass(440)
    expect(screen.queryByRole('menu', { hidden: true })).toBeNull()
    await pass(20)
    expect(screen.getByRole('menu', { name: '乙的会话操作', hidden: true })).toBeInTheDocument()
    expect(fireEvent.touchEnd(opener('乙'), { touches: [] })).toBe(false)
    expect(desk.open).not.toHaveBeenCalled()
  })

  test('one that was removed is brought back as it was, with the focus', async () => {
    await aList({ ...THREE, c: { ...THREE.c, pinned: true } })
    fireEvent.click(more('丙'))
    fireEvent.click(item('从列表移除'))
    expect(names()).toEqual(['甲', '乙'])
    expect(screen.getByText('已移除丙，消息没有删除')).toBeInTheDocument()
    fireEvent.click(button('撤销'))
    expect(names()).toEqual(['丙', '甲', '乙'])
    expect(within(row('丙')).getByLabelText('已置顶')).toBeInTheDocument()
    await pass(50)
    expect(opener('丙')).toHaveFocus()
  })

  test('closes as another window removes the row, and does not open as that comes back', async () => {
    const desk = await aList(THREE)
    fireEvent.contextMenu(opener('乙'))
    expect(screen.getByRole('menu', { hidden: true })).toBeInTheDocument()
    desk.change(() => desk.contacts.remove('b'))
    expect(screen.queryByRole('menu', { hidden: true })).toBeNull()
    desk.change(() => desk.contacts.open('b', { nickname: '乙', avatar: '' }))
    expect(names()).toContain('乙')
    expect(screen.queryByRole('menu', { hidden: true })).toBeNull()
  })

  test('the way back stays for eight seconds, and as long as the focus is in it', async () => {
    await aList(THREE)
    fireEvent.click(more('丙'))
    fireEvent.click(item('从列表移除'))
    focus(button('撤销'))
    await pass(MINUTE)
    focus(opener('甲'))
    await pass(7_900)
    expect(button('撤销')).toBeInTheDocument()
    await pass(200)
    expect(screen.queryByRole('button', { name: '撤销', hidden: true })).toBeNull()
  })
})

test('a member is added by number, and what is none is said', async () => {
  const desk = await aList(THREE)
  fireEvent.click(button('添加会员'))
  const field = screen.getByRole('textbox', { name: '会员编号', hidden: true })
  expect(field).toHaveFocus()
  fireEvent.click(button('添加'))
  expect(screen.getByText('会员编号为 1 到 64 个字符')).toBeInTheDocument()
  fireEvent.change(field, { target: { value: ' 207 ' } })
  fireEvent.click(button('添加'))
  expect(desk.open).toHaveBeenLastCalledWith('207')
  expect(rows()).toHaveLength(4)
})

const isStop = (element: HTMLElement) => element.tabIndex === 0
