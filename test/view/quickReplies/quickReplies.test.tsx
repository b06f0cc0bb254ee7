import { act, fireEvent, screen } from '@testing-library/react'
import { beforeAll, describe, expect, test } from 'vitest'
import { SEND_KEY } from '~/store/keys'
import { pinyin } from '~/view/quickReplies/pinyin'
import { ownTheClock, elapse, aTalk, PHONE, SALER, type Visit } from '~test/support/renderChat'
import { aDesk, box, button, keep, kept, KEY, press } from '~test/view/quickReplies/aDesk'

ownTheClock()
beforeAll(pinyin.bring)

const options = () => screen.queryAllByRole('option', { hidden: true })
const titles = () => options().map((option) => option.querySelector('span')?.textContent)
const active = () => document.getElementById(box().getAttribute('aria-activedescendant') ?? '')?.textContent
const list = () => screen.queryByRole('listbox', { hidden: true })

const FREIGHT = { title: '运费说明', text: '满 99 元包邮' }
const RETURNS = { title: '退换货', text: '七天无理由' }

describe('who has them', () => {
  test.each<[string, Visit, number]>([
    ['a salesperson at a PC', { pair: SALER }, 1],
    ['not a member', {}, 0],
    ['not a phone', { pair: SALER, userAgent: PHONE }, 0],
  ])('%s', async (_, visit, count) => {
    const { chat } = await aTalk({}, visit)
    expect(screen.queryAllByRole('button', { name: '快捷回复', hidden: true })).toHaveLength(count)
    await chat.user.type(box(), '/')
    await elapse('100 ms')
    expect(screen.queryAllByRole('listbox', { hidden: true })).toHaveLength(count)
  })
  test('in English too', async () => {
    const { user } = await aDesk({ lang: 'en' })
    await user.click(button('Quick replies'))
    expect(list()).toHaveAccessibleName('Quick replies')
  })
})

describe('the slash', () => {
  test.each(['/', '／', '、'])(
    '%s in the empty box opens them, the most used first; the focus stays',
    async (sign) => {
      keep(FREIGHT, { ...RETURNS, used: 2 })
      const { user } = await aDesk()
      await user.type(box(), sign)
      await elapse('100 ms')
      expect(titles()).toEqual(['退换货', '运费说明'])
      expect(box()).toHaveFocus()
      expect(active()).toContain('退换货')
      expect(screen.getByText('2 条快捷回复')).toBeInTheDocument()
    },
  )
  test('within a text opens nothing, and neither does what is left of a text', async () => {
    const { user } = await aDesk()
    await user.type(box(), '1/')
    await elapse('100 ms')
    expect(list()).toBeNull()
    await user.clear(box())
    await user.type(box(), '/a{Escape}{Backspace}')
    await elapse('100 ms')
    expect(box()).toHaveValue('/')
    expect(list()).toBeNull()
  })
  test('and what is written after it looks for them, by pinyin too; Enter inserts, and sends nothing', async () => {
    keep(RETURNS, FREIGHT)
    const { sent, user } = await aDesk()
    await user.type(box(), '/yf')
    await elapse('100 ms')
    expect(titles()).toEqual(['运费说明'])
    await user.keyboard('{Enter}')
    expect(box()).toHaveValue('满 99 元包邮')
    expect(box().selectionStart).toBe(8)
    expect(list()).toBeNull()
    expect(box()).not.toHaveAttribute('aria-activedescendant')
    expect(sent()).toEqual([])
    // the next one is meant
    await user.keyboard('{Enter}')
    expect(sent()).toEqual(['满 99 元包邮'])
  })
  test('what was inserted counts, and stands first the next time', async () => {
    keep(RETURNS, FREIGHT)
    const { user } = await aDesk()
    await user.type(box(), '/yf{Enter}')
    await user.clear(box())
    await user.type(box(), '/')
    expect(titles()).toEqual(['运费说明', '退换货'])
    expect(kept().map(({ used }) => used)).toEqual([0, 1])
  })
})

