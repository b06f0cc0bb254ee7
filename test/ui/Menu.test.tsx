import { fireEvent, render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { useState } from 'react'
import { expect, test, vi } from 'vitest'
import { Menu, type MenuItem } from '~/ui/Menu'

type Setup = Readonly<{ items?: readonly MenuItem[]; heading?: string }>

const item = (label: string, fields: Partial<MenuItem> = {}): MenuItem => ({
  id: label,
  label,
  onSelect: () => {},
  ...fields,
})

/** A button that opens a menu, and the menu open. */
async function open({ items = [item('复制'), item('引用'), item('Save')], heading }: Setup = {}) {
  function Opener() {
    const [isOpen, setIsOpen] = useState(false)
    return (
      <>
        <button type="button" onClick={() => setIsOpen(true)}>
          更多
        </button>
        {isOpen && (
          <Menu
            label="消息"
            items={items}
            at={{ x: 0, y: 0 }}
            heading={heading}
            onClose={() => setIsOpen(false)}
          />
        )}
      </>
    )
  }
  const user = userEvent.setup()
  render(<Opener />)
  await user.click(screen.getByRole('button'))
  return user
}

const focused = () => document.activeElement?.textContent
const isOpen = () => screen.queryByRole('menu') !== null

test('has the focus on its first item, and moves it by arrows, Home, End and letters', async () => {
  const user = await open()
  const ways = ['{ArrowDown}', '{End}', '{ArrowDown}', '{ArrowUp}', '{Home}', 's']
  const seen = [focused()]
  for (const way of ways) {
    await user.keyboard(way)
    seen.push(focused())
  }
  expect(seen).toEqual(['复制', '引用', 'Save', '复制', 'Save', '复制', 'Save'])
})

test('begins at the way that is chosen, and says which one that is', async () => {
  await open({ items: [item('甲', { checked: false }), item('乙', { checked: true })] })
  expect(screen.getByRole('menuitemradio', { name: '乙', checked: true })).toHaveFocus()
  expect(screen.getByRole('menuitemradio', { name: '甲', checked: false })).toBeVisible()
})

test.each(['{Escape}', '{Tab}'])('%s closes it, and the focus goes back', async (key) => {
  const user = await open()
  await user.keyboard(key)
  expect(isOpen()).toBe(false)
  expect(screen.getByRole('button', { name: '更多' })).toHaveFocus()
})

test('a press beside it closes it, one on its heading does not', async () => {
  const user = await open({ heading: '发于 10:00' })
  expect(screen.getByRole('menu')).toHaveAccessibleDescription('发于 10:00')
  await user.click(screen.getByText('发于 10:00'))
  expect(isOpen()).toBe(true)
  const around = screen.getByRole('menu').closest('.fixed')
  if (around) await user.click(around)
  expect(isOpen()).toBe(false)
  expect(screen.getByRole('button', { name: '更多' })).toHaveFocus()
})

test('a finger that still rests where it has opened the menu does not close it; the right button does', async () => {
  await open()
  const around = screen.getByRole('menu').closest('.fixed')
  if (!around) throw new Error('nothing is around the menu')
  fireEvent.contextMenu(around)
  expect(isOpen()).toBe(true)
  fireEvent.mouseDown(around, { button: 2 })
  expect(isOpen()).toBe(false)
})

test('a chosen item does what it says and closes the menu', async () => {
  const onSelect = vi.fn<() => void>()
  const user = await open({ items: [item('复制'), item('删除', { onSelect, danger: true })] })
  await user.keyboard('{ArrowDown}{Enter}')
  expect(onSelect).toHaveBeenCalledOnce()
  expect(isOpen()).toBe(false)
})

test('an item that gives the focus to something else leaves it there', async () => {
  const box = document.createElement('textarea')
  document.body.append(box)
  const user = await open({ items: [item('引用', { onSelect: () => box.focus() })] })
  await user.keyboard('{Enter}')
  expect(box).toHaveFocus()
  box.remove()
})

test('the held key that has opened it chooses nothing', async () => {
  await open()
  // false: its default, which is the choice, was prevented
  expect(fireEvent.keyDown(screen.getByText('复制'), { key: 'Enter', repeat: true })).toBe(false)
  expect(fireEvent.keyDown(screen.getByText('复制'), { key: 'Enter' })).toBe(true)
})

test('keeps the focus when the item that had it goes, and its place when others come', async () => {
  const height = vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(100)
  const at = { x: 0, y: window.innerHeight - 120 }
  const menu = (...labels: readonly string[]) => (
    <Menu label="消息" items={labels.map((label) => item(label))} at={at} onClose={() => {}} />
  )
  const { rerender } = render(menu('复制', '编辑'))
  const panel = screen.getByRole('menu').parentElement
  expect(panel).toHaveStyle({ top: `${at.y}px` })
  screen.getByRole('menuitem', { name: '编辑' }).focus()
  rerender(menu('复制', '引用'))
  expect(screen.getByRole('menuitem', { name: '复制' })).toHaveFocus()
  // higher than what is left below
  height.mockReturnValue(300)
  rerender(menu('复制', '引用', '重新发送'))
  expect(panel).toHaveStyle({ top: `${at.y - 300}px` })
  height.mockRestore()
})
