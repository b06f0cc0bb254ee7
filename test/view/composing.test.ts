import { describe, expect, test } from 'vitest'
import { type EnterKey, isSendKey, judge } from '~/view/composing'

describe('a text may be sent', () => {
  test.each(['a', ' a ', '👍', '0', '\u200f‏ש'])('%j', (text) =>
    expect(judge(text, 2_000).sendable).toBe(true),
  )
  test.each(['', ' ', '\n\t\u3000', '\u200b\ufeff', '\u00ad'])('F62 not %j', (text) => {
    expect(judge(text, 2_000)).toEqual({ sendable: false, over: 0 })
  })
  test('F62 up to the limit in code points, counted for the last hundred', () => {
    expect(judge('字'.repeat(1900), 2_000)).toEqual({ sendable: true, left: null })
    expect(judge('字'.repeat(1901), 2_000)).toEqual({ sendable: true, left: 99 })
    expect(judge('👍'.repeat(2000), 2_000)).toEqual({ sendable: true, left: 0 })
    expect(judge('👍'.repeat(2003), 2_000)).toEqual({ sendable: false, over: 3 })
  })
})

describe('Enter', () => {
  const enter: EnterKey = {
    key: 'Enter',
    keyCode: 13,
    shiftKey: false,
    altKey: false,
    ctrlKey: false,
    metaKey: false,
    isComposing: false,
  }
  const CTRL = { ...enter, ctrlKey: true }
  test('sends on a PC, breaks the line on a phone', () => {
    expect(isSendKey(enter, 'pc', 'enter', false)).toBe(true)
    expect(isSendKey(enter, 'phone', 'enter', false)).toBe(false)
    expect(isSendKey(CTRL, 'phone', 'ctrl', false)).toBe(false)
  })
  test('sends with Ctrl or ⌘ only, where that is chosen', () => {
    expect(isSendKey(CTRL, 'pc', 'ctrl', false)).toBe(true)
    expect(isSendKey({ ...enter, metaKey: true }, 'pc', 'ctrl', false)).toBe(true)
    expect(isSendKey(enter, 'pc', 'ctrl', false)).toBe(false)
    expect(isSendKey(CTRL, 'pc', 'enter', false)).toBe(false)
  })
  describe.each([
    ['enter', enter],
    ['ctrl', CTRL],
  ] as const)('as %s', (sendKey, key) => {
    test.each<[string, Partial<EnterKey>]>([
      ['Shift', { shiftKey: true }],
      ['Alt', { altKey: true }],
      ['an input method that composes', { isComposing: true }],
      ['an input method of old engines', { keyCode: 229 }],
    ])('does not send with %s', (_, change) =>
      expect(isSendKey({ ...key, ...change }, 'pc', sendKey, false)).toBe(false),
    )
    test('does not send in the task in which a word was confirmed', () => {
      expect(isSendKey(key, 'pc', sendKey, true)).toBe(false)
    })
  })
})
