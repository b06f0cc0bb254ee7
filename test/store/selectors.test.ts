import { expect, test } from 'vitest'
import { EMPTY_LOG, merge } from '~/domain/merge'
import { NOTHING_KNOWN, type OutboxItem } from '~/domain/outboxItem'
import { profileOf } from '~/store/profiles'
import { keyOf, newestRead, shownIn } from '~/store/selectors'
import { aDelivered, aDocument, anOwnDocument, SKEW, T } from '~test/builders'

const logOf = (...documents: Record<string, unknown>[]) =>
  merge(
    EMPTY_LOG,
    documents.map((d) => aDelivered(d)),
  )
const pending = (localId: string, at: number): OutboxItem => ({
  localId,
  type: 'TEXT',
  raw: localId,
  content: { type: 'TEXT', text: localId },
  topic: null,
  sentAt: at + SKEW,
  at,
  mine: true,
  file: null,
  state: { phase: 'unknown', since: 0, sweeps: 0 },
  before: NOTHING_KNOWN,
  echo: null,
})

test('with nothing on its way the rows themselves are shown', () => {
  const log = logOf(aDocument())
  expect(shownIn({ log, outbox: [] })).toBe(log.rows)
})

test('own messages on their way stand at their place, behind rows of the same stamp', () => {
  const log = logOf(aDocument({ content: 'a' }, T), aDocument({ content: 'b' }, T + 2000))
  const outbox = [pending('last', T + 3000), pending('tied', T + 2000), pending('between', T + 1000)]
  expect(shownIn({ log, outbox }).map(({ raw }) => raw)).toEqual(['a', 'between', 'b', 'tied', 'last'])
})

test('a bubble keeps its key when its row is delivered', () => {
  const [row] = logOf(anOwnDocument()).rows
  if (!row) throw new Error('no row')
  expect(keyOf(row, new Map([[row.id, 'local-1']]))).toBe('local-1')
  expect(keyOf(row, new Map())).toBe(row.id)
  expect(keyOf(pending('local-2', T), new Map())).toBe('local-2')
})

test('the newest own message seen read is found behind unread ones', () => {
  const read = anOwnDocument({ status: 1 }, T + 1000)
  const log = logOf(
    anOwnDocument({}, T),
    read,
    anOwnDocument({}, T + 2000),
    aDocument({ status: 1 }, T + 3000),
  )
  expect(newestRead({ log })?.id).toBe(read['_id'])
  expect(newestRead({ log: EMPTY_LOG })).toBeNull()
})

test('people are called as the address says, else as the newest message that names them', () => {
  const log = logOf(
    aDocument({ f_nickname: '旧名', f_avatar: '/a.png' }, T),
    aDocument({ f_nickname: '周', f_avatar: '' }, T + 1000),
    anOwnDocument({ f_nickname: '林' }, T + 2000),
  )
  expect(profileOf('theirs', { log })).toEqual({ nickname: '周', avatar: '/a.png' })
  expect(profileOf('mine', { log })).toEqual({ nickname: '林', avatar: '' })
  expect(profileOf('theirs', { log }, { nickname: '小周', avatar: '' })).toEqual({
    nickname: '小周',
    avatar: '/a.png',
  })
})
