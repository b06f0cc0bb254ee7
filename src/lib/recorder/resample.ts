/** How many zero crossings of the filter count on either side: so steep is it. */
const CROSSINGS = 16

/** Where the low-pass stands, as a part of the lower of both rates: below the half, so that it is shut there. */
const CUTOFF = 0.44

export type Resampler = Readonly<{
  /** What of the output can be told by now. */
  push: (samples: Float32Array) => Int16Array<ArrayBuffer>
  /** The rest; nothing may be pushed afterwards. */
  flush: () => Int16Array<ArrayBuffer>
}>

/**
 * Turns samples (-1 to 1) of one rate into 16 bit ones of another, piece by piece and without seams. What the lower rate cannot
 * carry is filtered away first: it would come back as a whistle.
 */
export function createResampler(from: number, to: number): Resampler {
  const divisor = greatestDivisor(from, to)
  // an output sample stands step / phases input samples after the one before it
  const step = from / divisor
  const phases = to / divisor
  const cutoff = CUTOFF * Math.min(1, to / from)
  const half = Math.ceil(CROSSINGS / (2 * cutoff))
  const filters = Array.from({ length: phases }, (_, phase) => filterAt(phase / phases, half, cutoff))

  // silence first: the first sample has neighbours, too
  let input = new Float32Array(half)
  let at = half
  let phase = 0
  let taken = 0
  let given = 0

  const turn = (samples: Float32Array) => {
    const all = new Float32Array(input.length + samples.length)
    all.set(input)
    all.set(samples, input.length)
    const output = new Int16Array(Math.max(0, Math.ceil(((all.length - at) * phases) / step) + 1))
    let made = 0
    for (; at + half < all.length; made += 1) {
      const filter = filters[phase]
      if (filter) output[made] = sixteenBit(filtered(all, at - half, filter))
      phase += step
      at += Math.floor(phase / phases)
      phase %= phases
    }
    const done = Math.min(all.length, at - half)
    input = all.slice(done)
    at -= done
    return output.slice(0, made)
  }
  return {
    push(samples) {
      const output = turn(samples)
      taken += samples.length
      given += output.length
      return output
    },
    flush: () =>
      turn(new Float32Array(half + 1)).slice(0, Math.max(0, Math.round((taken * to) / from) - given)),
  }
}

/** A windowed sinc for an output that stands `offset` after an input; its sum is 1, so that loudness stays. */
function filterAt(offset: number, half: number, cutoff: number): Float32Array {
  const filter = Float32Array.from({ length: 2 * half + 1 }, (_, i) => {
    const x = i - half - offset
    const angle = (Math.PI * x) / (half + 1)
    const window = 0.42 + 0.5 * Math.cos(angle) + 0.08 * Math.cos(2 * angle)
    return window * (x === 0 ? 2 * cutoff : Math.sin(2 * Math.PI * cutoff * x) / (Math.PI * x))
  })
  const sum = filter.reduce((all, weight) => all + weight, 0)
  return filter.map((weight) => weight / sum)
}

function filtered(samples: Float32Array, start: number, filter: Float32Array): number {
  let sum = 0
  for (let i = 0; i < filter.length; i += 1) sum += (samples[start + i] ?? 0) * (filter[i] ?? 0)
  return sum
}

const sixteenBit = (sample: number) => Math.round(Math.max(-1, Math.min(1, sample)) * 32_767)

const greatestDivisor = (a: number, b: number): number => (b === 0 ? a : greatestDivisor(b, a % b))
