import { fireEvent, render, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import type { ReactNode } from 'react'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { body, decode, kinds, summarise } from '~/kinds/index'
import { type Ports, PortsProvider, type ViewPicture, ViewPictureProvider } from '~/kinds/ports'
import { bubbleWidth, secondsOf } from '~/kinds/voice'
import { createAudioPlayer } from '~/lib/audioPlayer'
import { langs } from '~/lib/lang'
import { aDocument, aWireMessage } from '~test/builders'
import { aPorts } from '~test/support/aPorts'

const contentOf = (fields: Record<string, unknown>) => decode(aWireMessage(aDocument(fields)))

/** An `<audio>` that the test plays. */
function aPlayer() {
  const audio = document.createElement('audio')
  const play = vi.spyOn(audio, 'play').mockImplementation(() => Promise.resolve())
  vi.spyOn(audio, 'pause').mockImplementation(() => void audio.dispatchEvent(new Event('pause')))
  const fails = (code: number) => {
    Object.defineProperty(audio, 'error', { value: { code }, configurable: true })
    audio.dispatchEvent(new Event('error'))
  }
  return { player: createAudioPlayer(() => audio), audio, play, fails }
}

let sound: ReturnType<typeof aPlayer>
beforeEach(() => {
  sound = aPlayer()
})

type Options = Partial<Pick<Ports, 'player' | 'letIn'>> & { id?: string; view?: ViewPicture | null }

function show(
  fields: Record<string, unknown>,
  { id = 'm', player = sound.player, letIn = new Set(), view = null }: Options = {},
) {
  const ports = aPorts({ player, letIn, isForeign: (url) => new URL(url).host === 'other.example' })
  const wrap = (children: ReactNode) => (
    <PortsProvider value={ports}>
      <ViewPictureProvider value={view}>{children}</ViewPictureProvider>
    </PortsProvider>
  )
  return render(wrap(body(contentOf(fields), { id, mine: false })))
}

describe('every kind', () => {
  const samples = Object.values(kinds).flatMap(({ type, samples }) =>
    samples.map((sample) => ({ ...sample, type })),
  )
  test.each(samples)('shows and tells its sample %#', (sample) => {
    const content = contentOf(sample)
    expect(content.type).toBe(sample.type)
    const { container } = show(sample)
    expect(container).not.toBeEmptyDOMElement()
    for (const lang of langs) expect(summarise(content, lang)).not.toBe('')
  })
  test('has a registry entry of its own name', () => {
    for (const [name, kind] of Object.entries(kinds)) expect(kind.type).toBe(name)
  })
})

describe('what no kind can show is unsupported', () => {
  test.each(['LOCATION', '', 'constructor', '__proto__', 'toString'])('F42 a type %j', (type) => {
    expect(contentOf({ type })).toEqual({ type: 'UNSUPPORTED' })
  })
  test.each(['TEXT', 'IMAGE', 'VOICE'])('an empty %s', (type) => {
    expect(contentOf({ type, content: null })).toEqual({ type: 'UNSUPPORTED' })
  })
  test('a message over which its kind stumbles', () => {
    vi.spyOn(kinds.TEXT, 'decode').mockImplementationOnce(() => {
      throw new Error('planted')
    })
    expect(contentOf({})).toEqual({ type: 'UNSUPPORTED' })
  })
})

test('F69 a text is text, whatever it looks like', () => {
  const text =
    '<img src=x onerror=alert(1)><script>alert(1)</script><svg onload=alert(1)>\n</textarea> {{1+1}} ${1} &amp;'
  const { container } = show({ content: text })
  expect(container.textContent).toBe(text)
  expect(container.querySelector('img, script, svg, textarea')).toBeNull()
})

describe('a picture', () => {
  test('F72 has its box before anything is loaded, waits to be near, and tells no referrer', () => {
    const { container } = show({ type: 'IMAGE', content: '/a.png' })
    const img = container.querySelector('img')
    expect(img).toHaveAttribute('src', 'https://im.example/a.png')
    expect(img).toHaveAttribute('width', '150')
    expect(img).toHaveAttribute('loading', 'lazy')
    expect(img).toHaveAttribute('referrerpolicy', 'no-referrer')
    expect(screen.getByRole('link', { name: '查看图片' })).toHaveAttribute('rel', 'noopener noreferrer')
  })
  test('F72 that does not load says so, and is asked for again at a tap', async () => {
    const { container } = show({ type: 'IMAGE', content: '/a.png' })
    container.querySelector('img')?.dispatchEvent(new Event('error'))
    await userEvent.click(await screen.findByRole('button', { name: /图片加载失败/ }))
    // a browser may have kept the failure
    expect(container.querySelector('img')).toHaveAttribute('src', 'https://im.example/a.png?again=1')
    expect(screen.getByRole('link', { name: '查看图片' })).toHaveAttribute('href', 'https://im.example/a.png')
  })
  test.each(['javascript:alert(1)', 'data:image/svg+xml,<svg/>', 'bare.jpg', 'blob:x', 'ftp://a/b.png'])(
    'F71 at %j is never asked for',
    (content) => {
      const { container } = show({ type: 'IMAGE', content })
      expect(container.querySelector('img, a')).toBeNull()
      expect(screen.getByText('无法显示这张图片')).toBeVisible()
    },
  )
})

describe('a picture where there is a viewer', () => {
  const link = () => screen.getByRole('link', { name: '查看图片' })
  /** Whether the browser is left to follow the link. */
  const follows = (init: MouseEventInit = {}) => fireEvent.click(link(), init)

  test('is shown there by a tap, and says so beforehand', async () => {
    const view = vi.fn<ViewPicture>(() => Promise.resolve(true))
    show({ type: 'IMAGE', content: '/a.png' }, { view, id: 'row' })
    expect(link()).toHaveAttribute('aria-haspopup', 'dialog')
    expect(follows()).toBe(false)
    expect(view).toHaveBeenCalledExactlyOnceWith('row')
    expect(link()).toHaveAttribute('aria-busy', 'true')
    await waitFor(() => expect(link()).toHaveAttribute('aria-busy', 'false'))
  })
  test.each([{ ctrlKey: true }, { metaKey: true }, { shiftKey: true }, { altKey: true }])(
    'opens its own page where that is asked for by %j',
    (init) => {
      const view = vi.fn<ViewPicture>(() => Promise.resolve(true))
      show({ type: 'IMAGE', content: '/a.png' }, { view })
      expect(follows(init)).toBe(true)
      expect(view).not.toHaveBeenCalled()
    },
  )
  test('leads to its own page where the viewer did not arrive, and tries again after that', async () => {
    const view = vi.fn<ViewPicture>(() => Promise.resolve(false))
    show({ type: 'IMAGE', content: '/a.png' }, { view })
    follows()
    const fallback = await screen.findByRole('link', { name: '点按打开' })
    expect(fallback).toHaveTextContent('点按打开')
    expect(fireEvent.click(fallback)).toBe(true)
    expect(view).toHaveBeenCalledTimes(1)
    expect(follows()).toBe(false)
    expect(view).toHaveBeenCalledTimes(2)
    await screen.findByRole('link', { name: '点按打开' })
  })
})

describe('a picture on a host that is not one of ours', () => {
  const foreign = { type: 'IMAGE', content: 'https://other.example/a.png' }

  test('F73 is asked for by a tap only, which is told the host', async () => {
    const { container } = show(foreign)
    expect(container.querySelector('img')).toBeNull()
    await userEvent.click(screen.getByRole('button', { name: /^other\.example ?点按加载$/ }))
    expect(container.querySelector('img')).toHaveAttribute('src', 'https://other.example/a.png')
    expect(container.querySelector('img')).toHaveAttribute('referrerpolicy', 'no-referrer')
    expect(screen.getByRole('link', { name: '查看图片' })).toHaveFocus()
  })
  test('F73 has a page of its own where it is not let in here', async () => {
    const { container } = show(foreign)
    await userEvent.click(screen.getByRole('button', { name: /点按加载/ }))
    container.querySelector('img')?.dispatchEvent(new Event('error'))
    const link = await screen.findByRole('link', { name: /^图片加载失败 ?点按打开$/ })
    expect(link).toHaveAttribute('href', 'https://other.example/a.png')
    expect(link).toHaveAttribute('rel', 'noopener noreferrer')
  })
  test('F73 that was let in once needs no second tap in this visit', async () => {
    const letIn = new Set<string>()
    const { unmount } = show(foreign, { letIn })
    await userEvent.click(screen.getByRole('button', { name: /点按加载/ }))
    unmount()
    show(foreign, { letIn })
    expect(screen.getByRole('link', { name: '查看图片' })).toBeVisible()
  })
  test('F46 has the same box whatever size the message claims', () => {
    const sizes = [-1, 0, 1e12, -5, 'huge'].map((imageSize) => {
      const { container, unmount } = show({ type: 'IMAGE', content: '/a.png', imageSize })
      const { style } = container.querySelector('a') ?? {}
      unmount()
      return style?.cssText
    })
    expect(new Set(sizes)).toEqual(new Set(['width: 150px; height: 150px;']))
  })
})

describe('a voice', () => {
  const clip = { type: 'VOICE', content: '/a.mp3', voiceLength: 7 }

  test('plays in the tap, pauses and resumes', async () => {
    show(clip)
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
    show({ ...clip, content: '/a.amr' })
    await userEvent.click(screen.getByRole('button', { name: '播放语音 7 秒' }))
    sound.fails(4)
    expect(await screen.findByText(/暂时不能播放 AMR 格式的语音/)).toBeVisible()
    const file = screen.getByRole('link', { name: '下载文件' })
    expect(file).toHaveAttribute('href', 'https://im.example/a.amr')
  })

  test('that did not load can be tried again', async () => {
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
    Object.defineProperty(sound.audio, 'duration', { value: 4.4, configurable: true })
    sound.audio.dispatchEvent(new Event('loadedmetadata'))
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
