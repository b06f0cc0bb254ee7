import { afterEach, expect, test, vi } from 'vitest'
import { keepPage } from '~/app/offline'

const PAGE = 'https://im.example.com/chat/?appid=JH'
const OURS = 'https://im.example.com/chat/offline.js'

afterEach(() => void vi.unstubAllGlobals())

/** A browser in whose folder this worker is registered already; what is registered then. */
async function registered(known: string | null, phase: 'active' | 'waiting' | 'installing' = 'active') {
  const register = vi.fn<(url: string) => Promise<object>>(() => Promise.resolve({}))
  const registration = known === null ? undefined : { [phase]: { scriptURL: known } }
  vi.stubGlobal('location', { href: PAGE })
  vi.stubGlobal('navigator', {
    serviceWorker: { register, getRegistration: () => Promise.resolve(registration) },
  })
  await keepPage()
  return register.mock.calls.flat()
}

test('the page is kept by the worker beside it, which is looked for anew each time', async () => {
  expect(await registered(null)).toEqual([OURS])
  expect(await registered(OURS)).toEqual([OURS])
  expect(await registered(OURS, 'installing')).toEqual([OURS])
})

test('the worker of another page of that folder, or around it, is left alone', async () => {
  expect(await registered('https://im.example.com/sw.js')).toEqual([])
  expect(await registered('https://im.example.com/offline.js', 'waiting')).toEqual([])
})

test('where there are no workers, or none may be registered, nothing is said', async () => {
  vi.stubGlobal('navigator', {})
  await expect(keepPage()).resolves.toBeUndefined()
  vi.stubGlobal('navigator', {
    serviceWorker: { getRegistration: () => Promise.reject(new DOMException('no', 'SecurityError')) },
  })
  await expect(keepPage()).resolves.toBeUndefined()
})