describe('keys', () => {
  test('arrows go round', async () => {
    keep({ text: 'a' }, { text: 'b' }, { text: 'c' })
    const { user } = await aDesk()
    await user.type(box(), '/')
    await elapse('100 ms')
    const seen = [active()]
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowUp']) {
      press(key)
      seen.push(active())
    }
    expect(seen).toEqual(['a', 'b', 'c', 'a', 'c'])
    press('Enter')
    expect(box()).toHaveValue('c')
  })
  test('Escape closes them and leaves the text, which is sent as usual then', async () => {
    const { sent, user } = await aDesk()
    await user.type(box(), '/yf{Escape}')
    expect(list()).toBeNull()
    expect(box()).toHaveValue('/yf')
    expect(box()).toHaveFocus()
    await user.keyboard('{Enter}')
    expect(sent()).toEqual(['/yf'])
  })
  test('Enter sends nothing where nothing is found, and says how to go on', async () => {
    const { sent, user } = await aDesk()
    await user.type(box(), '/zzz{Enter}')
    expect(sent()).toEqual([])
    expect(screen.getByText('没有找到，按 Esc 关闭后可以照常发送')).toBeVisible()
  })
  test('nor with Ctrl where that sends', async () => {
    localStorage.setItem(SEND_KEY, '"ctrl"')
    keep(FREIGHT)
    const { sent, user } = await aDesk()
    await user.type(box(), '/')
    await user.keyboard('{Control>}{Enter}{/Control}')
    expect(sent()).toEqual([])
    expect(box()).toHaveValue('满 99 元包邮')
  })
  test('that is held inserts once and sends nothing', async () => {
    keep({ text: '好' })
    const { sent, user } = await aDesk()
    await user.type(box(), '/')
    press('Enter', { repeat: true })
    expect(box()).toHaveValue('/')
    press('Enter')
    press('Enter', { repeat: true })
    expect(box()).toHaveValue('好')
    expect(sent()).toEqual([])
  })
  test.each<[string, (confirm: () => void) => void]>([
    ['is told as composing', () => press('Enter', { isComposing: true })],
    ['is told as 229', () => press('Enter', { keyCode: 229 })],
    [
      'comes after the end of the composition, in the same task',
      (end) => {
        end()
        press('Enter')
      },
    ],
  ])('of an input method choose nothing: Enter that %s', async (_, enter) => {
    keep(FREIGHT)
    const { user } = await aDesk()
    await user.type(box(), '/')
    fireEvent.compositionStart(box())
    press('ArrowDown', { isComposing: true })
    enter(() => fireEvent.compositionEnd(box(), { data: '运' }))
    expect(box()).toHaveValue('/')
    expect(options()).toHaveLength(1)
  })
  test('Shift+Enter breaks the line, and what follows looks for nothing', async () => {
    const { user } = await aDesk()
    await user.type(box(), '/a{Shift>}{Enter}{/Shift}b')
    expect(box()).toHaveValue('/a\nb')
    expect(list()).toBeNull()
  })
})

describe('the button', () => {
  test('opens them at the caret, and inserts there', async () => {
    keep(FREIGHT, RETURNS)
    const { user } = await aDesk()
    await user.type(box(), '您好，谢谢')
    box().setSelectionRange(3, 3)
    await user.click(button('快捷回复'))
    expect(box()).toHaveFocus()
    await user.keyboard('thh')
    await elapse('100 ms')
    expect(titles()).toEqual(['退换货'])
    await user.keyboard('{Enter}')
    expect(box()).toHaveValue('您好，七天无理由谢谢')
  })
  test('closes them again; so does a press beside them', async () => {
    const { user } = await aDesk()
    await user.click(button('快捷回复'))
    expect(list()).toBeVisible()
    await user.click(button('快捷回复'))
    expect(list()).toBeNull()
    await user.click(button('快捷回复'))
    await user.click(screen.getByText('旁边'))
    expect(list()).toBeNull()
  })
  test('the mouse chooses one, and the focus comes back', async () => {
    keep(FREIGHT, RETURNS)
    const { user } = await aDesk()
    await user.click(button('快捷回复'))
    await user.hover(screen.getByRole('option', { name: /退换货/ }))
    expect(active()).toContain('退换货')
    await user.click(screen.getByRole('option', { name: /退换货/ }))
    expect(box()).toHaveValue('七天无理由')
    expect(box()).toHaveFocus()
  })
})

