import { draw } from '~/mocks/random'

/** What one of the two says: `at` ms after the beginning, asked for at the earliest `lag` ms after its stamp. */
export type Line = Readonly<{ at: number; mine: boolean; text: string; lag: number }>

/** How busy a talk is, and which share of the other side's rows becomes visible late, by how much (ms). */
export type Pace = Readonly<{
  minutes: number
  perMinute: number
  late: Readonly<{ share: number; from: number; to: number }>
}>

/** A talk of two, both equally eloquent, with gaps as chance has them; the same for the same seed. */
export function aTalk({ minutes, perMinute, late }: Pace, seed: number): readonly Line[] {
  const lines: Line[] = []
  let at = 0
  for (let i = 0; ; i += 1) {
    at += -Math.log(1 - draw(seed, `gap ${i}`)) * (60_000 / perMinute)
    if (at >= minutes * 60_000) return lines
    const mine = draw(seed, `who ${i}`) < 0.5
    const isLate = !mine && draw(seed, `late ${i}`) < late.share
    const lag = isLate ? late.from + draw(seed, `lag ${i}`) * (late.to - late.from) : 0
    lines.push({ at, mine, text: `${i}`, lag })
  }
}

/** 0 ≤ x < 1, one after the other; the same for the same seed. */
export function chance(seed: number): () => number {
  let count = 0
  return () => draw(seed, `${(count += 1)}`)
}
