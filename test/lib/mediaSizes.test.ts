import { describe, expect, test, vi } from 'vitest'
import { boxOf } from '~/kinds/image'
import { createMediaSizes } from '~/lib/mediaSizes'

function aStorage(stored: unknown = null) {
  let kept: unknown = stored
  return { read: () => kept, write: (_: string, value: unknown) => void (kept = value) }
}

describe('the size of a picture', () => {
  test('is known from the next visit on, and stays what it was in this one', () => {
    const storage = aStorage()
    const visit = createMediaSizes(storage)
    visit.learn('a', { width: 640, height: 480 })
    expect(visit.known('a')).toBe(null)
    expect(createMediaSizes(storage).known('a')).toEqual({ width: 640, height: 480 })
  })
  test('is learned beside what another tab has learned', () => {
    const storage = aStorage()
    const [one, other] = [createMediaSizes(storage), createMediaSizes(storage)]
    one.learn('a', { width: 1, height: 2 })
    other.learn('b', { width: 3, height: 4 })
    const next = createMediaSizes(storage)
    expect([next.known('a'), next.known('b')]).toEqual([
      { width: 1, height: 2 },
      { width: 3, height: 4 },
    ])
  })
  test.each([['x'], [{}], [[1, [], ['a'], ['a', -1, 2], ['a', 1e9, 2], [3, 1, 1]]], [undefined]])(
    'is none where the storage holds %j',
    (stored) => expect(createMediaSizes(aStorage(stored)).known('a')).toBe(null),
  )
  test('is written once for many pictures that load together', () => {
    const storage = aStorage()
    const write = vi.spyOn(storage, 'write')
    const due: (() => void)[] = []
    const visit = createMediaSizes(storage, (keep) => void due.push(keep))
    for (let i = 0; i < 30; i += 1) visit.learn(`${i}`, { width: 1, height: 1 })
    expect(write).not.toHaveBeenCalled()
    due.splice(0).forEach((keep) => keep())
    expect(write).toHaveBeenCalledTimes(1)
    expect(createMediaSizes(storage).known('29')).not.toBeNull()
    visit.learn('later', { width: 1, height: 1 })
    due.splice(0).forEach((keep) => keep())
    expect(createMediaSizes(storage).known('later')).not.toBeNull()
  })
  test('is not kept of what this page has made itself', () => {
    const storage = aStorage()
    createMediaSizes(storage).learn('blob:https://im.example/1', { width: 1, height: 1 })
    expect(storage.read()).toBeNull()
  })
  test('is kept of the newest 400 only', () => {
    const storage = aStorage()
    const visit = createMediaSizes(storage)
    for (let i = 0; i <= 400; i += 1) visit.learn(`${i}`, { width: 1, height: 1 })
    const next = createMediaSizes(storage)
    expect([next.known('0'), next.known('1')]).toEqual([null, { width: 1, height: 1 }])
  })
})

describe('the box of a picture', () => {
  test.each([
    ['unknown', null, [150, 150], [150, 150]],
    ['wide', { width: 1600, height: 800 }, [180, 90], [240, 120]],
    ['tall', { width: 800, height: 1600 }, [90, 180], [120, 240]],
    ['a strip', { width: 4000, height: 100 }, [180, 60], [240, 60]],
    ['small', { width: 100, height: 80 }, [100, 80], [100, 80]],
    ['tiny', { width: 8, height: 8 }, [60, 60], [60, 60]],
  ] as const)('of one that is %s', (_, size, phone, pc) => {
    expect([boxOf(size, 'phone'), boxOf(size, 'pc')].map(({ width, height }) => [width, height])).toEqual([
      phone,
      pc,
    ])
  })
})
