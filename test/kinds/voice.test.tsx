import { act, fireEvent, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { bubbleWidth, secondsOf } from '~/kinds/voice'
import { words } from '~/kinds/voiceWords'
import { langs } from '~/lib/lang'
import { ClipError, type ClipTrouble } from '~/lib/voice/trouble'
import { aPlayer } from './aPlayer'
import { show as showWith } from './show'

let sound: ReturnType<typeof aPlayer>
beforeEach(() => {
  sound = aPlayer()
})
afterEach(() => sound.player.pause())

const show = (fields: Record<string, unknown>, of: { id?: string; mine?: boolean } = {}) =>
  showWith(sound.player, fields, of)
const happens = (type: string) => act(() => void sound.audio.dispatchEvent(new Event(type)))

describe('a voice', () => {
  const clip = { type: 'VOICE', content: '/a.mp3', voiceLength: 7 }

  test('plays in the tap, pauses and resumes', async () => {
    const { container } = show(clip)
    // without a layout each click would be one at the foot of the bubble, where the bar is
    for (const element of container.querySelectorAll('span'))
      element.getBoundingClientRect = () => DOMRect.fromRect({ width: 107, height: 44 })
    const user = userEvent.setup()
    await user.click(screen.getByRole('button', { name: '播放语音 7 秒' }))
    expect(sound.audio.src).toBe('https://im.example/a.mp3')
    sound.audio.dispatchEvent(new Event('playing'))
    await user.click(await screen.findByRole('button', { name: '暂停语音 7 秒' }))
    await user.click(await screen.findByRole('button', { name: '播放语音 7 秒' }))
    expect(sound.play).toHaveBeenCalledTimes(2)
  })

  test('stops when another one is played', async () => {
    show(clip, { id: 'one' })
    show({ ...clip, voiceLength: 9 }, { id: 'two' })
    const user = userEvent.setup()
    await user.click(screen.getByRole('button', { name: '播放语音 7 秒' }))
    sound.audio.dispatchEvent(new Event('playing'))
    await user.click(screen.getByRole('button', { name: '播放语音 9 秒' }))
    expect(await screen.findByRole('button', { name: '暂停语音 9 秒' })).toBeVisible()
    expect(screen.getByRole('button', { name: '播放语音 7 秒' })).toBeVisible()
  })

  test('of a format that browsers cannot play says so and offers the file', async () => {
    sound.open.mockRejectedValue(new ClipError('wideband'))
    show({ ...clip, content: '/a.amr' })
    await userEvent.click(screen.getByRole('button', { name: '播放语音 7 秒' }))
    expect(await screen.findByText(/暂不支持宽带 AMR 语音/)).toBeVisible()
    const file = screen.getByRole('link', { name: '下载文件' })
    expect(file).toHaveAttribute('href', 'https://im.example/a.amr')
  })

  test('that did not load can be tried again', async () => {
    sound.open.mockRejectedValue(new ClipError('unreachable'))
    show(clip)
    const user = userEvent.setup()
    await user.click(screen.getByRole('button', { name: '播放语音 7 秒' }))
    sound.fails(2)
    expect(await screen.findByText(/语音加载失败/)).toBeVisible()
    await user.click(screen.getByRole('button', { name: '播放语音 7 秒' }))
    expect(sound.play).toHaveBeenCalledTimes(2)
    expect(screen.queryByText(/语音加载失败/)).toBeNull()
  })

  test('of unknown length tells it once its file did', async () => {
    show({ ...clip, voiceLength: -1 })
    expect(screen.getByText('--″')).toBeVisible()
    await userEvent.click(screen.getByRole('button', { name: '播放语音' }))
    sound.lasts(4.4)
    expect(await screen.findByText('4″')).toBeVisible()
  })

  test.each(['javascript:alert(1)', 'data:text/html,x', 'http://['])(
    'F71 at %j is never asked for',
    (content) => {
      show({ ...clip, content })
      expect(screen.queryByRole('button')).toBeNull()
      expect(screen.queryByRole('link')).toBeNull()
    },
  )

  test('is as wide as it is long', () => {
    expect([1, 2, 10, 60, 600].map(bubbleWidth)).toEqual([80, 89, 161, 251, 251])
    expect(bubbleWidth(null)).toBe(80)
  })

  test('F45 of a length that no voice has says so and keeps its size', () => {
    for (const voiceLength of [-1, 0, 1e9, 'long']) {
      const { container, unmount } = show({ ...clip, voiceLength })
      expect(container).toHaveTextContent('--″')
      expect(screen.getByRole('button')).toHaveStyle({ width: '80px' })
      unmount()
    }
    show({ ...clip, voiceLength: '12' })
    expect(screen.getByRole('button', { name: '播放语音 12 秒' })).toBeVisible()
  })

  test.each([
    [-1, null],
    [0, null],
    [7, 7],
    [12.7, 13],
    [0.3, 1],
    [600, 600],
    [4500, 5],
    [1e9, null],
  ])('F45 of voiceLength %s lasts %s s', (voiceLength, seconds) =>
    expect(secondsOf(voiceLength)).toBe(seconds),
  )
})

describe('a voice that plays', () => {
  const clip = { type: 'VOICE', content: '/a.mp3', voiceLength: 7 }
  const user = userEvent.setup()

  async function plays(of: { id?: string; mine?: boolean } = {}) {
    const view = show(clip, of)
    await user.click(screen.getByRole('button', { name: '播放语音 7 秒' }))
    act(() => sound.lasts(4.4))
    happens('playing')
    return { view, slider: await screen.findByRole('slider', { name: '播放进度' }) }
  }

  test('moves on by keys, and tells where it is', async () => {
    const { slider } = await plays()
    expect(slider).toHaveAttribute('aria-valuemax', '5')
    expect(slider).toHaveAttribute('aria-valuetext', '第 0 秒')
    slider.focus()
    const seen: number[] = []
    for (const key of ['ArrowRight', 'ArrowUp', 'ArrowLeft', 'PageUp', 'Home', 'End', 'PageDown', 'a']) {
      await user.keyboard(`{${key}}`)
      seen.push(sound.audio.currentTime)
    }
    expect(seen).toEqual([1, 2, 1, 4.4, 0, 4.4, 0, 0])
    await user.keyboard('{ArrowRight}')
    expect(slider).toHaveAttribute('aria-valuenow', '1')
    expect(slider).toHaveAttribute('aria-valuetext', '第 1 秒')
  })

  test('keeps its bar, with the focus, while it waits for the rest', async () => {
    const { slider } = await plays()
    slider.focus()
    happens('waiting')
    expect(slider).toHaveFocus()
    happens('playing')
    expect(slider).toHaveFocus()
    // another one has none while it is on its way
    happens('ended')
    await user.click(screen.getByRole('button', { name: '播放语音 7 秒' }))
    expect(screen.queryByRole('slider')).toBeNull()
  })

  test('moves on by a drag across its bubble, which is no tap', async () => {
    const { slider } = await plays()
    slider.getBoundingClientRect = () => DOMRect.fromRect({ x: 100, width: 200 })
    const button = screen.getByRole('button', { name: '暂停语音 7 秒' })
    const press = { button: 0, isPrimary: true, pointerId: 1 }
    const at = (clientX: number) =>
      new MouseEvent('click', { clientX, detail: 1, bubbles: true, cancelable: true })
    fireEvent.pointerDown(button, { ...press, clientX: 150 })
    fireEvent.pointerMove(button, { ...press, clientX: 155 })
    expect(sound.audio.currentTime).toBe(0)
    fireEvent.pointerMove(button, { ...press, clientX: 200 })
    fireEvent.pointerUp(button, press)
    fireEvent(button, at(200))
    expect(sound.audio.currentTime).toBeCloseTo(2.2)
    expect(screen.getByRole('button', { name: '暂停语音 7 秒' })).toBeVisible()
    fireEvent.pointerDown(button, { ...press, clientX: 150 })
    fireEvent.pointerUp(button, press)
    fireEvent(button, at(150))
    expect(await screen.findByRole('button', { name: '播放语音 7 秒' })).toBeVisible()
  })

  test('that ends under a drag does not begin anew as it is let go', async () => {
    const { slider } = await plays()
    slider.getBoundingClientRect = () => DOMRect.fromRect({ x: 100, width: 200 })
    const button = screen.getByRole('button', { name: '暂停语音 7 秒' })
    const press = { button: 0, isPrimary: true, pointerId: 1 }
    fireEvent.pointerDown(button, { ...press, clientX: 150 })
    fireEvent.pointerMove(button, { ...press, clientX: 300 })
    happens('ended')
    fireEvent.pointerUp(button, press)
    fireEvent.click(button, { detail: 1 })
    expect(screen.getByRole('button', { name: '播放语音 7 秒' })).toBeVisible()
    fireEvent.pointerDown(button, { ...press, clientX: 150 })
    fireEvent.pointerUp(button, press)
    fireEvent.click(button, { detail: 1 })
    expect(screen.getByRole('button', { name: '暂停语音 7 秒' })).toBeVisible()
  })

  test('is faster at a tap, and at another', async () => {
    await plays()
    for (const [from, to] of [
      [1, 1.5],
      [1.5, 2],
      [2, 1],
    ]) {
      await user.click(screen.getByRole('button', { name: `播放速度 ${from}×` }))
      expect(sound.audio.playbackRate).toBe(to)
    }
    expect(screen.getByRole('button', { name: '播放速度 1×' })).toHaveTextContent('1×')
  })

  test('goes on without its row, which shows it again', async () => {
    const { view } = await plays()
    view.unmount()
    show(clip)
    expect(screen.getByRole('button', { name: '暂停语音 7 秒' })).toBeVisible()
    expect(await screen.findByRole('slider')).toBeVisible()
    expect(sound.pause).not.toHaveBeenCalled()
  })

  test('shows how long it is by its message, not by its file, and at no other size', async () => {
    const { view } = await plays()
    expect(screen.getByText('7″')).toBeVisible()
    expect(screen.getByRole('button', { name: '暂停语音 7 秒' })).toHaveStyle({ width: '134px' })
    // large text leaves the sign as it is
    expect(view.container.querySelector('svg')).toHaveClass('shrink-0')
    // what lies over it and beside it makes no room for itself
    const [bubble] = view.container.children
    const added = [...(bubble?.children ?? [])].slice(1)
    expect(added.length).toBe(2)
    for (const element of added) expect(element).toHaveClass('absolute')
  })

  test('of the other side has a dot until it is heard; an own one has none', async () => {
    show(clip, { id: 'theirs' })
    const dots = () => screen.queryAllByRole('img', { name: '未播放' }).length
    expect(dots()).toBe(1)
    show({ ...clip, voiceLength: 9 }, { id: 'mine', mine: true })
    expect(dots()).toBe(1)
    await user.click(screen.getByRole('button', { name: '播放语音 7 秒' }))
    expect(dots()).toBe(1)
    happens('playing')
    expect(dots()).toBe(0)
  })
})

describe('a voice that does not play', () => {
  const troubles = Object.keys(words['zh-CN'].troubles) as ClipTrouble[]

  test.each(troubles)('because it is %s says so, and has the file', async (trouble) => {
    sound.open.mockRejectedValue(new ClipError(trouble))
    show({ type: 'VOICE', content: '/a.amr', voiceLength: 7 })
    await userEvent.click(screen.getByRole('button', { name: '播放语音 7 秒' }))
    // what is kept from the page is tried unread
    if (trouble === 'kept') sound.fails(4)
    expect(await screen.findByText(words['zh-CN'].troubles[trouble])).toBeVisible()
    const file = screen.getByRole('link', { name: '下载文件' })
    expect(file).toHaveAttribute('href', 'https://im.example/a.amr')
    expect(file).toHaveAttribute('rel', 'noopener noreferrer')
    expect(screen.getByRole('img', { name: '未播放' })).toBeVisible()
  })

  test('has a sentence of its own for every reason, in each language', () => {
    for (const lang of langs) {
      const said = Object.values(words[lang].troubles)
      expect(new Set(said).size).toBe(said.length)
      expect(said.filter((text) => /[!！]/.test(text))).toEqual([])
    }
  })
})
