import { act, screen } from '@testing-library/react'
import { describe, expect, test, vi } from 'vitest'
import { addresses, button, countAddresses, open, opener, panel, record, says, speak } from './aPanel'

countAddresses()

test('asks, records, and what is recorded is heard and sent', async () => {
  const chat = await open()
  expect(chat.pause).toHaveBeenCalled()
  expect(says()).toBe('请允许使用麦克风')
  expect(button('取消')).toHaveFocus()
  await speak(chat, 3.2)
  expect(says()).toBe('正在录音')
  expect(screen.getByRole('timer')).toHaveTextContent('0:03')
  expect(button('完成')).toHaveFocus()

  await chat.user.keyboard('{Enter}')
  expect(chat.microphone.isOpen()).toBe(false)
  expect(says()).toBe('录好了，共 3 秒，可以试听')
  expect(chat.sent).toEqual([])
  expect(button('试听 3 秒')).toHaveFocus()
  await chat.user.keyboard('{Enter}')
  expect(chat.audio.src).toBe('blob:1')
  expect(button('暂停试听 3 秒')).toHaveFocus()

  await chat.user.click(button('发送语音'))
  expect(chat.sent).toMatchObject([{ seconds: 3, name: 'voice-20260301101500.mp3' }])
  expect(panel()).toBe(null)
  expect(chat.player.playback('blob:1').phase).not.toBe('playing')
  expect([...addresses]).toEqual([])
  expect(opener()).toHaveFocus()
})

test('counts the last ten seconds down, and speaks of them once; a minute ends by itself', async () => {
  const chat = await open()
  await speak(chat, 49.9)
  expect(says()).toBe('正在录音')
  await act(async () => chat.microphone.hears(2.2))
  expect(says()).toBe('还剩 10 秒')
  expect(screen.getByText('还剩 8 秒')).toBeVisible()
  await act(async () => chat.microphone.hears(8))
  expect(says()).toBe('录好了，共 60 秒，可以试听')
  expect(button('试听 60 秒')).toHaveFocus()
})

test('shows how loud it is', async () => {
  const chat = await open()
  await speak(chat, 1)
  const bar = panel()?.querySelector('[data-level] > *')
  expect(bar).toHaveStyle({ transform: `scaleX(${Math.round(chat.recorder.level() * 24) / 24})` })
  expect(chat.recorder.level()).toBeGreaterThan(0.5)
})

test('what is too short is said and not kept, and one may try again', async () => {
  const chat = await record(0.4)
  expect(says()).toBe('录音不足 1 秒，没有保留')
  expect(screen.queryByRole('button', { name: '发送语音' })).toBe(null)
  expect(button('重录')).toHaveFocus()
  await chat.user.keyboard('{Enter}')
  await speak(chat, 2)
  expect(says()).toBe('正在录音')
})

test('may be recorded anew: what was there is gone, and silent', async () => {
  const chat = await record()
  await chat.user.click(button('试听 4 秒'))
  await chat.user.click(button('重录'))
  expect(chat.player.playback('blob:1').phase).not.toBe('playing')
  expect([...addresses]).toEqual([])
  await speak(chat, 2)
  await chat.user.click(button('完成'))
  expect(says()).toBe('录好了，共 2 秒，可以试听')
})

describe('a failure says what one can do', () => {
  test.each([
    ['refused', '没有麦克风权限，请在浏览器和系统的设置中允许后重试', true],
    ['missing', '没有找到麦克风，请接好后重试', true],
    ['inUse', '麦克风打不开，可能正被其他程序使用，请关闭后重试', true],
    ['broken', '录音没有成功，请重试', true],
    ['insecure', '当前网址不是 https，浏览器不允许录音，请改发文字', false],
    ['unsupported', '这个浏览器不能录音，请改发文字或换一个浏览器', false],
  ] as const)('%s', async (failure, sentence, isHopeful) => {
    const chat = await open()
    act(() => chat.microphone.fails(failure))
    expect(says()).toBe(sentence)
    expect(screen.queryByRole('button', { name: '重试' }) !== null).toBe(isHopeful)
    expect(button(isHopeful ? '重试' : '关闭')).toHaveFocus()
    await chat.user.keyboard('{Enter}')
    expect(panel() && says()).toBe(isHopeful ? '请允许使用麦克风' : null)
  })
  test('of listening: it can be sent all the same', async () => {
    const chat = await record()
    await chat.user.click(button('试听 4 秒'))
    act(() => chat.fails(4))
    expect(says()).toBe('这里无法试听，仍可发送')
    await chat.user.click(button('发送语音'))
    expect(chat.sent).toHaveLength(1)
  })
})