describe('variables', () => {
  test('that the conversation knows are filled in by themselves', async () => {
    keep({ text: '{昵称}您好，订单 {订单号} 已发出' })
    const { user } = await aDesk({ nickname: '小王', topic: { type: 'ORDER_CHAT', id: 'A1' } })
    await user.type(box(), '/{Enter}')
    expect(box()).toHaveValue('小王您好，订单 A1 已发出')
  })
  test('of a Chinese reply are known to who reads English too', async () => {
    keep({ text: '{昵称}, your {order}: {订单号}' })
    const { user } = await aDesk({ nickname: '小王', topic: { type: 'ORDER_CHAT', id: 'A1' }, lang: 'en' })
    await user.type(box(), '/{Enter}')
    expect(box()).toHaveValue('小王, your A1: A1')
  })
  test('that it does not know are asked for, and nothing is inserted before they are filled', async () => {
    keep({ text: '订单 {订单号}，单号 {快递单号}' })
    const { sent, user } = await aDesk({ topic: { type: 'GOOD_CHAT', id: 'G1' } })
    await user.type(box(), '/{Enter}')
    expect(box()).toHaveValue('/')
    expect(screen.getByRole('textbox', { name: '订单号' })).toHaveFocus()
    expect(button('插入')).toBeDisabled()
    await user.keyboard(' {Enter}')
    expect(box()).toHaveValue('/')
    await user.keyboard('A1{Enter}')
    expect(screen.getByRole('textbox', { name: '快递单号' })).toHaveFocus()
    await user.keyboard('SF1')
    expect(screen.getByText('订单 A1，单号 SF1')).toBeVisible()
    await user.keyboard('{Enter}')
    expect(box()).toHaveValue('订单 A1，单号 SF1')
    expect(box()).toHaveFocus()
    expect(sent()).toEqual([])
  })
  test('Escape leads back to the list, then closes it', async () => {
    keep({ text: '单号 {快递单号}' })
    const { user } = await aDesk()
    await user.type(box(), '/{Enter}{Escape}')
    expect(list()).toBeVisible()
    expect(box()).toHaveFocus()
    await user.keyboard('{Escape}')
    expect(list()).toBeNull()
    expect(box()).toHaveValue('/')
  })
})

describe('what is kept', () => {
  test('examples at first', async () => {
    const { user } = await aDesk()
    await user.type(box(), '/')
    expect(titles()).toEqual(['欢迎', '稍等', '运费说明', '发货进度', '退换货'])
  })
  test('none at all says what to do', async () => {
    keep()
    const { user } = await aDesk()
    await user.type(box(), '/')
    expect(screen.getByText('还没有快捷回复，可以在“管理”中新建或导入')).toBeVisible()
  })
  test('that is damaged starts anew', async () => {
    localStorage.setItem(KEY, '{"v": 1, "replies"')
    const { user } = await aDesk()
    await user.type(box(), '/hy')
    await elapse('100 ms')
    expect(titles()).toEqual(['欢迎'])
  })
  test('another tab changes is shown', async () => {
    keep(FREIGHT)
    const { user } = await aDesk()
    await user.type(box(), '/')
    expect(titles()).toEqual(['运费说明'])
    keep(FREIGHT, RETURNS)
    act(() => void window.dispatchEvent(new StorageEvent('storage', { key: KEY })))
    expect(titles()).toEqual(['运费说明', '退换货'])
  })
})

describe('pictures', () => {
  test('that are not in this browser any more are told of', async () => {
    keep({ text: '看图', pictures: ['gone'] })
    const { user } = await aDesk({ canUpload: true })
    await user.type(box(), '/{Enter}')
    await elapse('100 ms')
    expect(box()).toHaveValue('看图')
    expect(screen.getByText('图片已不在这个浏览器里，没有添加')).toBeVisible()
  })
  test('are told of where none can be sent', async () => {
    keep({ text: '看图', pictures: ['a'] })
    const { user } = await aDesk()
    await user.type(box(), '/{Enter}')
    expect(screen.getByText('这里不能发送图片，没有添加图片')).toBeVisible()
  })
})

test('they and the emoji never lie over each other: one closes as the other opens', async () => {
  keep(FREIGHT)
  const { user } = await aDesk()
  const emoji = () => button('表情').getAttribute('aria-expanded')
  await user.click(button('快捷回复'))
  expect([list() !== null, emoji()]).toEqual([true, 'false'])
  await user.click(button('表情'))
  await elapse('100 ms')
  expect([list() !== null, emoji()]).toEqual([false, 'true'])
  await user.type(box(), '/')
  await elapse('100 ms')
  expect([list() !== null, emoji()]).toEqual([true, 'false'])
})
