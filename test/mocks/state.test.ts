import { expect, test } from 'vitest'
import { emptyState, STATE_SHAPE } from '~/mocks/state'
import { createWorld } from '~/mocks/world'
import { asMember, END, NOON } from './aWorld'

function shapeOf(value: unknown): unknown {
  if (value instanceof Map) return { each: shapeOf([...value.values()][0]) }
  if (Array.isArray(value)) return { each: shapeOf(value[0]) }
  if (typeof value !== 'object' || value === null) return value === null ? 'null' : typeof value
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, shapeOf(part)]))
}

test('browsers keep worlds of this shape: who changes it raises STATE_SHAPE', () => {
  const state = emptyState()
  const world = createWorld({ now: () => NOON, members: 1, busy: 1 }, state)
  world.poll({ ...asMember, lasttime: END })
  world.send({ ...asMember, type: 'TEXT', content: '在吗' })
  world.register({ appid: 'JH', userid: '200', userrole: 'MEMBER' })
  world.markRead({ appid: 'JH', from: '201', fromrole: 'MEMBER', to: '2' })
  for (const entry of state.entries) entry.row = 'any'
  expect([STATE_SHAPE, shapeOf(state)]).toEqual([
    4,
    {
      began: 'number',
      entries: { each: { pair: 'string', stamp: 'number', at: 'number', row: 'string' } },
      talks: {
        each: {
          pair: { appid: 'string', member: 'string', saler: 'string' },
          visits: { MEMBER: { since: 'number', lastPoll: 'number' }, SALER: 'null' },
          unanswered: {
            each: {
              id: 'string',
              role: 'string',
              at: 'number',
              type: 'string',
              text: 'string',
              read: 'boolean',
              answered: 'boolean',
            },
          },
          lastLine: 'number',
          inARow: 'number',
          lines: 'number',
          until: 'number',
        },
      },
      saved: 'number',
      requests: 'number',
      seen: { each: 'number' },
      marks: { each: { each: 'number' } },
      aheadMs: 'number',
      faults: 'null',
    },
  ])
})
