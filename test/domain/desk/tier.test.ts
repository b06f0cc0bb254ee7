import { expect, test } from 'vitest'
import { type Facts, tierOf } from '~/domain/desk/tier'
import { HOUR, MINUTE, T } from '~test/builders'

const facts = (fields: Partial<Facts>): Facts => ({
  loaded: true,
  unread: 0,
  waits: false,
  told: false,
  newestAt: T - 48 * HOUR,
  ...fields,
})

test.each<[string, Partial<Facts>, string]>([
  ['nothing of it is here', { loaded: false, unread: 3 }, 'new'],
  ['something is unread, however old', { unread: 1 }, 'unread'],
  ['the host tells of news', { told: true }, 'hot'],
  ['a message came within ten minutes', { newestAt: T - 9 * MINUTE }, 'hot'],
  ['it is unread, and came within ten minutes', { unread: 1, newestAt: T - 9 * MINUTE }, 'hot'],
  [
    'somebody has waited for an answer for less than an hour',
    { waits: true, newestAt: T - 59 * MINUTE },
    'unread',
  ],
  ['somebody has waited for longer', { waits: true, newestAt: T - 61 * MINUTE }, 'today'],
  ['it rested for ten minutes', { newestAt: T - 10 * MINUTE }, 'today'],
  ['it rested for a day', { newestAt: T - 24 * HOUR }, 'older'],
  ['it is empty', { newestAt: null }, 'older'],
])('%s', (_, fields, tier) => {
  expect(tierOf(facts(fields), T)).toBe(tier)
})
