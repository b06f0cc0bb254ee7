import { expect, test } from 'vitest'
import { isLooking, NO_SUSPICION, suspect, wantsDepth } from '~/domain/reading'

const LOOKING = { visible: true, focused: true, atEnd: true }

test('somebody looks who sees the end, on a PC with the keyboard in the window', () => {
  expect(isLooking(LOOKING, 'pc')).toBe(true)
  expect(isLooking({ ...LOOKING, visible: false }, 'pc')).toBe(false)
  expect(isLooking({ ...LOOKING, atEnd: false }, 'pc')).toBe(false)
  expect(isLooking({ ...LOOKING, focused: false }, 'pc')).toBe(false)
  expect(isLooking({ ...LOOKING, focused: false }, 'phone')).toBe(true)
  expect(isLooking({ ...LOOKING, visible: false }, 'phone')).toBe(false)
})

test('more unread messages than are here are looked for twice, the second time deep, then taken as they are', () => {
  const first = suspect(NO_SUSPICION, 5, 3)
  expect([first.looks, wantsDepth(first)]).toEqual([1, false])
  const second = suspect(first, 5, 3)
  expect([second.looks, wantsDepth(second)]).toEqual([2, true])
  const settled = suspect(second, 5, 3)
  expect(settled).toEqual({ excess: 0, looks: 0, explained: 2 })
  // the same two again tell nothing; a third one does
  expect(suspect(settled, 2, 0).looks).toBe(0)
  expect(suspect(settled, 3, 0).looks).toBe(1)
})

test('what a look has found is no reason for another; what was explained and is gone explains nothing more', () => {
  const first = suspect(NO_SUSPICION, 5, 3)
  expect(suspect(first, 5, 5)).toEqual(NO_SUSPICION)
  const settled = { excess: 0, looks: 0, explained: 2 }
  expect(suspect(settled, 0, 0)).toEqual(NO_SUSPICION)
})
