import { isRecord } from '~/lib/json'
import { STATUS } from './documented'
import { plain } from './envelope'
import { isAbsent, sayFailure } from './failure'
import { type Found, found, say, undecided } from './finding'
import type { Question } from './question'
import { schemaFindings } from './schema'

const IDS = ['status.hearttime', 'status.isonline'] as const

/** What getUserStatus says of both sides: how it spells and types what the product reads. */
export const presence: Question = async ({ client }) => {
  const answers = [await client.status(client.pair.me), await client.status(client.pair.other)]
  const broken = answers.find((answer) => !answer.ok)
  if (broken && !broken.ok) {
    const why = sayFailure(broken.failure)
    const exists = isAbsent(broken.failure)
      ? found('getUserStatus.exists', 'no', 'warning', why)
      : undecided('getUserStatus.exists', why)
    return [exists, ...IDS.map((id) => undecided(id, why))]
  }
  const raw = answers.flatMap((answer) => (answer.ok ? answer.raw : []))
  const rows = raw.filter(isRecord)
  const counts = say(`两人一共 ${rows.length} 条状态`, `there are ${rows.length} rows of the two`)
  return [
    found('getUserStatus.exists', 'yes', 'ok', counts),
    ...(rows.length === 0
      ? IDS.map((id) => undecided(id, counts))
      : [hearttime(rows), found('status.isonline', typesOf(rows), 'ok', counts)]),
    ...schemaFindings('status', STATUS, raw),
  ]
}

function hearttime(rows: readonly Readonly<Record<string, unknown>>[]): Found {
  const spelled = ['hearttime', 'heartime'].filter((name) => rows.some((row) => name in row))
  const sound = rows.filter((row) => spelled.some((name) => /^[1-9]\d{12}$/.test(plain(row[name])))).length
  const evidence = say(
    `${rows.length} 条状态中 ${sound} 条有 13 位毫秒`,
    `${sound} of ${rows.length} rows hold 13-digit ms`,
  )
  return found(
    'status.hearttime',
    spelled.join(' + ') || 'missing',
    sound === rows.length ? 'ok' : 'warning',
    evidence,
  )
}

/** Of what types `isonline` is; 1 and 0, true and false, and their texts are understood. */
const typesOf = (rows: readonly Readonly<Record<string, unknown>>[]) =>
  [...new Set(rows.map(({ isonline }) => (isonline === undefined ? 'missing' : typeof isonline)))].join(' + ')
