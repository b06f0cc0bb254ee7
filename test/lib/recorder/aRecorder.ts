import type { Listener, MicrophoneFailure } from '~/lib/recorder/microphone'
import type { Encoding } from '~/lib/recorder/mp3Encoding'
import { createRecorder } from '~/lib/recorder/recorder'

type Options = Readonly<{
  /** Whether there is an mp3 in the end: false, and it has to be a WAV. */
  mp3?: boolean
  /** The encoder never answers. */
  isSlow?: boolean
}>

/** A recorder over a microphone that the test plays, and an encoder that writes its samples as they are. */
export function aRecorder({ mp3 = true, isSlow = false }: Options = {}) {
  const listeners: Listener[] = []
  const open = new Set<Listener>()
  const encodings = new Set<Encoding>()
  let rate = 16_000

  const last = () => listeners[listeners.length - 1]
  const recorder = createRecorder({
    open(listener) {
      listeners.push(listener)
      open.add(listener)
      return () => void open.delete(listener)
    },
    encode() {
      const samples: Int16Array<ArrayBuffer>[] = []
      let giveUp = () => {}
      const encoding: Encoding = {
        push: (some) => void samples.push(Int16Array.from(some)),
        finish: () =>
          new Promise((resolve) => {
            giveUp = () => resolve(null)
            if (!isSlow) resolve(mp3 ? new Blob(samples, { type: 'audio/mpeg' }) : null)
          }),
        end() {
          encodings.delete(encoding)
          giveUp()
        },
      }
      encodings.add(encoding)
      return encoding
    },
    clock: { wall: () => Date.UTC(2026, 2, 1, 10, 15), elapsed: () => 0 },
  })

  return {
    recorder,
    microphone: {
      last,
      open: () => open.size,
      isOpen: () => open.size > 0,
      opens(at = 16_000) {
        rate = at
        last()?.opened(at)
      },
      /** A tone of so many seconds, in pieces. */
      hears(seconds: number) {
        const samples = Float32Array.from({ length: seconds * rate }, (_, i) => 0.3 * Math.sin(i / 20))
        for (let i = 0; i < samples.length; i += 1024) last()?.heard(samples.subarray(i, i + 1024))
      },
      ends: () => last()?.ended(),
      fails: (failure: MicrophoneFailure) => last()?.failed(failure),
    },
    encodings: { running: () => encodings.size },
    /** Waits until the recorder is there. */
    phases: async (phase: string) => {
      for (let i = 0; i < 10 && recorder.state().phase !== phase; i += 1) await Promise.resolve()
    },
  }
}