describe('Escape', () => {
  test('gives up what nobody has said anything into', async () => {
    const chat = await open()
    await chat.user.keyboard('{Escape}')
    expect(panel()).toBe(null)
    expect(chat.microphone.isOpen()).toBe(false)
    expect(opener()).toHaveFocus()
  })
  test('gives up a recording that has just begun, and ends a longer one', async () => {
    const short = await open()
    await speak(short, 2)
    await short.user.keyboard('{Escape}')
    expect(panel()).toBe(null)
    expect(short.microphone.isOpen()).toBe(false)

    short.unmount()
    const long = await open()
    await speak(long, 3.1)
    await long.user.keyboard('{Escape}')
    expect(says()).toBe('录好了，共 3 秒，可以试听')
  })
  test('asks before what is recorded is lost, and takes its question back', async () => {
    const chat = await record()
    await chat.user.keyboard('{Escape}')
    expect(says()).toBe('要放弃这段录音吗？')
    expect(button('保留')).toHaveFocus()
    await chat.user.keyboard('{Escape}')
    expect(button('试听 4 秒')).toHaveFocus()
    await chat.user.keyboard('{Escape}{Enter}')
    expect(button('试听 4 秒')).toHaveFocus()
    await chat.user.keyboard('{Escape}')
    await chat.user.click(button('放弃'))
    expect(panel()).toBe(null)
    expect(chat.sent).toEqual([])
  })
  test('does nothing while it is being encoded', async () => {
    const chat = await record(4, { options: { isSlow: true } })
    expect(says()).toBe('正在处理录音')
    await chat.user.keyboard('{Escape}')
    expect(panel()).not.toBe(null)
  })
  test('that is pressed elsewhere is not meant', async () => {
    const chat = await open()
    await speak(chat, 2)
    opener().focus()
    await chat.user.keyboard('{Escape}')
    expect(says()).toBe('正在录音')
  })
})

test('the held key that has opened it presses nothing', async () => {
  const chat = await open()
  await speak(chat, 2)
  await chat.user.keyboard('{Enter>2}')
  // the second is a repetition: it did not begin to play
  expect(chat.audio.src).toBe('blob:other')
  expect(button('试听 2 秒')).toHaveFocus()
})

test('the focus stays where somebody took it', async () => {
  const chat = await open()
  const field = document.createElement('textarea')
  document.body.append(field)
  field.focus()
  await speak(chat, 2)
  await chat.user.click(document.body)
  field.focus()
  act(() => chat.recorder.finish())
  await act(async () => {})
  expect(field).toHaveFocus()
  field.remove()
})

describe('a page that goes', () => {
  const hide = async () => {
    vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden')
    await act(async () => void document.dispatchEvent(new Event('visibilitychange')))
    vi.restoreAllMocks()
  }
  test('out of sight ends the recording on a phone, not on a PC', async () => {
    const pc = await open()
    await speak(pc, 2)
    await hide()
    expect(says()).toBe('正在录音')
    pc.unmount()

    const phone = await open({ device: 'phone' })
    await speak(phone, 2)
    await hide()
    expect(says()).toBe('录好了，共 2 秒，可以试听')
  })
  test('for good frees the microphone, be it asked for or open', async () => {
    const leave = () => act(async () => void window.dispatchEvent(new Event('pagehide')))
    const asked = await open()
    await leave()
    expect(panel()).toBe(null)
    expect(asked.microphone.isOpen()).toBe(false)
    asked.unmount()

    const opened = await open()
    await speak(opened, 2)
    await leave()
    expect(opened.microphone.isOpen()).toBe(false)
    expect(says()).toBe('录好了，共 2 秒，可以试听')
  })
  test('and a conversation that goes frees all', async () => {
    const chat = await record()
    await chat.user.click(button('试听 4 秒'))
    act(() => void chat.audio.dispatchEvent(new Event('playing')))
    chat.unmount()
    expect([...addresses]).toEqual([])
    expect(chat.recorder.state()).toEqual({ phase: 'idle' })
    expect(chat.player.playback('blob:1').phase).toBe('paused')
  })
})
