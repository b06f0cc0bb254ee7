import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { PATIENCE, prepare } from '~/lib/pictures/prepare'
import { bareJpeg, fullJpeg, heif } from '~test/support/pictures'

/** Workers that do nothing until they are told to, as the browser starts them. */
class FakeWorker extends EventTarget {
  static all: FakeWorker[] = []
  static onStart: (worker: FakeWorker) => void = () => {}
  ended = false
  constructor() {
    super()
    FakeWorker.all.push(this)
  }
  postMessage() {
    FakeWorker.onStart(this)
  }
  terminate() {
    this.ended = true
  }
  answer(data: unknown) {
    this.dispatchEvent(new MessageEvent('message', { data }))
  }
}

beforeEach(() => {
  vi.useFakeTimers()
  FakeWorker.all = []
  FakeWorker.onStart = () => {}
  vi.stubGlobal('Worker', FakeWorker)
  vi.stubGlobal('OffscreenCanvas', vi.fn())
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const aJpeg = () => new File([fullJpeg(6)], 'a.jpg')
const options = (original = true) => ({
  original,
  device: 'phone' as const,
  signal: new AbortController().signal,
})
const answered = { file: new ArrayBuffer(3), type: 'image/jpeg', name: 'b.jpg', width: 1, height: 2 }
const started = () => vi.waitFor(() => expect(FakeWorker.all).not.toEqual([]))

test('what the worker answers is the picture, and the worker is ended', async () => {
  const outcome = prepare(aJpeg(), options())
  await started()
  FakeWorker.all[0]?.answer(answered)
  expect(await outcome).toMatchObject({
    name: 'b.jpg',
    width: 1,
    height: 2,
    file: { size: 3, type: 'image/jpeg' },
  })
  expect(FakeWorker.all.map(({ ended }) => ended)).toEqual([true])
  expect(vi.getTimerCount()).toBe(0)
})
test('pictures are prepared one at a time, in their order', async () => {
  const first = prepare(aJpeg(), options())
  const second = prepare(aJpeg(), options())
  await started()
  await vi.advanceTimersByTimeAsync(100)
  expect(FakeWorker.all.length).toBe(1)
  FakeWorker.all[0]?.answer({ reason: 'large' })
  expect(await first).toEqual({ reason: 'large' })
  await vi.waitFor(() => expect(FakeWorker.all.length).toBe(2))
  FakeWorker.all[1]?.answer(answered)
  expect(await second).toMatchObject({ name: 'b.jpg' })
})

/** An original asks for no canvas: the page can do it here too. */
async function isFromPage(outcome: ReturnType<typeof prepare>) {
  const result = await outcome
  if ('reason' in result) throw new Error(result.reason)
  expect(new Uint8Array(await result.file.arrayBuffer())).toEqual(bareJpeg(6))
}

test('a worker that hangs is ended, and the page does it', async () => {
  const outcome = prepare(aJpeg(), options())
  await started()
  await vi.advanceTimersByTimeAsync(PATIENCE - 100)
  expect(FakeWorker.all[0]?.ended).toBe(false)
  await vi.advanceTimersByTimeAsync(100)
  expect(FakeWorker.all[0]?.ended).toBe(true)
  await isFromPage(outcome)
  expect(vi.getTimerCount()).toBe(0)
})
test.each([
  ['did not arrive', () => FakeWorker.all[0]?.dispatchEvent(new Event('error'))],
  ['could not read its order', () => FakeWorker.all[0]?.dispatchEvent(new Event('messageerror'))],
  ['could not decode', () => FakeWorker.all[0]?.answer({ reason: 'damaged' })],
])('a worker that %s is ended, and the page does it', async (_, happen) => {
  const outcome = prepare(aJpeg(), options())
  await started()
  happen()
  await isFromPage(outcome)
  expect(FakeWorker.all.map(({ ended }) => ended)).toEqual([true])
})
test.each([
  ['the browser refuses to start one', () => vi.stubGlobal('Worker', vi.fn().mockThrow(new Error('policy')))],
  ['there are none', () => vi.stubGlobal('Worker', undefined)],
  ['none could draw', () => vi.stubGlobal('OffscreenCanvas', undefined)],
])('where %s the page does it', async (_, arrange) => {
  arrange()
  await isFromPage(prepare(aJpeg(), options()))
  expect(FakeWorker.all).toEqual([])
})
test('a page that hangs too is given up', async () => {
  vi.stubGlobal('Worker', undefined)
  vi.stubGlobal(
    'Image',
    class {
      decode = () => new Promise(() => {})
    },
  )
  const outcome = prepare(new File([heif('heic')], 'a.heic'), options())
  await vi.advanceTimersByTimeAsync(PATIENCE)
  expect(await outcome).toEqual({ reason: 'failed' })
})
test('what is cancelled ends at once, its worker too, and the next one begins', async () => {
  const stop = new AbortController()
  const first = prepare(aJpeg(), { ...options(), signal: stop.signal })
  const second = prepare(aJpeg(), { ...options(), signal: stop.signal })
  const third = prepare(aJpeg(), options())
  await started()
  stop.abort()
  expect([await first, await second]).toEqual([{ reason: 'cancelled' }, { reason: 'cancelled' }])
  await vi.waitFor(() => expect(FakeWorker.all.length).toBe(2))
  expect(FakeWorker.all[0]?.ended).toBe(true)
  FakeWorker.all[1]?.answer(answered)
  expect(await third).toMatchObject({ name: 'b.jpg' })
})
