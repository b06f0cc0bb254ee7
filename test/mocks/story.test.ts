import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { objectIdTime } from '~/lib/objectId'
import { parseBatch } from '~/wire/schema'
import { asMember, aWorld, END, HOURS, NOON } from './aWorld'

const rows = [...aWorld({ story: true }).world.history({ ...asMember, lasttime: END, limit: 100 })].reverse()

test('the story has more than three pages, of all kinds and one unknown kind, over several days', () => {
  expect(rows.length).toBeGreaterThanOrEqual(35)
  expect(rows.length).toBeLessThanOrEqual(45)
  expect(new Set(rows.map((row) => row.type))).toEqual(new Set(['TEXT', 'IMAGE', 'VOICE', 'VIDEO']))
  expect(new Set(rows.map((row) => row.create_at.slice(0, 10))).size).toBe(4)
  for (const role of ['MEMBER', 'SALER']) {
    expect(rows.some((row) => row.type === 'VOICE' && row.fromrole === role)).toBe(true)
  }
})

test('everything was said before now, also just after midnight in China, and every row is sound', () => {
  for (const hour of [-3, 0, 13.01]) {
    const now = NOON + hour * HOURS
    const { world } = aWorld({ story: true, now: () => now })
    const batch = parseBatch(world.rows(), null)
    expect(batch.rejected).toBe(0)
    for (const row of batch.messages) {
      expect(row.sendtime).toBeLessThan(now + 8 * HOURS)
      expect(row.readtime).toBeLessThan(now + 8 * HOURS)
    }
  }
})

test('days and hours are those of Beijing', () => {
  // without the server's skew: 10:02:11 in Beijing is 02:02:11 UTC
  expect(new Date((rows[0]?.sendtime ?? 0) - 8 * HOURS).toISOString()).toMatch(/^2026-03-05T02:02:11/)
})

test('three rows share one stamp, with ids of 148 to 163 s later, as in the documented sample', () => {
  const tied = rows.filter((row) => rows.filter((other) => other.sendtime === row.sendtime).length > 1)
  expect(tied).toHaveLength(3)
  const lags = tied.map((row) => (objectIdTime(row._id) ?? 0) - (row.sendtime - 8 * HOURS))
  for (const lag of lags) {
    expect(lag).toBeGreaterThan(146_000)
    expect(lag).toBeLessThanOrEqual(163_000)
  }
})

test('everything is read but the newest message of either side', () => {
  const unread = rows.filter((row) => row.status === 0)
  expect(unread.map((row) => row.fromrole)).toEqual(['SALER', 'MEMBER'])
  expect(rows.slice(-2)).toEqual(unread)
  for (const row of rows) expect(row.readtime > row.sendtime).toBe(row.status === 1)
})

test('every picture, voice and avatar of the story is a file', () => {
  const media = rows.flatMap((row) => [row.content, row.f_avatar, row.t_avatar])
  const files = media.filter((text) => text.startsWith('/mock-media/') && !text.endsWith('.mp4'))
  expect(files.length).toBeGreaterThan(20)
  for (const file of files)
    expect(existsSync(resolve('src/mocks/media', file.split('/')[2] ?? ''))).toBe(true)
})

test('any other pair has a short story of its own', () => {
  const { world } = aWorld({ story: true })
  const other = world.history({ ...asMember, from: '777', lasttime: END })
  expect(other).toHaveLength(5)
  expect(new Set(other.flatMap((row) => [row.from, row.to]))).toEqual(new Set(['777', '2']))
})

test('without a story nobody has said anything', () => {
  expect(aWorld().world.history({ ...asMember, lasttime: END })).toEqual([])
})
