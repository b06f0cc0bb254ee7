import { describe, expect, test } from 'vitest'
import { playedKey } from '~/store/keys'
import { keepPlayed } from '~/store/keepPlayed'
import { isPlayed, readPlayed } from '~/store/played'

const keyOf = (peer: number) =>
  playedKey({ appid: 'JH', me: { id: '2', role: 'SALER' }, peer: { id: `${peer}`, role: 'MEMBER' } })
const KEY = keyOf(1)
/** Ids of voices, from the oldest on. */
const idOf = (n: number) => `5${n.toString(16).padStart(23, '0')}`

function aStorage(kept: Record<string, unknown> = {}) {
  const all = new Map(Object.entries(kept))
  return {
    read: (key: string) => all.get(key) ?? null,
    write: (key: string, value: unknown) => Boolean(all.set(key, structuredClone(value))),
    remove: (key: string) => void all.delete(key),
    keys: (prefix: string) => [...all.keys()].filter((key) => key.startsWith(prefix)),
    watch: () => () => undefined,
    all,
  }
}

/** What a visit knows after it has played those. */
function plays(storage: ReturnType<typeof aStorage>, ids: readonly string[], key = KEY) {
  const played = readPlayed(storage, key)
  for (const id of ids) keepPlayed(played, id, storage, key)
  return played
}

const numbers = (count: number) => Array.from({ length: count }, (_, i) => idOf(i))

describe('voices that were played', () => {
  test('are known at once, and by the next visit; others are not', () => {
    const storage = aStorage()
    const now = plays(storage, [idOf(5)])
    const next = readPlayed(storage, KEY)
    for (const played of [now, next])
      expect([4, 5, 6].map((n) => isPlayed(played, idOf(n)))).toEqual([false, true, false])
    expect(isPlayed(readPlayed(storage, keyOf(2)), idOf(5))).toBe(false)
  })

  test('are kept beside what another tab has kept', () => {
    const storage = aStorage()
    const one = readPlayed(storage, KEY)
    plays(storage, [idOf(1)])
    keepPlayed(one, idOf(2), storage, KEY)
    const next = readPlayed(storage, KEY)
    expect([1, 2].map((n) => isPlayed(next, idOf(n)))).toEqual([true, true])
  })

  test('take no more room than 50 of them: what is older than those counts as played', () => {
    const storage = aStorage()
    plays(storage, numbers(300).slice(10))
    const next = readPlayed(storage, KEY)
    expect([0, 10, 299, 300].map((n) => isPlayed(next, idOf(n)))).toEqual([true, true, true, false])
    expect(JSON.stringify(storage.read(KEY)).length).toBeLessThan(1500)
    // an id of another kind is in no order with them
    expect(isPlayed(next, 'a')).toBe(false)
  })

  test('are kept of 200 conversations, those with the newest', () => {
    const storage = aStorage()
    for (let peer = 0; peer < 205; peer += 1) plays(storage, [idOf(1000 - peer)], keyOf(peer))
    expect(storage.all.size).toBe(200)
    expect([0, 199].map((peer) => storage.read(keyOf(peer)) !== null)).toEqual([true, true])
    expect(storage.read(keyOf(204))).toBeNull()
  })

  test.each([['x'], [7], [{}], [[null, 3, {}]], [[[]]]])('are none where %j is kept', (kept) => {
    const played = readPlayed(aStorage({ [KEY]: kept }), KEY)
    expect(isPlayed(played, idOf(1))).toBe(false)
    const storage = aStorage({ [KEY]: kept })
    plays(storage, [idOf(1)])
    expect(isPlayed(readPlayed(storage, KEY), idOf(1))).toBe(true)
  })
})
