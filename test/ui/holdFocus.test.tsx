import { fireEvent, render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { useState } from 'react'
import { expect, test } from 'vitest'
import { Dialog } from '~/ui/Dialog'
import { Menu } from '~/ui/Menu'

const noop = () => {}

/** A list of which one row opens something, and goes while that is open. */
async function openAndLose(what: 'dialog' | 'menu', others: readonly string[]) {
  function Page() {
    const [isOpen, setIsOpen] = useState(false)
    const [isThere, setIsThere] = useState(true)
    const close = () => setIsOpen(false)
    return (
      <>
        <button type="button" onDragEnd={() => setIsThere(false)}>
          前面
        </button>
        <section>
          <button type="button">标题</button>
          <ul>
            {others.map((name) => (
              <li key={name}>
                <button type="button" tabIndex={name === '停' ? 0 : -1}>
                  {name}
                </button>
              </li>
            ))}
            {isThere && (
              <li>
                <button type="button" onClick={() => setIsOpen(true)}>
                  打开
                </button>
              </li>
            )}
          </ul>
        </section>
        {isOpen && what === 'menu' && (
          <Menu
            label="菜单"
            items={[{ id: 'a', label: '甲', onSelect: noop }]}
            at={{ x: 0, y: 0 }}
            onClose={close}
          />
        )}
        {isOpen && what === 'dialog' && (
          <Dialog title="对话框" close="关闭" onClose={close}>
            内容
          </Dialog>
        )}
      </>
    )
  }
  const user = userEvent.setup()
  render(<Page />)
  await user.click(screen.getByRole('button', { name: '打开' }))
  // by something else than the focus: it has gone into what was opened
  fireEvent.dragEnd(screen.getByText('前面'))
  await user.keyboard('{Escape}')
  expect(screen.queryByRole(what)).toBeNull()
}

test.each(['dialog', 'menu'] as const)(
  'of a %s whose opener is gone the focus goes to the stop of Tab beside it',
  async (what) => {
    await openAndLose(what, ['甲', '停', '乙'])
    await expect.poll(() => document.activeElement?.textContent).toBe('停')
  },
)

test('with the last of its list gone it goes to what is around that', async () => {
  await openAndLose('menu', [])
  await expect.poll(() => document.activeElement?.textContent).toBe('标题')
})
