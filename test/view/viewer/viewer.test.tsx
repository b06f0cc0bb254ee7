import { fireEvent, screen, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
// loaded before, so that it comes at once where it is wanted
import '~/view/viewer/Viewer'
import { fakeFileAddresses } from '~test/support/fileAddresses'
import { aWorld, elapse, HISTORY, ownTheClock, PHONE, renderChat, type Visit } from '~test/support/renderChat'

ownTheClock()
fakeFileAddresses()
beforeEach(() => {
  // jsdom moves nothing
  Object.assign(window, { matchMedia: () => ({ matches: true }) })
})
afterEach(() => {
  delete window.jhIm
  Reflect.deleteProperty(window, 'matchMedia')
})

const MINUTE = 60_000

/** More than is there at first. */
const LONG = Array.from({ length: 60 }, (_, i) => `第 ${i} 条`)

// `hidden`: to find out what of a page can be seen takes seconds here
const dialog = () => screen.getByRole('dialog', { name: '图片浏览', hidden: true })
const isOpen = () => screen.queryByRole('dialog', { hidden: true }) !== null
const button = (name: string) => within(dialog()).getByRole('button', { name, hidden: true })
const shown = () => dialog().querySelector('[data-slide="0"]')
const shownUrl = () => shown()?.querySelector('img')?.getAttribute('src')
const count = () => dialog().querySelector('[aria-hidden="true"].sr-only, p > span')?.textContent
const links = () => [...document.querySelectorAll<HTMLElement>('[role="log"] a[aria-label="查看图片"]')]

/** A conversation with these, the last one now and the others a minute apart before it; what begins with / is a picture. */
async function aTalk(contents: readonly string[], visit: Visit = {}) {
  const world = aWorld()
  const says = (content: string, at?: number) =>
    world.says({ content, type: /^(\/|http)/.test(content) ? 'IMAGE' : 'TEXT', status: 1 }, at)
  contents.forEach((content, i) => says(content, Date.now() - (contents.length - 1 - i) * MINUTE))
  const chat = await renderChat(world, visit)
  const open = async (index: number) => {
    await chat.user.click(links()[index] ?? document.body)
    await elapse('100 ms')
  }
  const press = async (key: string) => {
    await chat.user.keyboard(`{${key}}`)
    await elapse('100 ms')
  }
  return { world, chat, user: chat.user, says, open, press }
}

test('a tap shows the picture, and the arrows the others of the conversation, in order', async () => {
  const { open, press } = await aTalk(['/a.png', '好的', '/b.png', '/c.png'])
  await open(1)
  expect(shownUrl()).toMatch(/\/b\.png$/)
  expect(count()).toBe('2 / 3')
  expect(within(dialog()).getByRole('img', { name: '第 2 张图片，共 3 张' })).toBeVisible()
  await press('ArrowRight')
  expect(shownUrl()).toMatch(/\/c\.png$/)
  await press('ArrowRight')
  expect(count()).toBe('3 / 3')
  expect(button('下一张')).toHaveAttribute('aria-disabled', 'true')
  fireEvent.click(button('上一张'))
  await press('ArrowLeft')
  expect(shownUrl()).toMatch(/\/a\.png$/)
})

test('a finger that rests on the picture is left to the browser, whose menu saves it: nothing takes its events', async () => {
  const { open } = await aTalk(['/a.png'], { userAgent: PHONE })
  await open(0)
  const image = shown()?.querySelector('img') as HTMLElement
  const touches = [{ clientX: 40, clientY: 20 }]
  expect(fireEvent.touchStart(image, { touches })).toBe(true)
  await elapse('600 ms')
  expect(screen.queryByRole('menu', { hidden: true })).toBeNull()
  expect(fireEvent.contextMenu(image)).toBe(true)
  expect(fireEvent.touchEnd(image, { touches: [] })).toBe(true)
})

test('a key opens it, Escape closes it, and the focus is in it meanwhile and goes back', async () => {
  const { press, user } = await aTalk(['/a.png', '/b.png'])
  links()[0]?.focus()
  await press('Enter')
  expect(dialog()).toHaveFocus()
  expect(dialog()).toHaveAttribute('aria-modal', 'true')
  expect(screen.queryByRole('log')).toBeNull()
  const names: (string | null)[] = []
  for (let i = 0; i < 7; i += 1) {
    await user.tab()
    expect(dialog()).toContainElement(document.activeElement as HTMLElement)
    names.push(document.activeElement?.getAttribute('aria-label') ?? null)
  }
  expect(names.slice(0, 6)).toEqual(['放大', '缩小', '下载', '关闭', '上一张', '下一张'])
  expect(names[6]).toBe('放大')
  await user.tab({ shift: true })
  expect(button('下一张')).toHaveFocus()
  await press('ArrowRight')
  await press('Escape')
  expect(isOpen()).toBe(false)
  expect(links()[0]).toHaveFocus()
  expect(screen.getByRole('log')).toBeVisible()
})

test('what is typed in it is no message, and nothing counts as read behind it', async () => {
  const { open, press, world, chat } = await aTalk(['/a.png'])
  const isMarked = () => chat.asked().join().includes('updateUnreadP2pMessages')
  await open(0)
  await press('a')
  world.says({ content: '在吗' })
  await elapse('5 s')
  expect(isMarked()).toBe(false)
  await press('Escape')
  expect(screen.getByRole('textbox')).toHaveValue('')
  await elapse('5 s')
  expect(isMarked()).toBe(true)
})

test('new pictures and older ones join, and do not move the one that is looked at', async () => {
  const { open, press, says } = await aTalk(['/old.png', ...LONG, '/a.png', '/b.png', '/c.png'])
  await open(2)
  expect(count()).toBe('3 / 3')
  says('/new.png')
  await elapse('5 s')
  expect(count()).toBe('3 / 4')
  expect(shownUrl()).toMatch(/\/c\.png$/)
  await press('ArrowLeft')
  await press('ArrowLeft')
  await elapse('2 s')
  expect(shownUrl()).toMatch(/\/a\.png$/)
  expect(count()).toBe('2 / 5')
  await press('ArrowLeft')
  expect(shownUrl()).toMatch(/\/old\.png$/)
})

test('older pictures that could not be loaded are asked for again by the way there', async () => {
  const { open, chat } = await aTalk(['/old.png', ...LONG, '/a.png'])
  chat.server.use(http.get(HISTORY, () => HttpResponse.json(null, { status: 403 })))
  await open(0)
  await elapse('2 s')
  chat.server.resetHandlers()
  fireEvent.click(button('加载失败，点按重试'))
  await elapse('2 s')
  // and shown: that is what was wanted
  expect(count()).toBe('1 / 2')
  expect(shownUrl()).toMatch(/\/old\.png$/)
})

test('Back closes it at the same address, and closing it takes its entry away', async () => {
  const { open, press } = await aTalk(['/a.png'])
  const { href } = location
  const state: unknown = history.state
  await open(0)
  expect(history.state).not.toEqual(state)
  expect(location.href).toBe(href)
  history.back()
  await elapse('100 ms')
  expect(isOpen()).toBe(false)
  expect(links()[0]).toHaveFocus()
  expect(history.state).toEqual(state)
  await open(0)
  expect(history.state).not.toEqual(state)
  await press('Escape')
  await elapse('100 ms')
  expect(history.state).toEqual(state)
  expect(isOpen()).toBe(false)
})

test('one that does not load says so, and is asked for again', async () => {
  const { open, user } = await aTalk(['/a.png'])
  await open(0)
  fireEvent.error(shown()?.querySelector('img') ?? document.body)
  expect(within(dialog()).getByText('图片加载失败')).toBeVisible()
  await user.click(button('重试'))
  expect(shownUrl()).toMatch(/\/a\.png\?again=1$/)
  expect(dialog()).toHaveFocus()
})

test('F73 one on another host is not asked for until somebody taps, who is told the host', async () => {
  const foreign = 'https://other.example/b.png'
  const { open, press, user } = await aTalk(['/a.png', foreign], { env: { VITE_MEDIA_HOSTS: 'im.example' } })
  await open(0)
  expect(document.querySelector('[src^="https://other"]')).toBeNull()
  await press('ArrowRight')
  expect(document.querySelector('[src^="https://other"]')).toBeNull()
  expect(shown()).toHaveTextContent('other.example')
  expect(within(dialog()).queryByRole('button', { name: '下载' })).toBeNull()
  await user.click(button('点按加载'))
  expect(shownUrl()).toBe(foreign)
  fireEvent.error(shown()?.querySelector('img') ?? document.body)
  expect(within(dialog()).getByRole('link', { name: '打开原图' })).toHaveAttribute(
    'rel',
    'noopener noreferrer',
  )
})

test('a PC saves the picture, or leads to its page where its server does not let us; a phone has its own way', async () => {
  const { open, press, user, chat } = await aTalk(['/a.png'])
  await open(0)
  const saved: string[] = []
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function click(this: HTMLAnchorElement) {
    saved.push(this.download)
  })
  const headers = { 'content-type': 'image/png' }
  chat.server.use(http.get('*/a.png', () => HttpResponse.arrayBuffer(new ArrayBuffer(4), { headers })))
  await user.click(button('下载'))
  await elapse('100 ms')
  expect(saved).toEqual(['a.png'])
  chat.server.use(http.get('*/a.png', () => HttpResponse.error()))
  await user.click(button('下载'))
  await elapse('100 ms')
  expect(within(dialog()).getByText('无法直接下载，请打开原图后保存')).toBeVisible()
  const link = within(dialog()).getByRole('link', { name: '打开原图' })
  expect(link).toHaveAttribute('target', '_blank')
  expect(link).toHaveAttribute('rel', 'noopener noreferrer')
  // what revokes the file
  await elapse('60 s')
  await press('Escape')
  chat.leave()

  const other = await aTalk(['/a.png'], { userAgent: PHONE })
  await other.open(0)
  expect(within(dialog()).queryByRole('button', { name: '下载' })).toBeNull()
})

test('a host that has a viewer of its own shows it there, with the others', async () => {
  const previewImage = vi.fn<(current: string, urls: readonly string[]) => unknown>()
  window.jhIm = { previewImage }
  const { open } = await aTalk(['/a.png', '/b.png', 'https://other.example/c.png'], {
    env: { VITE_MEDIA_HOSTS: 'im.example' },
  })
  await open(1)
  expect(isOpen()).toBe(false)
  const [current, urls] = previewImage.mock.calls[0] ?? []
  expect(current).toMatch(/\/b\.png$/)
  // another host is not told of what nobody has let in
  expect(urls).toEqual([expect.stringMatching(/\/a\.png$/), current])
  for (const fails of [
    () => false,
    () => Promise.reject(new Error('of the host')),
    () => {
      throw new Error('of the host')
    },
  ]) {
    previewImage.mockImplementation(fails)
    await open(1)
    expect(shownUrl()).toMatch(/\/b\.png$/)
    fireEvent.click(button('关闭'))
    await elapse('100 ms')
  }
})
