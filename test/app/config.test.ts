import { describe, expect, test } from 'vitest'
import { type ConfigSource, readConfig } from '~/app/config'
import { PACES } from '~/domain/pace'

const PC = 'Mozilla/5.0 (Windows NT 10.0) Chrome/132.0'
const WECHAT = 'Mozilla/5.0 (Linux; Android 12) Chrome/107.0 Mobile MicroMessenger/8.0'
const WECHAT_PC = 'Mozilla/5.0 (Windows NT 10.0) Chrome/132.0 MicroMessenger/3.9 WindowsWechat'

function read(
  query: string,
  { metas = {}, ...source }: Partial<ConfigSource> & { metas?: Record<string, string> } = {},
) {
  const url = `https://shop.example/chat/${query}`
  return readConfig({
    url,
    userAgent: PC,
    touchPoints: 0,
    meta: (name) => metas[name] ?? null,
    env: {},
    ...source,
  })
}
function config(query: string, source?: Parameters<typeof read>[1]) {
  const result = read(query, source)
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  if (result.desk) throw new Error('this is the desk')
  return result.config
}
function problems(query: string, source?: Parameters<typeof read>[1]) {
  const result = read(query, source)
  return result.ok ? [] : result.problems.map(({ name, reason }) => `${name} ${reason}`)
}
const GOOD = '?appid=JH&from=200&to=2&fromrole=MEMBER'

describe('the address', () => {
  test('says who is looking at whom', () => {
    expect(config(GOOD).pair).toEqual({
      appid: 'JH',
      me: { id: '200', role: 'MEMBER' },
      peer: { id: '2', role: 'SALER' },
    })
    expect(config('?appid=JH&from=2&to=200&fromrole=saler').pair).toMatchObject({
      me: { id: '2', role: 'SALER' },
      peer: { role: 'MEMBER' },
    })
  })
  test('is told what is missing or wrong, everything at once', () => {
    expect(problems('')).toEqual(['appid missing', 'from missing', 'to missing', 'fromrole missing'])
    expect(problems('?appid=JH&from=200&to=&fromrole=BOSS')).toEqual(['to missing', 'fromrole invalid'])
    expect(problems(`?appid=JH&from=${'9'.repeat(65)}&to=2&fromrole=MEMBER`)).toEqual(['from invalid'])
  })
  test('of a salesperson may name nobody: it is the desk then', () => {
    const result = read('?appid=JH&from=2&fromrole=saler&f_nickname=%E5%91%A8')
    expect(result).toMatchObject({
      ok: true,
      desk: true,
      config: { appid: 'JH', saler: { id: '2', role: 'SALER' }, me: { nickname: '周' } },
    })
    expect(problems('?appid=JH&from=2&fromrole=SALER&to=')).toEqual(['to missing'])
    expect(problems('?appid=JH&from=2&fromrole=MEMBER')).toEqual(['to missing'])
  })
  test('F78 is read by its first value, and nothing can be smuggled in', () => {
    expect(config(`${GOOD}&from=999`).pair.me.id).toBe('200')
    expect(config('?appid=JH&from=200%26fromrole%3DSALER&to=2&fromrole=MEMBER').pair.me).toEqual({
      id: '200&fromrole=SALER',
      role: 'MEMBER',
    })
  })
  test('F78 says nothing of who is looking in its hash', () => {
    expect(config(`${GOOD}#/?from=999&fromrole=SALER`).pair.me).toEqual({ id: '200', role: 'MEMBER' })
  })
  test('F79 swaps no API, and loads and passes on no picture of a host that nobody named', () => {
    const evil = encodeURIComponent('https://evil.example/a.png')
    const query = `${GOOD}&api=${evil}&jh-api-base=${evil}&redirect=${evil}&avatar=${evil}&f_avatar=${evil}&t_avatar=${evil}`
    const { api, me, peer } = config(query)
    expect([api.base, me.avatar, peer.avatar]).toEqual(['https://shop.example', '', ''])
    // oxlint-disable-next-line no-script-url -- what a hostile link may carry
    for (const odd of ['//evil.example/a.png', 'javascript:alert(1)', 'https://shop.example@evil.example/a'])
      expect(config(`${GOOD}&f_avatar=${encodeURIComponent(odd)}`).me.avatar).toBe('')
    const env = { VITE_MEDIA_HOSTS: 'cdn.example', VITE_API_BASE: 'https://im.example' }
    for (const own of ['https://cdn.example/a.png', 'https://im.example/a.png', '/a.png', 'to.jpg'])
      expect(config(`${GOOD}&f_avatar=${encodeURIComponent(own)}`, { env }).me.avatar).toBe(own)
  })
  test('F74 names people shortly and on one line', () => {
    const name = encodeURIComponent(`林\n\u202e${'字'.repeat(999)}`)
    expect(config(`${GOOD}&f_nickname=${name}`).me.nickname).toBe(`林 ${'字'.repeat(62)}`)
  })
  test('may name people, topic, language and theme', () => {
    const full = config(
      `${GOOD}&f_nickname=林&t_avatar=/z.png&bustype=order_chat&busid=7&lang=EN&theme=dark&channel=wx`,
    )
    expect(full).toMatchObject({
      me: { nickname: '林', avatar: '' },
      peer: { nickname: '', avatar: '/z.png' },
      topic: { type: 'ORDER_CHAT', id: '7' },
      lang: 'en',
      theme: 'dark',
      channel: 'WX',
    })
    expect(config(`${GOOD}&lang=fr&theme=pink&bustype=CHAT`)).toMatchObject({
      lang: 'zh-CN',
      theme: null,
      topic: null,
    })
  })
  test('cannot lead the API elsewhere', () => {
    expect(config(`${GOOD}&api=https://evil.example&jh-api-base=https://evil.example`).api.base).toBe(
      'https://shop.example',
    )
  })
})

