import { fireEvent, screen, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { aTalk, elapse, ownTheClock, PHONE, SALER, setVisibility } from '~test/support/renderChat'

ownTheClock()
afterEach(() => void delete window.jhIm)

const header = () => screen.getByRole('banner').textContent ?? ''
const READS = 'updateUnreadP2pMessages'
const marks = (chat: { asked: () => string[] }) => chat.asked().filter((line) => line === READS).length

describe('reading', () => {
  test('what stands at the end for a second is told as read, once, and the other side sees it', async () => {
    const { world, chat } = await aTalk()
    await elapse('800 ms')
    expect(marks(chat)).toBe(0)
    await elapse('400 ms')
    expect(marks(chat)).toBe(1)
    expect(world.rows()[0]).toMatchObject({ status: 1 })
    await elapse('60 s')
    expect(marks(chat)).toBe(1)
  })

  test('nothing is told by a page that nobody sees; its title says how much waits, until somebody looks', async () => {
    const { world, chat } = await aTalk()
    await elapse('2 s')
    expect(document.title).toBe('与客服小周的会话')
    setVisibility('hidden')
    world.says({ content: '二' })
    world.says({ content: '三' })
    await elapse('20 s')
    expect(marks(chat)).toBe(1)
    expect(document.title).toBe('(2) 与客服小周的会话')
    setVisibility('visible')
    await elapse('3 s')
    expect(document.title).toBe('与客服小周的会话')
    expect(marks(chat)).toBe(2)
  })

  test('on a PC the window must have the keyboard; on a phone nobody can tell', async () => {
    vi.spyOn(document, 'hasFocus').mockReturnValue(false)
    const pc = await aTalk()
    await elapse('10 s')
    expect(marks(pc.chat)).toBe(0)
    pc.chat.leave()
    const phone = await aTalk({}, { userAgent: PHONE })
    await elapse('3 s')
    expect(marks(phone.chat)).toBe(1)
  })

  test('a backend without receipts: what was looked at is out of the title all the same', async () => {
    const { world, chat } = await aTalk({ extras: false })
    await elapse('3 s')
    expect(document.title).toBe('与客服小周的会话')
    world.says({ content: '二' })
    await elapse('10 s')
    expect(document.title).toBe('与客服小周的会话')
    expect(marks(chat)).toBe(1)
  })
})

describe('presence', () => {
  test('nothing is said of somebody that the server does not know, until it does', async () => {
    const { world } = await aTalk()
    await elapse('1 s')
    expect(header()).not.toContain('在线')
    world.register({ appid: 'JH', userid: '2', userrole: 'SALER' })
    await elapse('61 s')
    expect(header()).toContain('在线')
    expect(header()).not.toContain('不在线')
    expect(screen.queryByText('客服不在线，留言后会回复')).toBeNull()
  })

  test('a member is told that nobody is there, and that they will be answered', async () => {
    await aTalk({ absentSide: 'offline' })
    await elapse('1 s')
    expect(header()).toContain('不在线')
    expect(screen.getByText('客服不在线，留言后会回复')).toBeTruthy()
  })

  test('while the connection is gone nobody knows who is there', async () => {
    const { world } = await aTalk({ absentSide: 'online' })
    await elapse('1 s')
    expect(header()).toContain('在线')
    world.setFaults({ failRate: 1 })
    await elapse('5 s')
    expect(header()).not.toContain('在线')
  })

  test('a salesperson is told no such thing of a member', async () => {
    await aTalk({ absentSide: 'offline' }, { pair: SALER })
    await elapse('1 s')
    expect(header()).toContain('不在线')
    expect(screen.queryByText('客服不在线，留言后会回复')).toBeNull()
  })

  test('nothing is said where the backend does not answer', async () => {
    await aTalk({ extras: false })
    await elapse('200 s')
    expect(header()).not.toContain('在线')
  })
})

describe('what the talk is about', () => {
  const ORDER = '&bustype=ORDER_CHAT&busid=8213450917'

  test('stands above the list with its id, to be copied, and goes along with what is sent', async () => {
    const { world, chat } = await aTalk({}, { address: ORDER })
    const strip = screen.getByRole('complementary', { name: '关于订单 8213450917' })
    await chat.user.click(within(strip).getByRole('button', { name: '复制编号' }))
    expect(within(strip).getByRole('button', { name: '已复制' })).toBeTruthy()
    await chat.user.type(screen.getByRole('textbox', { name: '输入消息' }), '到哪了{Enter}')
    await elapse('1 s')
    expect(world.rows()[1]).toMatchObject({ content: '到哪了', bustype: 'ORDER_CHAT', busid: '8213450917' })
  })

  test('is told by the host, whose links and pictures are checked like others', async () => {
    window.jhIm = {
      resolveTopic: ({ id }: { id: string }) =>
        Promise.resolve({
          title: `开衫 ${id}`,
          note: '¥ 329',
          image: '/mock-media/cardigan.svg',
          // oxlint-disable-next-line no-script-url -- what a careless host may pass on
          href: 'javascript:alert(1)',
        }),
    }
    await aTalk({}, { address: ORDER })
    const strip = screen.getByRole('complementary', { name: '关于订单 8213450917' })
    expect(within(strip).getByText('开衫 8213450917')).toBeTruthy()
    expect(within(strip).getByText('¥ 329')).toBeTruthy()
    expect(within(strip).queryByRole('link')).toBeNull()
    expect(strip.querySelector('img')?.src).toBe(`${location.origin}/mock-media/cardigan.svg`)
  })

  test('leads to a page of the host, and goes without a picture that does not load', async () => {
    window.jhIm = {
      resolveTopic: () => Promise.resolve({ title: '开衫', image: '/a.jpg', href: 'goods/34' }),
    }
    await aTalk({}, { address: ORDER, env: { VITE_API_BASE: 'https://im.example' } })
    const strip = screen.getByRole('complementary')
    expect(within(strip).getByRole('link', { name: '开衫' })).toHaveAttribute(
      'href',
      new URL('goods/34', document.baseURI).href,
    )
    const picture = strip.querySelector('img')
    expect(picture?.src).toBe('https://im.example/a.jpg')
    if (picture) fireEvent.error(picture)
    expect(strip.querySelector('img')).toBeNull()
  })

  test.each([
    ['knows nothing', () => Promise.resolve(null)],
    ['throws', () => Promise.reject(new Error('of the host'))],
    ['never answers', () => new Promise(() => {})],
  ])('stands with its id where the host %s', async (_, resolveTopic) => {
    window.jhIm = { resolveTopic }
    await aTalk({}, { address: ORDER })
    await elapse('11 s')
    expect(screen.getByRole('complementary').textContent).toContain('关于订单 8213450917')
  })

  test('plain talk has no strip', async () => {
    await aTalk()
    expect(screen.queryByRole('complementary')).toBeNull()
  })
})

test('the host hears in numbers what happens, and nothing that was said', async () => {
  const heard: unknown[] = []
  window.jhIm = { onEvent: (event: unknown) => heard.push(event) }
  const { world, chat } = await aTalk()
  world.plants({ broken: '秘密' })
  chat.server.use(
    http.get('*/api/im/getNewestMsgListByLastTime', () => new HttpResponse(null, { status: 502 }), {
      once: true,
    }),
    http.post('*/api/im/sendMsg', () => HttpResponse.error(), { once: true }),
  )
  await chat.user.type(screen.getByRole('textbox', { name: '输入消息' }), '秘密{Enter}')
  // late, with a stamp between what is there
  world.says({ content: '秘密', sendtime: Date.now() + 8 * 3_600_000 - 1 })
  world.says({ content: '秘密' })
  await elapse('40 s')
  const types = new Set(heard.map((event) => (event as { type: string }).type))
  expect([...types].sort()).toEqual(['failed', 'rejected', 'unknown'])
  expect(JSON.stringify(heard)).not.toContain('秘密')
  expect(heard).toContainEqual({ type: 'failed', kind: 'http', status: 502, inARow: 1 })
})
