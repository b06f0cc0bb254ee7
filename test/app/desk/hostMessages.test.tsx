import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { connectHost, hostPlace, type HostPlace } from '~/app/desk/hostMessages'

const CRM = 'https://crm.example'
const LIN = { id: '200', nickname: '林晓雨', avatar: '', lasttime: null }

type Post = readonly [message: unknown, origin: string]

/** Another page, as far as we reach it. */
function aPage() {
  const frame = document.createElement('iframe')
  document.body.append(frame)
  const page = frame.contentWindow
  if (!page) throw new Error('no frame')
  const posts: Post[] = []
  Object.defineProperty(page, 'postMessage', {
    value: (message: unknown, origin: string) => void posts.push([message, origin]),
  })
  return { page, posts }
}

const heard: unknown[] = []
const hears = {
  contacts: (contacts: unknown) => heard.push(contacts),
  open: (to: string) => heard.push(to),
}
const ends: (() => void)[] = []
beforeEach(() => void (heard.length = 0))
afterEach(() => {
  for (const end of ends.splice(0)) end()
  document.body.replaceChildren()
})

/** The desk, carried by a page of which the browser tells `around`. */
function aDesk({ around = [] as string[], origins = [CRM] } = {}) {
  const host = aPage()
  const place: HostPlace = { ...hostPlace(), carriers: [{ page: host.page, origins: around }] }
  const bridge = connectHost(origins, place, hears)
  if (!bridge) throw new Error('no way to the host')
  ends.push(bridge.stop)
  const says = (data: unknown, from: Partial<MessageEventInit> = {}) =>
    window.dispatchEvent(new MessageEvent('message', { data, origin: CRM, source: host.page, ...from }))
  return { ...bridge, host, says }
}

test('who carries the desk tells contacts, a row at a time, and opens conversations', () => {
  const { says } = aDesk()
  says({ type: 'jh:contacts', contacts: [LIN, null, { id: ' ' }, { id: 201 }] })
  says({ type: 'jh:open', to: ' 200 ' })
  says({ type: 'jh:open', to: 201 })
  expect(heard).toEqual([[LIN, { id: '201', nickname: '', avatar: '', lasttime: null }], '200', '201'])
})

describe('nothing is heard', () => {
  const OPEN = { type: 'jh:open', to: '200' }

  test.each([
    'https://evil.example',
    'http://crm.example',
    'https://crm.example:8443',
    'https://crm.example.evil.example',
    'https://evil.example/https://crm.example',
    'HTTPS://CRM.EXAMPLE',
    'null',
    '',
    '*',
  ])('from the origin %j', (origin) => {
    aDesk().says(OPEN, { origin })
    expect(heard).toEqual([])
  })

  test('F80 from another page of a right origin: a frame of ours, a page beside, nobody', () => {
    const { says } = aDesk()
    says(OPEN, { source: aPage().page })
    says(OPEN, { source: window })
    says(OPEN, { source: null })
    expect(heard).toEqual([])
  })

  test.each([
    null,
    'jh:open',
    '{"type":"jh:open","to":"200"}',
    42,
    [],
    {},
    { type: 'jh:open' },
    { type: 'jh:open', to: '' },
    { type: 'jh:open', to: 'x'.repeat(65) },
    { type: 'jh:open', to: { id: '200' } },
    { type: ['jh:open'], to: '200' },
    { type: 'jh:close', to: '200' },
    { type: 'jh:contacts' },
    { type: 'jh:contacts', contacts: { length: 1, 0: LIN } },
    { type: 'jh:contacts', contacts: 'x' },
    { type: '__proto__' },
    { type: 'constructor' },
  ])('of %j', (data) => {
    aDesk().says(data)
    expect(heard).toEqual([])
  })

  test('after the end', () => {
    const { says, stop } = aDesk()
    stop()
    says(OPEN)
    expect(heard).toEqual([])
  })
})

test('F80 a flood of foreign messages changes nothing, and the right one among them is heard', () => {
  const { says, host } = aDesk()
  for (let n = 0; n < 5_000; n += 1)
    says(
      { type: 'jh:contacts', contacts: [LIN] },
      { origin: n % 2 ? 'https://evil.example' : `https://${n}.example` },
    )
  says({ type: 'jh:open', to: '200' })
  expect([heard, host.posts]).toEqual([['200'], []])
})

describe('what is unread', () => {
  const unread = (counts: Record<string, number>) => new Map(Object.entries(counts))

  test('is told to the origin that the browser says is around us, and only when it has changed', () => {
    const { tellUnread, host } = aDesk({ around: [CRM] })
    tellUnread(unread({}))
    tellUnread(unread({ 200: 2, 201: 0, 202: 1 }))
    // in another order, and with others of which nothing is unread
    tellUnread(
      new Map([
        ['202', 1],
        ['203', 0],
        ['200', 2],
      ]),
    )
    expect(host.posts).toEqual([
      [{ type: 'jh:unread', total: 0, byId: {} }, CRM],
      [{ type: 'jh:unread', total: 3, byId: { 200: 2, 202: 1 } }, CRM],
    ])
  })

  test('F80 is told to nobody of another origin, though it carries us', () => {
    const { tellUnread, host } = aDesk({ around: ['https://evil.example', ''] })
    tellUnread(unread({ 200: 2 }))
    expect(host.posts).toEqual([])
  })

  test('waits, where the browser does not tell who is there, until the host has said something', () => {
    const { tellUnread, says, host } = aDesk({ origins: [CRM, 'https://other.example'] })
    tellUnread(unread({ 200: 2 }))
    says({ type: 'jh:open', to: '200' }, { origin: 'https://evil.example' })
    says('hello')
    expect(host.posts).toEqual([])
    says({ type: 'jh:open', to: '200' })
    says({ type: 'jh:open', to: '201' })
    tellUnread(unread({}))
    expect(host.posts).toEqual([
      [{ type: 'jh:unread', total: 2, byId: { 200: 2 } }, CRM],
      [{ type: 'jh:unread', total: 0, byId: {} }, CRM],
    ])
  })

  test("a host that is gone is nobody's trouble", () => {
    const { tellUnread, host } = aDesk({ around: [CRM] })
    host.page.postMessage = () => {
      throw new Error('gone')
    }
    expect(() => tellUnread(unread({ 200: 2 }))).not.toThrow()
  })
})

describe('the place', () => {
  test('of a page that nobody carries has nobody to talk with, and so has one that nobody may carry', () => {
    expect(hostPlace().carriers).toEqual([])
    expect(connectHost([CRM], hostPlace(), hears)).toBeNull()
    const place = { ...hostPlace(), carriers: [{ page: aPage().page, origins: [CRM] }] }
    expect(connectHost([], place, hears)).toBeNull()
  })

  test("is a frame's parent and whoever opened the page", () => {
    const [parent, opener] = [aPage().page, aPage().page]
    const before = { parent: window.parent, opener: window.opener as unknown }
    Object.defineProperty(window, 'parent', { value: parent, configurable: true })
    window.opener = opener
    try {
      expect(hostPlace().carriers.map(({ page }) => [page === parent, page === opener])).toEqual([
        [true, false],
        [false, true],
      ])
    } finally {
      Object.defineProperty(window, 'parent', { value: before.parent, configurable: true })
      window.opener = before.opener
    }
  })
})