describe('settings', () => {
  test('the API is on the page’s own origin, whatever folder the page is in', () => {
    expect(config(GOOD).api).toMatchObject({ base: 'https://shop.example', encoding: 'form' })
    expect(config(GOOD).media).toEqual({
      base: 'https://shop.example/',
      bareNames: false,
      hosts: null,
    })
  })
  test('of the build apply, and the page’s meta goes before them', () => {
    const env = { VITE_API_BASE: 'https://im.example/v1/', VITE_POST_ENCODING: 'json' }
    expect(config(GOOD, { env }).api).toMatchObject({ base: 'https://im.example/v1', encoding: 'json' })
    expect(config(GOOD, { env }).media.base).toBe('https://im.example/')
    const metas = { 'jh-api-base': '/test', 'jh-media-base': 'https://cdn.example/im/' }
    expect(config(GOOD, { env, metas })).toMatchObject({
      api: { base: 'https://shop.example/test' },
      media: { base: 'https://cdn.example/im/', bareNames: true },
    })
  })
  test('F73 name the hosts that are asked for media; the page’s, the API’s and the media base’s always are', () => {
    const env = { VITE_API_BASE: 'https://im.example/v1', VITE_MEDIA_BASE: 'https://cdn.example:8443' }
    const metas = { 'jh-media-hosts': ' A.example, b.example:81\nc.example ' }
    expect(config(GOOD, { env, metas }).media.hosts).toEqual([
      'shop.example',
      'im.example',
      'cdn.example:8443',
      'a.example',
      'b.example:81',
      'c.example',
    ])
    expect(config(GOOD, { env: { VITE_MEDIA_HOSTS: ' , ' } }).media.hosts).toBeNull()
  })
  test('trade delay for load, and are named where they are no such times', () => {
    expect(config(GOOD).paces).toEqual(PACES)
    const env = { VITE_POLL_SECONDS: '4, 10 60', VITE_SWEEP_SECONDS: '7.5 60' }
    expect(config(GOOD, { env }).paces).toEqual({
      active: 4_000,
      idle: 10_000,
      hidden: 60_000,
      sweepActive: 7_500,
      sweepIdle: 60_000,
    })
    for (const wrong of ['2 5', '2 5 15 30', '0 5 15', '2 5 601', '10 1 15', 'fast', '2;5;15', '1e400 2 3']) {
      expect(problems(GOOD, { env: { VITE_POLL_SECONDS: wrong } })).toEqual(['jh-poll-seconds times'])
    }
    expect(problems(GOOD, { metas: { 'jh-sweep-seconds': '30' } })).toEqual(['jh-sweep-seconds times'])
  })
  test('limit a text, and are named where they are no whole number from 1 to 100,000', () => {
    expect(config(GOOD).textLimit).toBe(2_000)
    expect(config(GOOD, { env: { VITE_TEXT_LIMIT: '500' } }).textLimit).toBe(500)
    expect(config(GOOD, { metas: { 'jh-text-limit': ' 100000 ' } }).textLimit).toBe(100_000)
    for (const wrong of ['0', '-1', '1.5', '100001', 'many', 'Infinity', '2,000']) {
      expect(problems(GOOD, { env: { VITE_TEXT_LIMIT: wrong } })).toEqual(['jh-text-limit count'])
    }
  })
  test('say in whose browser messages stay: a PC of a salesperson may be anybody’s', () => {
    const saler = '/?appid=JH&from=2&to=200&fromrole=SALER'
    expect(config(GOOD).keeps).toBe(true)
    expect(config(saler).keeps).toBe(false)
    for (const [value, member, other] of [
      ['members', true, false],
      ['none', false, false],
      ['all', true, true],
    ] as const) {
      expect(config(GOOD, { metas: { 'jh-keep-messages': value } }).keeps).toBe(member)
      expect(config(saler, { env: { VITE_KEEP_MESSAGES: value } }).keeps).toBe(other)
    }
    expect(problems(GOOD, { env: { VITE_KEEP_MESSAGES: 'yes' } })).toEqual(['jh-keep-messages keepers'])
  })
  test('F14 by which an https page would ask by http are named: browsers forbid that', () => {
    const base = (url: string) => ({ metas: { 'jh-api-base': url } })
    expect(problems(GOOD, base('http://im.example/v1'))).toEqual(['jh-api-base insecure'])
    // browsers trust the machine itself
    for (const own of ['http://localhost:8080', 'http://127.0.0.1', 'https://im.example', '/v1']) {
      expect(problems(GOOD, base(own))).toEqual([])
    }
  })
  test('that are no web address are named', () => {
    expect(problems(GOOD, { metas: { 'jh-api-base': 'javascript:alert(1)' } })).toEqual([
      'jh-api-base invalid',
    ])
    expect(problems(GOOD, { env: { VITE_MEDIA_BASE: 'http://[' } })).toEqual(['jh-media-base invalid'])
  })
})

