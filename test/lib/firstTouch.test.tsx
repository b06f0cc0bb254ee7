import { fireEvent } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { onFirstTouch } from '~/lib/firstTouch'

test.each(['pointerDown', 'pointerMove', 'touchStart', 'keyDown'] as const)(
  'the first %s is told of, and nothing after it',
  (event) => {
    const act = vi.fn<() => void>()
    onFirstTouch(act)
    fireEvent.scroll(document)
    expect(act).not.toHaveBeenCalled()
    fireEvent[event](document.body)
    fireEvent.pointerDown(document.body)
    expect(act).toHaveBeenCalledTimes(1)
  },
)

test('one that was called off is not told of', () => {
  const act = vi.fn<() => void>()
  onFirstTouch(act)()
  fireEvent.keyDown(document.body)
  expect(act).not.toHaveBeenCalled()
})
