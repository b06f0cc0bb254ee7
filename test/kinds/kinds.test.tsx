import { fireEvent, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { describe, expect, test, vi } from 'vitest'
import { kinds, summarise } from '~/kinds/index'
import type { ViewPicture } from '~/kinds/ports'
import { langs } from '~/lib/lang'
import { aPlayer } from './aPlayer'
import { contentOf, show as showWith, type Shown } from './show'

const { player } = aPlayer()
const show = (fields: Record<string, unknown>, options?: Shown) => showWith(player, fields, options)

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
