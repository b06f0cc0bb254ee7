import { describe, expect, test } from 'vitest'
import { type Pair, sideOf } from '~/domain/identity'
import { aDocument, anOwnDocument, aWireMessage, PAIR } from '~test/builders'

const side = (document: Record<string, unknown>, pair: Pair = PAIR) => sideOf(pair, aWireMessage(document))

describe('a message', () => {
  test('is mine or theirs by who sent it to whom', () => {
    expect(side(anOwnDocument())).toBe('mine')
    expect(side(aDocument())).toBe('theirs')
  })
  test('F47 of another pair or application is nobody’s', () => {
    expect(side(aDocument({ from: '3' }))).toBeNull()
    expect(side(aDocument({ to: '201' }))).toBeNull()
    expect(side(aDocument({ appid: 'XX' }))).toBeNull()
  })
  test('F81 that claims the wrong role is nobody’s', () => {
    expect(side(aDocument({ fromrole: 'MEMBER' }))).toBeNull()
    expect(side(anOwnDocument({ torole: 'MEMBER' }))).toBeNull()
  })
  test('F48 without roles is decided by its ids, given as numbers too', () => {
    expect(side(aDocument({ from: 2, to: 200, fromrole: null, torole: undefined, appid: undefined }))).toBe(
      'theirs',
    )
  })
  test('F81 between a member and a salesperson of one id is decided by the role', () => {
    const twins: Pair = { appid: 'JH', me: { id: '2', role: 'MEMBER' }, peer: { id: '2', role: 'SALER' } }
    expect(side(aDocument({ to: '2' }), twins)).toBe('theirs')
    expect(side(aDocument({ to: '2', fromrole: '' }), twins)).toBeNull()
  })
})
