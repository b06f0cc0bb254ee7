import { objectIdTime } from '~/lib/objectId'
import { otherRole } from '~/mocks/apiMessage'
import { objectId } from '~/mocks/objectIds'
import { idOf } from './knownRows'
import type { Fields } from './requestFields'

/** The row that a backend would have saved of a send that was not recorded, at `at` (true UTC ms), the `count`th one. */
export function savedRow(fields: Fields, at: number, skew: number, count: number): Fields {
  const stamp = Math.floor(at + skew)
  const written = new Date(stamp).toISOString()
  return {
    ...fields,
    _id: objectId(0, at, count),
    torole: otherRole(fields['fromrole'] === 'SALER' ? 'SALER' : 'MEMBER'),
    voiceLength: Number(fields['voiceLength'] ?? -1),
    imageSize: Number(fields['imageSize'] ?? -1),
    status: 0,
    sendtime: stamp,
    readtime: -1,
    create_at: written,
    update_at: written,
    __v: 0,
  }
}

/** How far the stamps of these rows run ahead of their ids, ms: that of the newest one which tells both. */
export function skewIn(rows: readonly unknown[]): number {
  const told = rows.flatMap((row) => {
    const id = idOf(row)
    const made = id === null ? null : objectIdTime(id)
    // only what is a row has an id
    const stamp = made === null ? 0 : Number((row as Fields)['sendtime'])
    return made !== null && stamp > 0 ? [{ made, skew: stamp - made }] : []
  })
  const newest = told.reduce((best, one) => (one.made > best.made ? one : best), { made: 0, skew: 0 })
  // ids tell whole seconds
  return Math.round(newest.skew / 1000) * 1000
}
