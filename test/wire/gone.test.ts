import { afterEach, expect, test, vi } from 'vitest'
import { isGone } from '~/wire/gone'

const FILE = 'https://im.example.com/assets/Viewer-1.js'

afterEach(() => void vi.unstubAllGlobals())

const answers = (status: number, type = 'text/javascript') =>
  vi.stubGlobal('fetch', () =>
    Promise.resolve(new Response(null, { status, headers: { 'content-type': type } })),
  )

test.each([404, 410, 403])('a file for which %i is answered is gone', async (status) => {
  answers(status)
  expect(await isGone(FILE)).toBe(true)
})

test('a file in whose place a page is answered is gone', async () => {
  answers(200, 'text/html; charset=utf-8')
  expect(await isGone(FILE)).toBe(true)
})

test.each([200, 500, 502, 503])('a file for which %i is answered is not', async (status) => {
  answers(status)
  expect(await isGone(FILE)).toBe(false)
})

test('where the server is not reached nothing is gone', async () => {
  vi.stubGlobal('location', { href: 'https://im.example.com/' })
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')))
  expect([await isGone(FILE), await isGone(null)]).toEqual([false, false])
})

test('where it is not known which file it was, a server that answers is taken for a newer one', async () => {
  vi.stubGlobal('location', { href: 'https://im.example.com/' })
  answers(200, 'text/html')
  expect(await isGone(null)).toBe(true)
  answers(502)
  expect(await isGone(null)).toBe(false)
})
