import { AMR } from 'web-amr/dist/vendor/amrnb.js'
import { wavOf } from './wav'

const RATE = 8000
const HEAD = 6
/** Bytes of a frame by its type, its own first byte among them: eight rates, the noise of a pause; 15 is a frame of nothing. */
const SIZES = [13, 14, 16, 18, 20, 21, 27, 32, 6]
const NOTHING = 15
/** Frames of 20 ms that are played at most: ten minutes, where WeChat ends at one. */
const MOST = 30_000

/** An AMR-NB file (RFC 4867, 5) as WAV, as far as it is sound; null where it is not. Takes its time: not on the main thread. */
export function decodeAmr(file: Uint8Array): ArrayBuffer | null {
  const end = endOfFrames(file)
  return end === null ? null : decoded(padded(file.subarray(0, end)))
}

/**
 * The decoder guesses how much will come of so many bytes and grows from there, but stops where a pause that was not sent (frames of a
 * byte) fills its guess to the sample: never so from 6n + 1 bytes on. What is added is the beginning of a frame, and left alone.
 */
function padded(frames: Uint8Array): Uint8Array {
  const { length } = frames
  const file = new Uint8Array(length + 1 + ((6 - (length % 6)) % 6)).fill(4)
  file.set(frames)
  return file
}

/** Where the frames end that can be played: the rest was cut off, or is none. Null where nothing looks like AMR. */
function endOfFrames(file: Uint8Array): number | null {
  let at = HEAD
  let frames = 0
  let clean = 0
  while (at < file.length && frames < MOST) {
    const first = file[at] ?? 0
    const type = (first >> 3) & 15
    const size = type === NOTHING ? 1 : SIZES[type]
    if (size === undefined || at + size > file.length) break
    // bits that mean nothing are 0 there
    if ((first & 0x83) === 0) clean += 1
    at += size
    frames += 1
  }
  return frames === 0 || clean * 2 < frames ? null : at
}

function decoded(file: Uint8Array): ArrayBuffer | null {
  const pcm = AMR._decode(file)
  return pcm && pcm.length > 0 ? wavOf(pcm, RATE) : null
}
