import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createClips } from '~/lib/voice/clips'
import { decodeApart } from '~/lib/voice/decodeApart'
import { bytesOf, sound, unsound, voiceFile } from '~test/support/voiceFiles'

const NEVER = new AbortController().signal
const alive = new Set<string>()

beforeEach(() => {
  alive.clear()
  let made = 0
  vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
    const address = `blob:${(made += 1)}:${blob instanceof Blob ? blob.type : ''}`
    alive.add(address)
    return address
  })
  vi.spyOn(URL, 'revokeObjectURL').mockImplementation((address) => void alive.delete(address))
})
afterEach(() => vi.restoreAllMocks())

function someClips(file: Uint8Array<ArrayBuffer>, wav: ArrayBuffer | null = new ArrayBuffer(44)) {
  const read = vi.fn<() => Promise<Uint8Array<ArrayBuffer>>>(() => Promise.resolve(file))
  const decode = vi.fn<() => Promise<ArrayBuffer | null>>(() => Promise.resolve(wav))
  return { read, decode, clips: createClips({ read, decode, canPlay: (mime) => !/flac|samr/.test(mime) }) }
}

describe('clips', () => {
  test('of AMR are opened as WAV, once', async () => {
    const { clips, read, decode } = someClips(voiceFile('voice-4s.amr'))
    const address = await clips.open('a', NEVER, false)
    expect(address).toMatch(/audio\/wav$/)
    expect(clips.ready('a')).toBe(address)
    expect([read.mock.calls.length, decode.mock.calls.length]).toEqual([1, 1])
  })

  test('of what browsers play are opened as what they are, whatever they are called', async () => {
    const { clips, decode } = someClips(sound['nameless'] ?? new Uint8Array())
    expect(await clips.open('a.amr', NEVER, false)).toMatch(/audio\/mpeg$/)
    expect(decode).not.toHaveBeenCalled()
  })

  test.each([
    ['empty.amr', 'empty'],
    ['page.amr', 'page'],
    ['wide.amr', 'wideband'],
    ['voice.silk', 'silk'],
    ['noise.bin', 'format'],
    ['phone.3gp', 'format'],
  ])('%s fails as %s', async (name, trouble) => {
    const { clips } = someClips(unsound[name]?.[0] ?? new Uint8Array())
    await expect(clips.open('a', NEVER, false)).rejects.toMatchObject({ trouble })
    expect(clips.ready('a')).toBeUndefined()
  })

  test('of damaged AMR, of too much of it, and of what this browser does not play fail each in its way', async () => {
    const amr = voiceFile('voice-4s.amr')
    const huge = new Uint8Array(1_000_001)
    huge.set(amr)
    const open = ({ clips }: ReturnType<typeof someClips>) => clips.open('a', NEVER, false)
    await expect(open(someClips(amr, null))).rejects.toMatchObject({ trouble: 'damaged' })
    await expect(open(someClips(huge))).rejects.toMatchObject({ trouble: 'large' })
    await expect(open(someClips(bytesOf('fLaC')))).rejects.toMatchObject({ trouble: 'format' })
  })

  test('are ready while they are among the 20 used last; the others are let go of', async () => {
    const { clips } = someClips(voiceFile('voice-4s.mp3'))
    for (let i = 0; i < 20; i += 1) await clips.open(`${i}`, NEVER, false)
    expect(clips.ready('0')).toBeDefined()
    await clips.open('20', NEVER, false)
    await clips.open('20', NEVER, false)
    expect([clips.ready('0') !== undefined, clips.ready('1'), alive.size]).toEqual([true, undefined, 20])
    clips.drop('0')
    expect([clips.ready('0'), alive.size]).toEqual([undefined, 19])
  })

  test('that nobody waits for any more leave nothing', async () => {
    const { clips, read } = someClips(voiceFile('voice-4s.mp3'))
    const controller = new AbortController()
    const opened = clips.open('a', controller.signal, false)
    controller.abort()
    await expect(opened).rejects.toMatchObject({ name: 'AbortError' })
    expect([read.mock.calls.length, alive.size]).toEqual([1, 0])
  })
})

class FakeWorker extends EventTarget {
  terminate = vi.fn<() => void>()
  postMessage = vi.fn<(file: Uint8Array) => void>()
  says(type: string, data?: unknown) {
    this.dispatchEvent(Object.assign(new Event(type), { data }))
  }
}

describe('the worker', () => {
  const begin = (signal = NEVER) => {
    const worker = new FakeWorker()
    return { worker, wav: decodeApart(() => worker as unknown as Worker, new Uint8Array(3), signal) }
  }

  test('decodes one file and is ended', async () => {
    const { worker, wav } = begin()
    expect([worker.postMessage.mock.calls.length, worker.terminate.mock.calls.length]).toEqual([1, 0])
    const file = new ArrayBuffer(44)
    worker.says('message', file)
    expect(await wav).toBe(file)
    expect(worker.terminate).toHaveBeenCalledOnce()
  })

  test.each(['error', 'messageerror'])('that ends in an %s says so', async (type) => {
    const { worker, wav } = begin()
    worker.says(type)
    await expect(wav).rejects.toMatchObject({ trouble: 'decoder' })
    expect(worker.terminate).toHaveBeenCalledOnce()
  })

  test('that may not start says so', async () => {
    const refuse = () => {
      throw new DOMException('no', 'SecurityError')
    }
    await expect(decodeApart(refuse, new Uint8Array(), NEVER)).rejects.toMatchObject({ trouble: 'decoder' })
  })

  test('that hangs is ended after 20 s', async () => {
    vi.useFakeTimers()
    const { worker, wav } = begin()
    const failed = wav.catch((error: unknown) => error)
    vi.advanceTimersByTime(19_999)
    expect(worker.terminate).not.toHaveBeenCalled()
    vi.advanceTimersByTime(1)
    expect(await failed).toMatchObject({ trouble: 'decoder' })
    expect(worker.terminate).toHaveBeenCalledOnce()
    vi.useRealTimers()
  })

  test('whose clip nobody waits for any more is ended at once', async () => {
    const controller = new AbortController()
    const { worker, wav } = begin(controller.signal)
    controller.abort()
    await expect(wav).rejects.toMatchObject({ name: 'AbortError' })
    expect(worker.terminate).toHaveBeenCalledOnce()
  })
})
