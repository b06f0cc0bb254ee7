import { delay, http, HttpResponse } from 'msw'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { patchFetch } from '~/mocks/patchedFetch'

const PAGE = 'https://jh.test/some/dir/'
const network = vi.fn<typeof fetch>(async () => new Response('of the network'))
const heard = vi.fn<() => void>()

beforeEach(() => {
  vi.stubGlobal('location', new URL(PAGE))
  vi.stubGlobal('window', { fetch: network })
  patchFetch([
    http.post('*/~mock/echo', async ({ request }) => HttpResponse.text(await request.text())),
    http.get('*/~mock/dead', () => HttpResponse.error()),
    http.get('*/~mock/slow', async () => {
      heard()
      await delay(50)
      return HttpResponse.text('late')
    }),
  ])
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.clearAllMocks()
})

const get = (path: string, init?: RequestInit) => window.fetch(new URL(path, PAGE), init)

test('what is asked below ~mock is answered in the page, from an address or a request', async () => {
  const init = { method: 'POST', body: '在吗' }
  expect(await (await get('~mock/echo', init)).text()).toBe('在吗')
  expect(await (await window.fetch(new Request(`${PAGE}~mock/echo`, init))).text()).toBe('在吗')
  expect(network).not.toHaveBeenCalled()
})

test('everything else goes to the network as it is', async () => {
  const init = { method: 'POST', body: 'x' }
  expect(await (await get('other?~mock/echo', init)).text()).toBe('of the network')
  expect(network).toHaveBeenCalledWith(new URL('other?~mock/echo', PAGE), init)
})

test('a network error and an endpoint that is none reject as a network that fails', async () => {
  await expect(get('~mock/dead')).rejects.toThrow(TypeError)
  await expect(get('~mock/none')).rejects.toThrow(TypeError)
})

test('an abort rejects at once, and before the request nothing is done', async () => {
  const controller = new AbortController()
  const slow = get('~mock/slow', { signal: controller.signal })
  controller.abort()
  await expect(slow).rejects.toMatchObject({ name: 'AbortError' })
  heard.mockClear()
  await expect(get('~mock/slow', { signal: controller.signal })).rejects.toMatchObject({ name: 'AbortError' })
  expect(heard).not.toHaveBeenCalled()
})