describe('the device', () => {
  test.each([
    [PC, 'pc', 'PC'],
    [WECHAT, 'phone', 'WX'],
    [WECHAT_PC, 'pc', 'WX'],
    ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Safari/605.1.15', 'pc', 'PC'],
  ])('of %s', (userAgent, device, channel) =>
    expect(config(GOOD, { userAgent })).toMatchObject({ device, channel }),
  )
  test('that says it is a Mac and feels five fingers is an iPad', () => {
    const userAgent = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Safari/605.1.15'
    expect(config(GOOD, { userAgent, touchPoints: 5 }).device).toBe('phone')
  })
})

describe('who is looking, where the host tells', () => {
  const env = { VITE_IDENTITY_URL: '/session/me?app=im' }
  const identity = { appid: 'JH', from: '7', fromrole: 'SALER', nickname: '周', avatar: '/z.png' } as const
  const source = { url: '', userAgent: PC, touchPoints: 0, meta: () => null, env }

  test('is asked before anything else', () => {
    const result = read('?to=200', { env })
    expect(result).toMatchObject({
      ok: false,
      problems: [],
      identityUrl: 'https://shop.example/session/me?app=im',
    })
  })
  test('F78 what the address says of that is ignored', () => {
    const url = `https://shop.example/${GOOD}&f_nickname=%E5%81%87&f_avatar=/x.png&to=2`
    const result = readConfig({ ...source, url }, identity)
    expect(result.ok && result.config).toMatchObject({
      pair: { appid: 'JH', me: { id: '7', role: 'SALER' }, peer: { id: '2', role: 'MEMBER' } },
      me: { nickname: '周', avatar: '/z.png' },
    })
  })
  test('is asked at the own origin only', () => {
    expect(problems(GOOD, { env: { VITE_IDENTITY_URL: 'https://evil.example/me' } })).toEqual([
      'jh-identity-url foreign',
    ])
  })
})

describe('what the talk is about', () => {
  test('stands in the address; a salesperson without takes up what they are asked', () => {
    expect(config(`${GOOD}&bustype=order_chat&busid=8`).topic).toEqual({ type: 'ORDER_CHAT', id: '8' })
    expect(config(GOOD).topic).toBeNull()
    const SALER = '?appid=JH&from=2&to=200&fromrole=SALER'
    expect(config(SALER).topic).toBe('theirs')
    expect(config(`${SALER}&bustype=CHAT`).topic).toBeNull()
  })
})

test('unread messages are asked for by their sender, or by their reader where the build says so', () => {
  expect(config(GOOD).api.unreadFrom).toBe('sender')
  expect(config(GOOD, { env: { VITE_UNREAD_FROM: 'reader' } }).api.unreadFrom).toBe('reader')
  expect(problems(GOOD, { env: { VITE_UNREAD_FROM: 'me' } })).toEqual(['jh-unread-from side'])
})

test('files go where the setting says, beside the page or elsewhere; without it nowhere', () => {
  expect(config(GOOD).uploadUrl).toBeNull()
  const at = (url: string) => ({ metas: { 'jh-upload-url': url } })
  expect(config(GOOD, at('/files?by=im')).uploadUrl).toBe('https://shop.example/files?by=im')
  expect(config(GOOD, at('up')).uploadUrl).toBe('https://shop.example/chat/up')
  const env = { VITE_UPLOAD_URL: 'https://up.example/' }
  expect(config(GOOD, { env }).uploadUrl).toBe('https://up.example/')
  expect(problems(GOOD, at('http://up.example/'))).toEqual(['jh-upload-url insecure'])
  expect(problems(GOOD, at('data:text/html,x'))).toEqual(['jh-upload-url invalid'])
  // nobody who makes a link has a say in it
  expect(
    config(`${GOOD}&upload-url=https://evil.example&jh-upload-url=https://evil.example`).uploadUrl,
  ).toBeNull()
})
