import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { canRecord } from '~/lib/recorder/canRecord'
import { type Listener, openMicrophone } from '~/lib/recorder/microphone'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  expect(vi.getTimerCount()).toBe(0)
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

class FakeNode extends EventTarget {
  connect = (next: FakeNode) => next
}

/** A browser with a microphone, and what a page has of it. */
function aBrowser({ worklet = true } = {}) {
  const track = Object.assign(new EventTarget(), { stop: vi.fn<() => void>() })
  const grants: { give: () => void; refuse: (name: string) => void }[] = []
  const contexts: FakeContext[] = []
  const worklets: (FakeNode & { port: EventTarget })[] = []

  class FakeContext extends EventTarget {
    sampleRate = 48_000
    state = 'running'
    destination = new FakeNode()
    processor = new FakeNode()
    close = vi.fn<() => Promise<void>>(() => Promise.resolve())
    resume = () => Promise.resolve()
    createMediaStreamSource = () => new FakeNode()
    createScriptProcessor = () => this.processor
    audioWorklet = { addModule: () => (worklet ? Promise.resolve() : Promise.reject(new Error('gone'))) }
    constructor() {
      super()
      contexts.push(this)
    }
  }
  const getUserMedia = vi.fn<(wanted: unknown) => Promise<unknown>>(
    () =>
      new Promise((resolve, reject) => {
        grants.push({
          give: () => resolve({ getTracks: () => [track] }),
          refuse: (name) => reject(new DOMException('', name)),
        })
      }),
  )
  vi.stubGlobal('AudioContext', FakeContext)
  vi.stubGlobal(
    'AudioWorkletNode',
    class extends FakeNode {
      port = Object.assign(new EventTarget(), { start: () => {} })
      constructor() {
        super()
        worklets.push(this)
      }
    },
  )
  vi.stubGlobal('navigator', { mediaDevices: { getUserMedia } })

  const listener = {
    opened: vi.fn<Listener['opened']>(),
    heard: vi.fn<Listener['heard']>(),
    ended: vi.fn<Listener['ended']>(),
    failed: vi.fn<Listener['failed']>(),
  }
  return {
    track,
    listener,
    getUserMedia,
    contexts,
    open: () => openMicrophone(listener),
    grant: async () => {
      grants[0]?.give()
      await vi.advanceTimersByTimeAsync(0)
    },
    refuse: async (name: string) => {
      grants[0]?.refuse(name)
      await vi.advanceTimersByTimeAsync(0)
    },
    hears: (samples: Float32Array) =>
      worklets[0]?.port.dispatchEvent(new MessageEvent('message', { data: samples })),
    processes: (samples: Float32Array) =>
      contexts[0]?.processor.dispatchEvent(
        Object.assign(new Event('audioprocess'), { inputBuffer: { getChannelData: () => samples } }),
      ),
    interrupts: () => {
      const [context] = contexts
      if (!context) return
      context.state = 'interrupted'
      context.dispatchEvent(new Event('statechange'))
    },
    isFree: () =>
      track.stop.mock.calls.length > 0 && contexts.every((context) => context.close.mock.calls.length > 0),
  }
}

const SOUND = Float32Array.of(0.1, 0.2)

test('asks for one channel without echo, and hands on what it hears', async () => {
  const { open, grant, hears, listener, getUserMedia, isFree } = aBrowser()
  expect(canRecord()).toBe(true)
  const close = open()
  expect(getUserMedia).toHaveBeenCalledWith({
    audio: { channelCount: 1, echoCancellation: true, noiseSuppression: true, autoGainControl: true },
  })
  await grant()
  expect(listener.opened).not.toHaveBeenCalled()
  hears(SOUND)
  expect(listener.opened).toHaveBeenCalledExactlyOnceWith(48_000)
  hears(SOUND)
  expect(listener.heard.mock.calls).toEqual([[SOUND], [SOUND]])
  expect(isFree()).toBe(false)
  close()
  expect(isFree()).toBe(true)
  hears(SOUND)
  expect(listener.heard).toHaveBeenCalledTimes(2)
  expect(listener.ended).not.toHaveBeenCalled()
})

test('where the worklet does not arrive it hears by a script processor, whose memory it does not keep', async () => {
  const { open, grant, processes, listener } = aBrowser({ worklet: false })
  const close = open()
  await grant()
  const shared = Float32Array.from(SOUND)
  processes(shared)
  shared.fill(0)
  expect(listener.opened).toHaveBeenCalledExactlyOnceWith(48_000)
  expect(listener.heard.mock.calls).toEqual([[SOUND]])
  close()
})

test('what is granted after it was closed is stopped at once', async () => {
  const { open, grant, track, contexts, listener } = aBrowser()
  open()()
  await grant()
  expect(track.stop).toHaveBeenCalledOnce()
  expect(contexts).toEqual([])
  expect(listener.failed).not.toHaveBeenCalled()
})

describe('it ends and frees all', () => {
  test('when it is unplugged', async () => {
    const { open, grant, hears, track, listener, isFree } = aBrowser()
    open()
    await grant()
    hears(SOUND)
    track.dispatchEvent(new Event('ended'))
    expect(listener.ended).toHaveBeenCalledOnce()
    expect(isFree()).toBe(true)
  })
  test('when a call interrupts it', async () => {
    const { open, grant, hears, interrupts, listener, isFree } = aBrowser()
    open()
    await grant()
    hears(SOUND)
    interrupts()
    expect(listener.ended).toHaveBeenCalledOnce()
    expect(isFree()).toBe(true)
  })
  test('when nothing comes any more', async () => {
    const { open, grant, hears, listener, isFree } = aBrowser()
    open()
    await grant()
    hears(SOUND)
    await vi.advanceTimersByTimeAsync(3_000)
    hears(SOUND)
    await vi.advanceTimersByTimeAsync(3_999)
    expect(listener.ended).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1)
    expect(listener.ended).toHaveBeenCalledOnce()
    expect(isFree()).toBe(true)
  })
})

describe('it fails', () => {
  test.each([
    ['NotAllowedError', 'refused'],
    ['SecurityError', 'refused'],
    ['NotFoundError', 'missing'],
    ['OverconstrainedError', 'missing'],
    ['NotReadableError', 'inUse'],
    ['AbortError', 'inUse'],
    ['OtherError', 'broken'],
  ] as const)('%s as %s', async (name, failure) => {
    const { open, refuse, listener } = aBrowser()
    open()
    await refuse(name)
    expect(listener.failed).toHaveBeenCalledExactlyOnceWith(failure)
  })
  test('as broken where not even silence comes, and frees all', async () => {
    const { open, grant, listener, isFree } = aBrowser()
    open()
    await grant()
    await vi.advanceTimersByTimeAsync(4_000)
    expect(listener.failed).toHaveBeenCalledExactlyOnceWith('broken')
    expect(isFree()).toBe(true)
  })
  test.each([
    [false, 'insecure'],
    [true, 'unsupported'],
  ] as const)('where there are no media devices, and a secure page: %j', (isSecureContext, failure) => {
    const { open, listener } = aBrowser()
    vi.stubGlobal('navigator', {})
    vi.stubGlobal('isSecureContext', isSecureContext)
    expect(canRecord()).toBe(false)
    open()
    expect(listener.failed).toHaveBeenCalledExactlyOnceWith(failure)
  })
})
