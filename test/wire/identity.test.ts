import { afterEach, expect, test, vi } from 'vitest'
import { askIdentity } from '~/wire/identity'

const answering = (body: unknown, init: ResponseInit = {}) =>
  vi.stubGlobal('fetch', () =>
    Promise.resolve(new Response(typeof body === 'string' ? body : JSON.stringify(body), init)),
  )

afterEach(() => vi.unstubAllGlobals())

const TOLD = {
  appid: 'JH',
  from: 200,
  fromrole: 'member',
  nickname: '林\n晓雨',
  avatar: '/a.png',
  token: 'x',
}
const IDENTITY = { appid: 'JH', from: '200', fromrole: 'MEMBER', nickname: '林 晓雨', avatar: '/a.png' }

test.each([
  ['bare', TOLD],
  ['in the envelope of the API', { success: true, data: TOLD }],
])('an identity comes %s, known fields only', async (_, body) => {
  answering(body)
  expect(await askIdentity('http://shop.example/me')).toEqual(IDENTITY)
})

test('a name and a picture may be missing', async () => {
  answering({ appid: 'JH', from: '2', fromrole: 'SALER' })
  expect(await askIdentity('http://shop.example/me')).toMatchObject({ nickname: '', avatar: '' })
})

test.each([
  ['no id', { ...TOLD, from: '' }, 'malformed'],
  ['an endless id', { ...TOLD, from: '9'.repeat(65) }, 'malformed'],
  ['another role', { ...TOLD, fromrole: 'ADMIN' }, 'malformed'],
  ['a refusal', { success: false, message: '未登录' }, 'refused'],
  ['a sign-in page', '<!doctype html>', 'html'],
  ['nothing', '', 'malformed'],
])('%s is none', async (_, body, kind) => {
  answering(body)
  await expect(askIdentity('http://shop.example/me')).rejects.toMatchObject({ failure: { kind } })
})

test('nobody signed in is told as such', async () => {
  answering('', { status: 401 })
  await expect(askIdentity('http://shop.example/me')).rejects.toMatchObject({
    failure: { kind: 'http', status: 401 },
  })
})
