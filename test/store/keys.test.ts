import { expect, test } from 'vitest'
import type { Pair } from '~/domain/identity'
import { clearBrowser, CLEARED, draftKeys, isIdle, outboxKeys, tabsName, tailKey } from '~/store/keys'
import { PAIR } from '~test/builders'

const DAY = 86_400_000

test('what is kept is named by appid, role, id and peer: no two identities share a name, whatever they are called', () => {
  const pairs: Pair[] = [
    PAIR,
    { ...PAIR, appid: 'JH2' },
    { ...PAIR, me: { id: '201', role: 'MEMBER' } },
    { ...PAIR, me: { id: '200', role: 'SALER' }, peer: { id: '2', role: 'MEMBER' } },
    { ...PAIR, peer: { id: '3', role: 'SALER' } },
    { ...PAIR, me: { id: '200","2', role: 'MEMBER' }, peer: { id: '', role: 'SALER' } },
    { ...PAIR, me: { id: '200', role: 'MEMBER' }, peer: { id: '2:', role: 'SALER' } },
  ]
  for (const name of [outboxKeys, (pair: Pair) => tailKey(pair, ''), draftKeys, tabsName]) {
    const names = pairs.map(name)
    expect(new Set(names).size).toBe(pairs.length)
    // nor is one the beginning of another
    for (const one of names) expect(names.filter((other) => other.startsWith(one))).toEqual([one])
  }
})

test('what is kept of messages is not read after a week, nor after a date from the future', () => {
  expect(isIdle(0, 7 * DAY)).toBe(false)
  expect(isIdle(0, 7 * DAY + 1)).toBe(true)
  expect(isIdle(8 * DAY, 0)).toBe(true)
})

test('clearing this browser removes all that is ours, and nothing else', () => {
  const kept = new Set([outboxKeys(PAIR), tailKey(PAIR, ''), `${draftKeys(PAIR)}a`, 'jh-im:sizes', 'other'])
  clearBrowser(
    {
      keys: (prefix) => [...kept].filter((key) => key.startsWith(prefix)),
      write: (key) => {
        kept.add(key)
        return true
      },
      remove: (key) => void kept.delete(key),
    },
    1,
  )
  // and when that was, so that pages that stood still meanwhile know
  expect([...kept]).toEqual(['other', CLEARED])
})
