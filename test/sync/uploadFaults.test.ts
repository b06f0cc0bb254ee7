import { expect, onTestFinished, test, vi } from 'vitest'
import type { PageEvent } from '~/lib/page'
import { itemsIn } from '~/sync/outboxEntry'
import { discard, sendFiles } from '~/sync/send'
import { startLate } from '~/sync/startLate'
import { aPlace } from '~test/support/aPlace'
import { failing } from './aChat'
import { aKeptPicture, anUploadingChat, aSlowUpload, picture } from './anUploadingChat'

test('what never answers and hears of nothing holds nothing up: not once it is given up, and not for ever', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const { chat, uploaded, contents, first, phases } = anUploadingChat(() => new Promise(() => {}))
  sendFiles(chat, [picture('a.jpg'), picture('b.jpg')])
  await vi.advanceTimersByTimeAsync(100)
  discard(chat, first())
  await vi.advanceTimersByTimeAsync(1_000)
  expect(uploaded.mock.calls.map(([, { name }]) => name)).toEqual(['a.jpg', 'b.jpg'])
  uploaded.mockImplementation((_, { name }) => Promise.resolve(`/up/${name}`))
  vi.advanceTimersByTime(110_000)
  expect(phases()).toEqual(['uploading'])
  vi.advanceTimersByTime(10_000)
  await vi.advanceTimersByTimeAsync(2_000)
  expect(phases()).not.toContain('uploading')
  expect(uploaded).toHaveBeenCalledTimes(3)
  expect(contents()).toEqual([])
  expect(first().raw).toBe('/up/b.jpg')
})

test('what hears of being called off has ended before the next begins', async () => {
  let running = 0
  const most: number[] = []
  const { chat, first } = anUploadingChat(async (_, { signal }) => {
    most.push((running += 1))
    await new Promise<void>((resolve) => signal.addEventListener('abort', () => setTimeout(resolve, 20)))
    running -= 1
    throw new DOMException('aborted', 'AbortError')
  })
  sendFiles(chat, [picture('a.jpg'), picture('b.jpg')])
  await vi.waitFor(() => expect(most).toHaveLength(1))
  discard(chat, first())
  await vi.waitFor(() => expect(most).toEqual([1, 1]))
})

test('a database that never answers holds up no other file', async () => {
  const place = { ...aPlace(), find: () => new Promise<null>(() => {}) }
  const { chat, uploaded, first } = anUploadingChat(undefined, place)
  chat.store.restore(itemsIn({ v: 1, alive: 0, items: [aKeptPicture(chat)] }, chat))
  sendFiles(chat, [picture('b.jpg')])
  await vi.waitFor(() => expect(first().file?.key).toBe('lost'))
  discard(chat, first())
  await vi.waitFor(() => expect(uploaded).toHaveBeenCalledTimes(1), 3_000)
})

test('whatever is told of progress, it is a share', async () => {
  const slow = aSlowUpload()
  const { chat, store, first } = anUploadingChat(slow.upload)
  sendFiles(chat, [picture('a.jpg')])
  await vi.waitFor(() => expect(slow.tell).toHaveLength(1))
  const share = () => store.getState().uploads.get(first().localId)
  slow.tell[0]?.(0.5)
  for (const told of [Number.NaN, -1, undefined as never]) slow.tell[0]?.(told)
  expect(share()).toBe(0.5)
  slow.tell[0]?.(42)
  expect(share()).toBe(1)
})

test('what a host throws may pass; nothing of an attempt that has ended is told any more', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const tell: ((share: number) => void)[] = []
  const { chat, store, uploaded, phases } = anUploadingChat((_, { onProgress }) => {
    tell.push(onProgress)
    return Promise.reject(new TypeError('Failed to fetch'))
  })
  sendFiles(chat, [picture('a.jpg')])
  await vi.advanceTimersByTimeAsync(100)
  expect(phases()).toEqual(['uploading'])
  tell[0]?.(0.7)
  expect(store.getState().uploads.size).toBe(0)
  await vi.advanceTimersByTimeAsync(2_000)
  expect(uploaded).toHaveBeenCalledTimes(2)
})

test('the pause of one that is given up is not that of the next, unless the server has asked for it', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const { chat, uploaded, first } = anUploadingChat(failing({ kind: 'http', status: 500, retryAfter: null }))
  sendFiles(chat, [picture('a.jpg'), picture('b.jpg'), picture('c.jpg')])
  await vi.advanceTimersByTimeAsync(100)
  expect(uploaded).toHaveBeenCalledTimes(1)
  uploaded.mockImplementation(failing({ kind: 'http', status: 429, retryAfter: 9_000 }))
  discard(chat, first())
  await vi.advanceTimersByTimeAsync(500)
  expect(uploaded).toHaveBeenCalledTimes(2)
  discard(chat, first())
  await vi.advanceTimersByTimeAsync(8_000)
  expect(uploaded).toHaveBeenCalledTimes(2)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(uploaded).toHaveBeenCalledTimes(3)
})

test('while the page stands still nothing ends: another tab may have taken the message', async () => {
  const slow = aSlowUpload()
  const { chat, place, uploader, contents, phases } = anUploadingChat(slow.upload)
  sendFiles(chat, [picture('a.jpg')])
  await vi.waitFor(() => expect(slow.ends).toHaveLength(1))
  chat.engine.tell({ type: 'frozen' })
  slow.ends[0]?.('/up/a')
  await Promise.resolve()
  expect(phases()).toEqual(['uploading'])
  expect(place.kept.size).toBe(1)
  chat.engine.tell({ type: 'thawed' })
  uploader.look()
  await vi.waitFor(() => expect(slow.ends).toHaveLength(2))
  slow.ends[1]?.('/up/a')
  await vi.waitFor(() => expect(contents()).toEqual(['/up/a']))
})

test.each(['thawed', 'shown'] as const)(
  'a page that is back goes on, where that is told by %s',
  async (event) => {
    const { chat } = anUploadingChat(() => new Promise(() => {}))
    let tell: (event: PageEvent) => void = () => {}
    const look = vi.fn<() => void>()
    const part = { look, stop: () => {} }
    const stop = startLate(
      chat,
      { watch: (heard) => ((tell = heard), () => {}) },
      { isWanted: () => true, load: () => Promise.resolve(part), start: (module) => module },
    )
    onTestFinished(stop)
    await Promise.resolve()
    await Promise.resolve()
    tell('hidden')
    expect(look).not.toHaveBeenCalled()
    tell(event)
    expect(look).toHaveBeenCalledTimes(1)
  },
)
