import { fireEvent, screen, within } from '@testing-library/react'
import { describe, expect, test, vi } from 'vitest'
import { elapse, ownTheClock } from '~test/support/renderChat'
import { aDesk, box, button, keep, kept } from '~test/view/quickReplies/aDesk'

ownTheClock()

/** A picture that is sent as it is: what moves is not made smaller. */
const GIF = Uint8Array.from(atob('R0lGODlhAQABAAAAACwAAAAAAQABAAACAkQBADs='), (sign) => sign.charCodeAt(0))

const dialog = () => screen.getByRole('dialog', { name: '管理快捷回复' })
const field = (name: string) => within(dialog()).getByRole('textbox', { name })
const own = (name: string) => within(dialog()).getByRole('button', { name })
const rows = () =>
  within(dialog())
    .queryAllByRole('listitem')
    .map((row) => row.textContent)

/** The dialog, opened from the panel. */
async function aManager() {
  const desk = await aDesk({ canUpload: true })
  await desk.user.click(button('快捷回复'))
  await elapse('100 ms')
  await desk.user.click(button('管理'))
  await elapse('100 ms')
  return {
    ...desk,
    /** Chooses a file where this asks for one. */
    choose: async (name: string, ...files: readonly File[]) => {
      await desk.user.upload(within(dialog()).getByLabelText(name, { selector: 'input' }), [...files])
      await elapse('100 ms')
    },
  }
}
const aFile = (...replies: readonly object[]) =>
  new File([JSON.stringify({ v: 1, replies }, null, 1)], 'replies.json', { type: 'application/json' })

describe('the dialog', () => {
  test('has the focus, keeps it, and gives it back to the box; a press and Enter in it do nothing to the composer', async () => {
    const { user, sent } = await aManager()
    expect(dialog()).toHaveFocus()
    const all = within(dialog()).getAllByRole('button')
    await user.tab({ shift: true })
    expect(all[all.length - 1]).toHaveFocus()
    await user.tab()
    expect(own('关闭')).toHaveFocus()
    box().focus()
    expect(dialog()).toHaveFocus()
    await user.keyboard('{Escape}')
    expect(screen.queryByRole('dialog')).toBeNull()
    expect(box()).toHaveFocus()
    expect(sent()).toEqual([])
  })
  test('adds one; Enter in its title saves it and sends nothing', async () => {
    keep()
    const { user, sent } = await aManager()
    expect(within(dialog()).getByText('还没有快捷回复，可以在“管理”中新建或导入')).toBeVisible()
    await user.click(own('新建'))
    expect(field('标题')).toHaveFocus()
    expect(own('保存')).toBeDisabled()
    await user.click(field('内容'))
    await user.keyboard('尺码请看图')
    await user.type(field('标题'), '尺码{Enter}')
    await elapse('100 ms')
    expect(rows()).toEqual(['尺码尺码请看图'])
    expect(kept()).toMatchObject([{ title: '尺码', text: '尺码请看图', used: 0 }])
    expect(sent()).toEqual([])
  })
  test('edits one, and does not forget how often it was used', async () => {
    keep({ title: '旧', text: '旧的', used: 3 })
    const { user } = await aManager()
    await user.click(own('编辑：旧'))
    await user.type(field('内容'), '了')
    await user.click(own('保存'))
    await elapse('100 ms')
    expect(kept()).toMatchObject([{ title: '旧', text: '旧的了', used: 3 }])
    expect(rows()).toEqual(['旧用过 3 次 · 旧的了'])
  })
  test('asks before it throws away what was written', async () => {
    keep({ text: '旧的' })
    const { user } = await aManager()
    await user.click(own('编辑：旧的'))
    await user.type(field('内容'), '了{Escape}')
    expect(screen.getByRole('alert')).toHaveTextContent('放弃修改？')
    await user.click(own('继续编辑'))
    expect(field('内容')).toHaveValue('旧的了')
    await user.keyboard('{Escape}')
    await user.click(own('放弃'))
    expect(rows()).toEqual(['旧的旧的'])
    await user.click(own('编辑：旧的'))
    await user.keyboard('{Escape}')
    expect(rows()).toHaveLength(1)
  })
  test('asks before it deletes one', async () => {
    keep({ text: '一' }, { text: '二' })
    const { user } = await aManager()
    await user.click(own('删除：一'))
    expect(screen.getByRole('alert')).toHaveTextContent('删除“一”？')
    await user.keyboard('{Escape}')
    expect(rows()).toHaveLength(2)
    await user.click(own('删除：一'))
    await user.click(own('删除'))
    expect(rows()).toEqual(['二二'])
    expect(kept()).toHaveLength(1)
    // the keyboard is not thrown out of it
    expect(dialog()).toContainElement(document.activeElement as HTMLElement)
  })
  test('says by how much a text is too long, and does not save it', async () => {
    keep()
    const { user } = await aManager()
    await user.click(own('新建'))
    fireEvent.change(field('内容'), { target: { value: '长'.repeat(2003) } })
    expect(within(dialog()).getByText('超出 3 字，请删减后保存')).toBeVisible()
    expect(own('保存')).toBeDisabled()
  })
  test('says where the browser has no room to keep it; it lasts for the visit', async () => {
    keep()
    const { user } = await aManager()
    vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError')
    })
    await user.click(own('新建'))
    await user.type(field('内容'), '好的')
    await user.click(own('保存'))
    await elapse('100 ms')
    expect(screen.getByText('浏览器没有空间保存，修改只在这次打开期间有效')).toBeVisible()
    expect(rows()).toEqual(['好的好的'])
    await user.keyboard('{Escape}')
    await user.type(box(), '/{Enter}')
    expect(box()).toHaveValue('好的')
    // what follows can keep again
    vi.restoreAllMocks()
    await user.clear(box())
    await user.type(box(), '/{Enter}')
    expect(kept()).toMatchObject([{ text: '好的' }])
  })
})

