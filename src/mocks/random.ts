/**
 * A number 0 ≤ x < 1 that depends on nothing but `seed` and `about`, so that the order of requests cannot change it.
 * FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv/, 32 bits) and the finalizer of MurmurHash3.
 */
export function draw(seed: number, about: string): number {
  let hash = 0x811c9dc5
  for (const char of `${seed}/${about}`) {
    hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193)
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32
}

/** A whole number from `low` to `high`, both included; see `draw`. */
export function drawBetween(seed: number, about: string, low: number, high: number): number {
  return low + Math.floor(draw(seed, about) * (high - low + 1))
}

/** One of `list`, which must not be empty; see `draw`. */
export function drawOne<T>(seed: number, about: string, list: readonly [T, ...T[]]): T {
  return list[Math.floor(draw(seed, about) * list.length)] ?? list[0]
}
