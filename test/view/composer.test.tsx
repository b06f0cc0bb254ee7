import { act, fireEvent, render, screen, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { createRef } from 'react'
import { describe, expect, test } from 'vitest'
import { draftKeys } from '~/store/keys'
import { ChatPageProvider } from '~/view/ChatContext'
import { Composer, type ComposerHandle } from '~/view/Composer'
import { loadWords } from '~/view/words'
import { PAIR } from '~test/builders'
import {
  aTalk,
  aWorld,
  elapse,
  ownTheClock,
  PHONE,
  renderChat,
  SEND,
  setVisibility,
  shownTexts,
} from '~test/support/renderChat'
import { aChat } from '~test/sync/aChat'
// what arrives later would do so by the machine's time and not by the test's
import '~/view/composer/ComposerParts'

ownTheClock()

const box = () => screen.getByRole<HTMLTextAreaElement>('textbox')
const button = (name: string) => screen.getByRole('button', { name })
const drafts = () =>
  Object.entries(localStorage).flatMap(([key, value]) =>
    key.startsWith(draftKeys(PAIR)) ? [(JSON.parse(String(value)) as { text: string }).text] : [],
  )
const press = (key: string, fields: object = {}) =>
  fireEvent.keyDown(box(), { key, keyCode: key === 'Enter' ? 13 : 0, ...fields })
const write = (text: string) => fireEvent.change(box(), { target: { value: text } })

describe('Enter', () => {
  test('sends what stands there, once, however long it is held', async () => {
    await aTalk()
    write('二')
    press('Enter')
    press('Enter', { repeat: true })
    press('Enter')
    write('三')
    // the next text is not what the held key meant; neither does it break the line
    expect(press('Enter', { repeat: true })).toBe(false)
    await elapse('3 s')
    expect(shownTexts()).toEqual(['一', '二'])
    expect(box()).toHaveValue('三')
  })

  test.each<[string, (confirm: () => void) => void]>([
    [
      'the key comes before the end of the composition',
      (end) => {
        press('Enter', { isComposing: true })
        end()
      },
    ],
    [
      'the key comes after it, in the same task',
      (end) => {
        end()
        press('Enter')
      },
    ],
    [
      'the key is told as 229',
      (end) => {
        press('Enter', { keyCode: 229 })
        end()
      },
    ],
  ])('that confirms a word of an input method sends nothing: %s', async (_, confirm) => {
    await aTalk()
    fireEvent.compositionStart(box())
    write('你好')
    confirm(() => fireEvent.compositionEnd(box(), { data: '你好' }))
    await elapse('1 s')
    expect(shownTexts()).toEqual(['一'])
    press('Enter')
    await elapse('1 s')
    expect(shownTexts()).toEqual(['一', '你好'])
  })

  test('breaks the line on a phone', async () => {
    const { chat } = await aTalk({}, { userAgent: PHONE })
    await chat.user.type(box(), '二{Enter}三')
    expect(box()).toHaveValue('二\n三')
    expect(box()).toHaveAttribute('enterkeyhint', 'enter')
    expect(screen.queryByRole('button', { name: '回车键设置' })).toBeNull()
  })

  test('breaks the line where Ctrl+Enter was chosen to send, also on the next visit', async () => {
    const { chat, world } = await aTalk()
    await chat.user.click(button('回车键设置'))
    expect(screen.getByRole('menuitemradio', { name: '按 Enter 发送', checked: true })).toHaveFocus()
    await chat.user.click(screen.getByRole('menuitemradio', { name: '按 Ctrl+Enter 发送' }))
    expect(box()).toHaveFocus()
    await chat.user.keyboard('二{Enter}三')
    expect(box()).toHaveValue('二\n三')
    chat.leave()
    const { user } = await renderChat(world)
    await user.keyboard('{Control>}{Enter}{/Control}')
    await elapse('1 s')
    expect(shownTexts()).toEqual(['一', '二\n三'])
  })

  test('Escape closes the choice and gives the focus back', async () => {
    const { chat } = await aTalk()
    act(() => button('回车键设置').focus())
    await chat.user.keyboard('{Enter}{Escape}')
    expect(screen.queryByRole('menu')).toBeNull()
    expect(button('回车键设置')).toHaveFocus()
  })
})

test('a setting limits the text; what is over it stays whole and says why it is not sent', async () => {
  const { chat } = await aTalk({}, { env: { VITE_TEXT_LIMIT: '3' } })
  await chat.user.type(box(), '一二三四{Enter}')
  expect(screen.getByText('超出 1 字，请删减后发送')).toBeVisible()
  expect(button('发送')).toBeDisabled()
  expect(box()).toHaveValue('一二三四')
  await chat.user.keyboard('{Backspace}')
  expect(screen.getByText('还可输入 0 字')).toBeVisible()
  expect(button('发送')).toBeEnabled()
})

describe('a draft', () => {
  test('is there on the next visit with its caret, and is kept 300 ms after the last change', async () => {
    const { chat, world } = await aTalk()
    write('写到一半')
    await elapse('200 ms')
    write('写到一半的')
    await elapse('200 ms')
    expect(drafts()).toEqual([])
    await elapse('100 ms')
    expect(drafts()).toEqual(['写到一半的'])
    box().setSelectionRange(1, 3)
    chat.leave()
    await renderChat(world)
    expect(box()).toHaveValue('写到一半的')
    expect([box().selectionStart, box().selectionEnd]).toEqual([1, 3])
  })

  test('is kept at once when the page is hidden, and gone at once when it was sent or emptied', async () => {
    await aTalk()
    write('二')
    setVisibility('hidden')
    expect(drafts()).toEqual(['二'])
    setVisibility('visible')
    write('')
    expect(drafts()).toEqual([])
    write('三')
    await elapse('300 ms')
    expect(drafts()).toEqual(['三'])
    press('Enter')
    expect(drafts()).toEqual([])
    setVisibility('hidden')
    expect(drafts()).toEqual([])
  })

  test('of another tab stays where this one sends its own', async () => {
    const { world } = await aTalk()
    const first = within(document.body)
    const [one] = first.getAllByRole<HTMLTextAreaElement>('textbox')
    await renderChat(world)
    const [, other] = first.getAllByRole<HTMLTextAreaElement>('textbox')
    if (!one || !other) throw new Error('no two tabs')
    fireEvent.change(one, { target: { value: '甲' } })
    await elapse('300 ms')
    fireEvent.change(other, { target: { value: '乙' } })
    await elapse('300 ms')
    expect(drafts().sort()).toEqual(['乙', '甲'].sort())
    fireEvent.keyDown(other, { key: 'Enter', keyCode: 13 })
    expect(drafts()).toEqual(['甲'])
  })

  test('is let go by a tab that hears that this browser was cleared, and not written again', async () => {
    await aTalk()
    write('写到一半')
    await elapse('300 ms')
    localStorage.clear()
    localStorage.setItem('jh-im:cleared', '7')
    act(() => void window.dispatchEvent(new StorageEvent('storage', { key: 'jh-im:cleared' })))
    expect(box()).toHaveValue('')
    setVisibility('hidden')
    expect(drafts()).toEqual([])
    // what is written afterwards is somebody else's
    setVisibility('visible')
    write('新的')
    await elapse('300 ms')
    expect(drafts()).toEqual(['新的'])
  })
})

describe('the focus', () => {
  test('is in the box of a PC from the beginning, and after sending', async () => {
    const { chat } = await aTalk()
    expect(box()).toHaveFocus()
    await chat.user.keyboard('二')
    await chat.user.click(button('发送'))
    expect(box()).toHaveFocus()
  })

  test('is not in the box of a phone, nor does the send button take it from there', async () => {
    const { chat } = await aTalk({}, { userAgent: PHONE })
    expect(document.body).toHaveFocus()
    await chat.user.type(box(), '二')
    await chat.user.click(button('发送'))
    expect(box()).toHaveFocus()
    act(() => box().blur())
    write('三')
    await chat.user.click(button('发送'))
    expect(document.body).toHaveFocus()
  })

  test('comes to the box with what is typed or pasted elsewhere on the page', async () => {
    const { chat } = await aTalk()
    const log = screen.getByRole('log')
    act(() => log.focus())
    await chat.user.keyboard('{ArrowUp}{Control>}c{/Control} ')
    expect(box()).not.toHaveFocus()
    await chat.user.keyboard('a')
    expect(box()).toHaveFocus()
    write('ad')
    box().setSelectionRange(1, 1)
    act(() => log.focus())
    await chat.user.paste('bc')
    expect(box()).toHaveFocus()
    expect(box()).toHaveValue('abcd')
    // an input method that was on begins in the box, too
    act(() => log.focus())
    fireEvent.keyDown(log, { key: 'Process', keyCode: 229 })
    expect(box()).toHaveFocus()
  })

  test('stays in a menu and in another field', async () => {
    const { chat } = await aTalk()
    await chat.user.click(button('回车键设置'))
    await chat.user.keyboard('x')
    expect(screen.getByRole('menuitemradio', { checked: true })).toHaveFocus()
    await chat.user.keyboard('{Escape}')
    const field = document.body.appendChild(document.createElement('input'))
    field.focus()
    await chat.user.keyboard('x')
    expect(field).toHaveValue('x')
    field.remove()
  })
})

describe('emoji', () => {
  test('go in where the caret is; the panel stays, and remembers them for the next time', async () => {
    const { chat } = await aTalk()
    write('你好')
    box().setSelectionRange(1, 1)
    await chat.user.click(button('表情'))
    expect(screen.queryByText('最近使用')).toBeNull()
    await chat.user.click(button('🌹'))
    await chat.user.click(button('👍'))
    expect(box()).toHaveValue('你🌹👍好')
    expect(box()).toHaveFocus()
    await chat.user.click(button('表情'))
    await chat.user.click(button('表情'))
    const recent = within(screen.getByRole('group', { name: '最近使用' }))
    expect(recent.getAllByRole('button').map((one) => one.textContent)).toEqual(['👍', '🌹'])
  })

  test('are chosen by keys: arrows, Home, End, Enter; Escape gives the focus back', async () => {
    const { chat } = await aTalk()
    act(() => button('表情').focus())
    await chat.user.keyboard('{Enter}')
    await elapse('100 ms')
    expect(button('😀')).toHaveFocus()
    // the key that has opened the panel is still held
    expect(fireEvent.keyDown(button('😀'), { key: 'Enter', repeat: true })).toBe(false)
    await chat.user.keyboard('{ArrowDown}{ArrowRight}{Enter}')
    expect(document.activeElement).toHaveTextContent('😍')
    expect(box()).toHaveValue('😍')
    await chat.user.keyboard('{Home}{Escape}')
    expect(screen.queryByRole('group', { name: '表情' })).toBeNull()
    expect(button('表情')).toHaveFocus()
  })

  test('are deleted one sign at a time', async () => {
    const { chat } = await aTalk()
    write('好👨‍👩‍👧🇨🇳')
    await chat.user.click(button('表情'))
    await chat.user.click(button('删除'))
    expect(box()).toHaveValue('好👨‍👩‍👧')
    await chat.user.click(button('删除'))
    expect(box()).toHaveValue('好')
  })

  test('stand on a phone where the keyboard was, until the box is tapped', async () => {
    const { chat } = await aTalk({}, { userAgent: PHONE })
    await chat.user.click(box())
    await chat.user.click(button('表情'))
    await elapse('100 ms')
    expect(box()).not.toHaveFocus()
    await chat.user.click(button('👍'))
    expect(box()).toHaveValue('👍')
    expect(box()).not.toHaveFocus()
    await chat.user.click(box())
    expect(screen.queryByRole('group', { name: '表情' })).toBeNull()
    expect(box()).toHaveFocus()
  })
})

test('an own message that failed comes back for editing behind what stands there', async () => {
  const refuse = http.post(SEND, () => HttpResponse.json({ success: false }))
  const { user } = await aTalk({}, { handlers: [refuse] }).then(({ chat }) => chat)
  write('二')
  await user.click(button('发送'))
  await elapse('1 s')
  write('一')
  await user.click(button('编辑'))
  expect(box()).toHaveValue('一\n二')
})

test('a quotation comes in front of what stands there, and the answer behind it', async () => {
  const words = await loadWords('zh-CN')
  const page = {
    chat: aChat().chat,
    lang: 'zh-CN',
    words,
    device: 'phone',
    textLimit: 2_000,
    resolveTopic: null,
    previewImage: null,
    desk: null,
  } as const
  const handle = createRef<ComposerHandle>()
  render(
    <ChatPageProvider value={page}>
      <Composer ref={handle} onSend={() => {}} onTyping={() => {}} />
    </ChatPageProvider>,
  )
  write('在的')
  act(() => handle.current?.quote('「林：在吗」\n'))
  expect(box()).toHaveValue('「林：在吗」\n在的')
  expect(box()).toHaveFocus()
  expect(box().selectionStart).toBe(box().value.length)
})

test('the buttons of the next composer are there at once: on a desk they would go and come with each conversation', async () => {
  const first = await renderChat(aWorld())
  expect(button('表情')).toBeVisible()
  first.unmount()
  await renderChat(aWorld(), { settle: false })
  expect(button('表情')).toBeVisible()
})
