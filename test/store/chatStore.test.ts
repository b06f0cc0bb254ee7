import { expect, test } from 'vitest'
import { createChatStore } from '~/store/chatStore'
import { aDelivered, aDocument, PAIR, T } from '~test/builders'

function aTalk(count: number) {
  const store = createChatStore(PAIR)
  const rows = Array.from({ length: count }, (_, i) => aDelivered(aDocument({}, T + i * 1_000)))
  store.merge(rows, 0, 0)
  return { store, ids: rows.map(({ id }) => id) }
}

test('a conversation that is left while an older page is under way asks for it anew', () => {
  const { store } = aTalk(1)
  store.setOlder('loading', 0)
  store.retire()
  expect(store.getState()).toMatchObject({ older: 'more', generation: 1 })
  store.setOlder('end', 1)
  store.retire()
  expect(store.getState().older).toBe('end')
})

test('one that is cut keeps its newest rows, what is known of them, and that there are older ones', () => {
  const { store, ids } = aTalk(5)
  const [first = '', , , fourth = '', fifth = ''] = ids
  store.setOlder('end', 0)
  store.see([first, fourth])
  store.mark([first, fifth])
  store.trim(2)
  const { log, older, seen, marked } = store.getState()
  expect(log.rows.map(({ id }) => id)).toEqual([fourth, fifth])
  expect([older, [...seen], [...marked]]).toEqual(['more', [fourth], [fifth]])
  // and takes the others again as they come
  store.merge([aDelivered(aDocument({ _id: first }, T))], 0, 0)
  expect(store.getState().log.rows.map(({ id }) => id)).toEqual([first, fourth, fifth])
})

test('one that is short is left alone', () => {
  const { store } = aTalk(2)
  const before = store.getState()
  store.trim(2)
  expect(store.getState()).toBe(before)
})