describe('pictures', () => {
  test('of a reply come into the tray with its text, and are not sent by themselves', async () => {
    keep()
    const { user, sent, choose } = await aManager()
    await user.click(own('新建'))
    await user.type(field('内容'), '看图')
    await choose('添加图片', new File([GIF], 'a.gif', { type: 'image/gif' }))
    expect(within(dialog()).getByRole('img', { name: '第 1 张图片' })).toBeInTheDocument()
    await user.click(own('保存'))
    await elapse('100 ms')
    expect(rows()).toEqual(['看图1 张图片 · 看图'])
    await user.keyboard('{Escape}')
    await user.type(box(), '/{Enter}')
    await elapse('100 ms')
    expect(box()).toHaveValue('看图')
    const tray = screen.getByRole('group', { name: '待发图片' })
    expect(within(tray).getByRole('img', { name: /1\.gif/ })).toBeInTheDocument()
    expect(within(tray).getByRole('button', { name: '发送 1 张' })).toBeEnabled()
    expect(sent()).toEqual([])
  })
  test('that are none are refused by name', async () => {
    const { user, choose } = await aManager()
    await user.click(own('新建'))
    await choose('添加图片', new File(['<b>'], '网页.png', { type: 'image/png' }))
    expect(within(dialog()).getByText('网页.png 不能添加，请换一张图片')).toBeVisible()
    expect(within(dialog()).queryByRole('img', { name: '第 1 张图片' })).toBeNull()
  })
})

describe('files', () => {
  test('a good one is taken in; what is there already is not doubled', async () => {
    keep({ title: '一', text: '一' })
    const { choose } = await aManager()
    await choose('导入', aFile({ title: '一', text: '一' }, { title: '二', text: '二' }))
    expect(screen.getByText('已导入 1 条，另有 1 条已经有了')).toBeVisible()
    expect(rows()).toHaveLength(2)
  })
  test('a bad one is refused as a whole, with the line that is wrong; put right it can be chosen again', async () => {
    keep()
    const { choose } = await aManager()
    await choose('导入', aFile({ text: '好' }, { text: 3 }))
    expect(screen.getByText('没有导入，文件第 8 行有误："text" 应为文字')).toBeVisible()
    expect(rows()).toEqual([])
    await choose('导入', aFile({ text: '好' }))
    expect(screen.getByText('已导入 1 条')).toBeVisible()
  })
  test('all of them are saved as one', async () => {
    keep({ title: '一', text: '一' }, { text: '二', pictures: ['gone'] })
    const saved: Blob[] = []
    vi.stubGlobal(
      'URL',
      Object.assign(URL, { createObjectURL: (file: Blob) => (saved.push(file), 'blob:x') }),
    )
    const click = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockReturnValue()
    const { user } = await aManager()
    await user.click(own('导出'))
    await elapse('100 ms')
    expect(click.mock.contexts[0]).toHaveProperty('download', '快捷回复-2026-11-20.json')
    expect(JSON.parse((await saved[0]?.text()) ?? '')).toEqual({
      v: 1,
      replies: [
        { title: '一', text: '一', pictures: [] },
        { title: '', text: '二', pictures: [] },
      ],
    })
    expect(screen.getByText('已导出 2 条，其中 1 张图片已不在这个浏览器里')).toBeVisible()
  })
})
