import { Mp3Encoder } from '@breezystack/lamejs'

/** Enough for speech at 16 kHz: 240 kB a minute. */
const KBPS = 32

/** Turns 16 bit samples of one channel into mp3, piece by piece. Heavy: a worker imports it. */
export function createMp3(rate: number) {
  const encoder = new Mp3Encoder(1, rate, KBPS)
  const pieces: Int8Array[] = []
  return {
    push: (samples: Int16Array) => void pieces.push(encoder.encodeBuffer(samples)),
    /** The whole file. */
    finish() {
      pieces.push(encoder.flush())
      const file = new Uint8Array(pieces.reduce((all, { length }) => all + length, 0))
      let at = 0
      for (const piece of pieces) {
        file.set(piece, at)
        at += piece.length
      }
      return file
    },
  }
}
