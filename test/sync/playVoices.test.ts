import { expect, test, vi } from 'vitest'
import { readPlayed } from '~/store/played'
import { nextUnplayed } from '~/sync/playVoices'
import { aDocument, aWireMessage, PAIR } from '~test/builders'
import { createChatStore } from '~/store/chatStore'
import { toDelivered } from '~/domain/message'
import { decode } from '~/kinds/index'

vi.mock('~/lib/voice/amr.worker?worker', () => ({ default: null }))

/** A conversation of those messages, in this order, each known by its content. */
function aTalk(...messages: readonly Record<string, unknown>[]) {
  const store = createChatStore(PAIR)
  const rows = messages.map((fields, i) => {
    const wire = aWireMessage(
      aDocument({ _id: `59940000000000000000000${i}`, sendtime: 1_502_877_000_000 + i, ...fields }),
    )
    const row = toDelivered(wire, decode(wire), PAIR, { at: 0, trusted: true })
    if (!row) throw new Error('of another pair')
    return row
  })
  store.merge(rows, 0, 0)
  const played = readPlayed({ read: () => null }, '')
  const idOf = (content: string) => store.getState().log.rows.find(({ raw }) => raw === content)?.id ?? ''
  return {
    played,
    idOf,
    next: (content: string, isForeign: (url: string) => boolean = () => false) =>
      nextUnplayed(
        { store, played, media: (raw) => (raw.startsWith('/') ? raw : null), isForeign },
        idOf(content),
      )?.url,
  }
}

const theirs = (content: string) => ({ type: 'VOICE', content })
const mine = (content: string) => ({
  type: 'VOICE',
  content,
  from: PAIR.me.id,
  fromrole: PAIR.me.role,
  to: PAIR.peer.id,
  torole: PAIR.peer.role,
})

test('after a voice comes the next of the same side, whatever stands between them', () => {
  const { next } = aTalk(theirs('/a'), { content: 'words' }, mine('/b'), theirs('/c'), theirs('/d'))
  expect([next('/a'), next('/c'), next('/d')]).toEqual(['/c', '/d', undefined])
})

test('one that was played is passed over', () => {
  const { next, played, idOf } = aTalk(theirs('/a'), theirs('/b'), theirs('/c'))
  played.ids.add(idOf('/b'))
  expect(next('/a')).toBe('/c')
})

test('after an own voice, and after one that is not there, comes nothing', () => {
  const { next } = aTalk(mine('/a'), theirs('/b'), mine('/c'))
  expect([next('/a'), next('gone')]).toEqual([undefined, undefined])
})

test('F73 one that may not be asked for, or by a tap only, is passed over', () => {
  const { next } = aTalk(theirs('/a'), theirs('javascript:x'), theirs('/elsewhere'), theirs('/d'))
  expect(next('/a', (url) => url === '/elsewhere')).toBe('/d')
})
