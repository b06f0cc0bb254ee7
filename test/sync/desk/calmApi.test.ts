import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { calmApi } from '~/sync/desk/calmApi'
import { startSignOfLife } from '~/sync/desk/signOfLife'
import { after } from '~/lib/timer'
import { createImApi, type ImApi } from '~/wire/api'
import { ApiError } from '~/wire/errors'

const clock = { elapsed: () => Date.now() }
const MINUTE = 60_000

const imApi = (own: Partial<ImApi>): ImApi => ({ ...createImApi({ base: '', encoding: 'form' }), ...own })

beforeEach(() => void vi.useFakeTimers({ now: 0 }))
afterEach(() => void vi.useRealTimers())

test('who comes back within half a minute asks no one again whether the member is there', async () => {
  const status = { isOnline: true, heartAt: 1, ahead: 0 }
  const getUserStatus = vi.fn<() => Promise<typeof status>>(() => Promise.resolve(status))
  const api = calmApi(imApi({ getUserStatus }), clock)
  const look = () => api.getUserStatus({ appid: 'JH', userid: '200', userrole: 'MEMBER' })
  expect(await look()).toBe(status)
  vi.advanceTimersByTime(29_000)
  expect(await look()).toBe(status)
  expect(getUserStatus).toHaveBeenCalledTimes(1)
  vi.advanceTimersByTime(1_000)
  await look()
  expect(getUserStatus).toHaveBeenCalledTimes(2)
})

test('a conversation of the desk gives no sign of life of its own', async () => {
  const regUserInfo = vi.fn<() => Promise<void>>(() => Promise.resolve())
  await calmApi(imApi({ regUserInfo }), clock).regUserInfo({
    appid: 'JH',
    userid: '2',
    userrole: 'SALER',
    channel: 'PC',
  })
  expect(regUserInfo).not.toHaveBeenCalled()
})

function aDesk(register: () => Promise<void>) {
  let visible = true
  let tell: (event: 'shown' | 'hidden') => void = () => {}
  const page = {
    isVisible: () => visible,
    watch: (happened: (event: 'shown' | 'hidden') => void) => {
      tell = happened
      return () => {}
    },
  }
  const stop = startSignOfLife({ register, page, clock, after })
  const see = (isSeen: boolean) => {
    visible = isSeen
    tell(isSeen ? 'shown' : 'hidden')
  }
  return { see, stop }
}

test('the desk says every five minutes that somebody is there, while it is seen', async () => {
  const register = vi.fn<() => Promise<void>>(() => Promise.resolve())
  const { see, stop } = aDesk(register)
  await vi.advanceTimersByTimeAsync(5 * MINUTE)
  expect(register).toHaveBeenCalledTimes(2)
  see(false)
  await vi.advanceTimersByTimeAsync(20 * MINUTE)
  expect(register).toHaveBeenCalledTimes(2)
  see(true)
  await vi.advanceTimersByTimeAsync(2_000)
  expect(register).toHaveBeenCalledTimes(3)
  stop()
  await vi.advanceTimersByTimeAsync(20 * MINUTE)
  expect(register).toHaveBeenCalledTimes(3)
})

test('a server that does not take it is left alone, one that has no such thing for half an hour', async () => {
  const register = vi.fn<() => Promise<void>>(() =>
    Promise.reject(new ApiError({ kind: 'http', status: 404, retryAfter: null })),
  )
  const { stop } = aDesk(register)
  await vi.advanceTimersByTimeAsync(29 * MINUTE)
  expect(register).toHaveBeenCalledTimes(1)
  await vi.advanceTimersByTimeAsync(2 * MINUTE)
  expect(register).toHaveBeenCalledTimes(2)
  stop()
})
