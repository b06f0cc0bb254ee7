import { getEventListeners } from 'node:events'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { backoff } from '~/lib/backoff'
import { objectIdTime } from '~/lib/objectId'
import { delay } from '~/lib/timer'
import { createTrueClock } from '~/lib/trueClock'
import { mediaUrl } from '~/lib/url'

describe('media addresses', () => {
  const url = (raw: string, bareNames = false) => mediaUrl(raw, 'https://im.example/base/', bareNames)
  test.each([
    ['https://a.example/x.png', 'https://a.example/x.png'],
    ['http://a.example/x.png', 'http://a.example/x.png'],
    ['//a.example/x.png', 'https://a.example/x.png'],
    ['/x.png', 'https://im.example/x.png'],
  ])('F71 %j is loaded from %j', (raw, address) => expect(url(raw)).toBe(address))

  test.each([
    '',
    ' ',
    'to.jpg',
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    '\u0001javascript:alert(1)',
    'java\nscript:alert(1)',
    '\u200bjavascript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'blob:https://im.example/1',
    'file:///etc/passwd',
    'weixin://x',
    'https://bank@evil.example/',
    'https:\\\\evil.example',
    '\\\\evil.example\\x',
    'http://[',
  ])('F71 %j is refused', (raw) => expect(url(raw)).toBeNull())

  test('F71 bare names resolve only where they are allowed', () => {
    expect(url('to.jpg', true)).toBe('https://im.example/base/to.jpg')
    expect(url('javascript:alert(1)', true)).toBeNull()
  })
})

describe('ObjectIds', () => {
  test('carry their second', () =>
    expect(objectIdTime('5993a4ff3a9bc75c1cb2f653')).toBe(Date.UTC(2017, 7, 16, 1, 50, 55)))
  test.each(['', 'x', '5993a4ff3a9bc75c1cb2f65', '5993a4ff3a9bc75c1cb2f6533', 'zzzza4ff3a9bc75c1cb2f653'])(
    '%j is none',
    (id) => expect(objectIdTime(id)).toBeNull(),
  )
})

test('back-off doubles up to its cap and is spread by the draw', () => {
  expect([0, 1, 2, 10].map((n) => backoff(1000, n, 30_000, 1))).toEqual([1000, 2000, 4000, 30_000])
  expect(backoff(1000, 1, 30_000, 0)).toBe(1000)
})

describe('the true time', () => {
  const device = { wall: 5_000, elapsed: 0 }
  const clock = { wall: () => device.wall, elapsed: () => device.elapsed }
  beforeEach(() => Object.assign(device, { wall: 5_000, elapsed: 0 }))

  test('is the device’s until somebody tells', () => {
    expect(createTrueClock(clock).now()).toEqual({ at: 5_000, trusted: false })
  })
  test('is what a server told, carried on, whatever the device’s clock does', () => {
    const time = createTrueClock(clock)
    time.heard(1_000_000)
    Object.assign(device, { wall: -99, elapsed: 250 })
    expect(time.now()).toEqual({ at: 1_000_250, trusted: true })
  })
  test('is at least the time at which a message was made', () => {
    const time = createTrueClock(clock)
    time.atLeast(1_000_000)
    time.atLeast(900_000)
    expect(time.now().at).toBe(1_000_000)
    time.atLeast(1_000_001)
    expect(time.now().at).toBe(1_000_001)
  })
})

describe('a delay', () => {
  beforeEach(() => vi.useFakeTimers())
  afterEach(() => vi.useRealTimers())

  test('ends with its time or its signal, and leaves no timer', async () => {
    const controller = new AbortController()
    const done = vi.fn<() => void>()
    void delay(1000, controller.signal).then(done)
    await vi.advanceTimersByTimeAsync(999)
    expect(done).not.toHaveBeenCalled()
    controller.abort()
    await vi.advanceTimersByTimeAsync(0)
    expect(done).toHaveBeenCalled()
    expect(vi.getTimerCount()).toBe(0)
    await delay(1000, controller.signal)
  })
})

test('a wait that is over leaves nothing on its signal, one that is called off ends at once', async () => {
  const { signal } = new AbortController()
  await delay(1, signal)
  expect(getEventListeners(signal, 'abort')).toHaveLength(0)
  const leaving = new AbortController()
  const waits = delay(60_000, leaving.signal)
  leaving.abort()
  await waits
})
