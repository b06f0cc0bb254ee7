import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { startMp3, type ToMp3 } from '~/lib/recorder/mp3Encoding'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A worker that the test plays. */
class FakeWorker extends EventTarget {
  readonly told: ToMp3[] = []
  terminate = vi.fn<() => void>()
  readonly moved: Transferable[] = []
  postMessage(message: ToMp3, moved: readonly Transferable[]) {
    this.told.push(message)
    this.moved.push(...moved)
  }
  answer(file: Uint8Array | null) {
    this.dispatchEvent(new MessageEvent('message', { data: { file } }))
  }
}

function start() {
  const worker = new FakeWorker()
  return { worker, encoding: startMp3(16_000, () => worker as unknown as Worker) }
}

const samples = Int16Array.of(1, 2, 3)

test('the worker gets each piece as it comes, as a copy, and the end; its answer is the file', async () => {
  const { worker, encoding } = start()
  encoding.push(samples)
  expect(worker.told).toEqual([{ rate: 16_000 }, { samples }])
  // what was handed over is no longer ours
  expect(worker.moved).toHaveLength(1)
  expect(worker.moved).not.toContain(samples.buffer)
  const file = encoding.finish()
  expect(worker.told[2]).toEqual({ end: true })
  worker.answer(Uint8Array.of(255, 243))
  expect(await file).toMatchObject({ type: 'audio/mpeg', size: 2 })
  expect(worker.terminate).toHaveBeenCalledOnce()
  expect(vi.getTimerCount()).toBe(0)
})

describe('there is no mp3', () => {
  test('where there are no workers', async () => {
    const encoding = startMp3(16_000, () => {
      throw new Error('no workers here')
    })
    encoding.push(samples)
    expect(await encoding.finish()).toBe(null)
  })
  test.each(['error', 'messageerror'])('after its %s, before the end or after it', async (type) => {
    for (const isLate of [false, true]) {
      const { worker, encoding } = start()
      encoding.push(samples)
      const file = isLate ? encoding.finish() : null
      worker.dispatchEvent(new Event(type, { cancelable: true }))
      encoding.push(samples)
      expect(await (file ?? encoding.finish())).toBe(null)
      expect(worker.terminate).toHaveBeenCalledOnce()
    }
  })
  test('where it does not answer in time', async () => {
    const { worker, encoding } = start()
    const file = encoding.finish()
    await vi.advanceTimersByTimeAsync(7_999)
    expect(worker.terminate).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1)
    expect(await file).toBe(null)
    expect(worker.terminate).toHaveBeenCalledOnce()
  })
  test('where it is called off', async () => {
    const { worker, encoding } = start()
    const file = encoding.finish()
    encoding.end()
    expect(await file).toBe(null)
    expect(worker.terminate).toHaveBeenCalledOnce()
    expect(vi.getTimerCount()).toBe(0)
  })
})
