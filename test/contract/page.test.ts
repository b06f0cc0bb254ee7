import { expect, test } from 'vitest'
import { aMock, asMember, findingOf, URL_OF_MOCK, valuesOf } from './aBackend'
import { checkBackend } from '~/contract/checkBackend'

const PAGE = 'https://chat.example'

test('in a page of the same origin nothing of CORS is asked', async () => {
  const { check, requests } = aMock({ story: true })
  const values = valuesOf(await check({ page: URL_OF_MOCK }))
  expect(values).toMatchObject({
    cors: 'sameOrigin',
    'cors.preflight': 'undecided',
    'poll.boundary': 'exclusive',
  })
  expect(requests.every(({ method, headers }) => method === 'GET' && !headers.has('origin'))).toBe(true)
})

test('in a page of another origin what comes through is allowed', async () => {
  const { check } = aMock({ story: true })
  const report = await check({ page: PAGE })
  expect(valuesOf(report)).toMatchObject({ cors: 'allowed' })
  expect(report.settings['VITE_API_BASE']).toBe(URL_OF_MOCK)
})

/** A fetch that keeps answers from the page, as browsers do without CORS. */
const blind = (_: string, init: RequestInit) =>
  init.mode === 'no-cors' ? Promise.resolve(opaque()) : Promise.reject(new TypeError('Failed to fetch'))

/** No response can be made opaque by hand. */
const opaque = () =>
  Object.defineProperties(new Response(null), { type: { value: 'opaque' }, ok: { value: false } })

test('an answer that the browser keeps from the page is told apart from none', async () => {
  const blocked = await checkBackend({ ...asMember, page: PAGE, ask: blind })
  expect(findingOf(blocked, 'cors')).toMatchObject({ value: 'blocked', severity: 'error' })
  const gone = await checkBackend({
    ...asMember,
    page: PAGE,
    ask: () => Promise.reject(new TypeError('Failed to fetch')),
  })
  expect(findingOf(gone, 'cors')).toMatchObject({ value: 'undecided', evidence: 'there is no connection' })
})

test.each([
  ['*', 'everybody', 'allowed'],
  [PAGE, 'allowed', 'allowed'],
  ['https://other.example', 'refused', 'refused'],
  [null, 'refused', 'refused'],
])('outside of a page headers tell: %s', async (allowed, simple, preflight) => {
  const { ask, check } = aMock({ story: true })
  const values = valuesOf(
    await check({
      origin: PAGE,
      ask: async (url, init) => {
        const answer = init.method === 'OPTIONS' ? new Response(null, { status: 204 }) : await ask(url, init)
        const asks = new Headers(init.headers).get('origin') === PAGE
        if (allowed !== null && asks) answer.headers.set('access-control-allow-origin', allowed)
        if (asks) answer.headers.set('access-control-allow-headers', 'X-A, Content-Type')
        return answer
      },
    }),
  )
  expect(values).toMatchObject({ cors: simple, 'cors.preflight': preflight })
})
