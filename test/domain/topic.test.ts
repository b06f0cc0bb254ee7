import { expect, test } from 'vitest'
import { EMPTY_LOG, merge } from '~/domain/merge'
import { cardFrom, currentTopic } from '~/domain/topic'
import { aDelivered, aDocument, anOwnDocument, T } from '~test/builders'

const order = { bustype: 'ORDER_CHAT', busid: '8' }
const rows = merge(EMPTY_LOG, [
  aDelivered(aDocument(order, T)),
  aDelivered(anOwnDocument({ bustype: 'GOOD_CHAT', busid: '34' }, T + 1_000)),
]).rows

test('the talk is about what the address says, else about what the other side wrote of last', () => {
  const told = { type: 'GOOD_CHAT', id: '1' }
  expect(currentTopic(told, rows)).toBe(told)
  expect(currentTopic(null, rows)).toBeNull()
  expect(currentTopic('theirs', rows)).toEqual({ type: 'ORDER_CHAT', id: '8' })
  expect(currentTopic('theirs', [])).toBeNull()
})

test('a card takes the texts that a host tells, on one line each, and nothing else', () => {
  expect(cardFrom({ title: '开衫\n米色', note: '¥ 3', image: '/a.png', href: '/b', html: '<b>' })).toEqual({
    title: '开衫 米色',
    note: '¥ 3',
    image: '/a.png',
    href: '/b',
  })
  expect(cardFrom({ title: '开衫', note: 3, image: null })).toEqual({
    title: '开衫',
    note: '',
    image: '',
    href: '',
  })
})

test.each([null, undefined, 'text', 3, [], {}, { title: '' }, { title: {} }])('%j is no card', (answer) => {
  expect(cardFrom(answer)).toBeNull()
})
