import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { filled, knownValues, variablesIn } from '~/domain/replyVariables'

describe('variables of a text', () => {
  test.each<[string, string[]]>([
    ['{昵称}您好，订单 {订单号} 已发出，{ 昵称 }请留意', ['昵称', '订单号']],
    ['全角也是：｛快递单号｝', ['快递单号']],
    ['{} 和 { } 不是', []],
    ['{{昵称}}', ['昵称']],
    ['{a{b}', ['b']],
    ['{跨\n行}', []],
    ['{__proto__}{constructor}', ['__proto__', 'constructor']],
  ])('%j', (text, names) => {
    expect(variablesIn(text)).toEqual(names)
  })
})

test('the nickname and the order are known, in the languages given too; what is not told is not known', () => {
  const names = ['昵称', 'Nickname', '订单号', 'order', 'spitzname', '快递单号', 'constructor']
  const called = [
    { nickname: '昵称', order: '订单号' },
    { nickname: 'Spitzname', order: 'Bestellung' },
  ]
  const told = { nickname: '小王', order: 'A1' }
  expect([...knownValues(names, told, called)]).toEqual([
    ['昵称', '小王'],
    ['Nickname', '小王'],
    ['订单号', 'A1'],
    ['order', 'A1'],
    ['spitzname', '小王'],
  ])
  expect([...knownValues(names, told, []).keys()]).toEqual(['Nickname', 'order'])
  expect([...knownValues(names, { nickname: ' ', order: '' }, called)]).toEqual([])
})

describe('filling', () => {
  test('replaces each of them everywhere', () => {
    const values = new Map([
      ['昵称', '小王'],
      ['a', '$&'],
    ])
    expect(filled('{昵称}、｛ 昵称 ｝：{a}{}', values)).toBe('小王、小王：$&{}')
  })
  test('gives nothing as long as one is missing, or is nothing but space', () => {
    expect(filled('{昵称}{单号}', new Map([['昵称', '小王']]))).toBeNull()
    expect(filled('{昵称}', new Map([['昵称', ' \n']]))).toBeNull()
  })
  test('a nickname with braces does not pass for a variable', () => {
    expect(filled('{昵称}您好', new Map([['昵称', '{订单号}']]))).toBe('（订单号）您好')
  })
  test('braces around a variable are no variable that anybody was asked for', () => {
    expect(filled('{ {昵称} c}', new Map([['昵称', '小王']]))).toBe('（ 小王 c）')
  })
  test('leaves no variable, whatever text and values are', () => {
    const text = fc.string({ unit: fc.constantFrom('{', '}', '｛', '｝', 'a', '昵', ' ', '\n') })
    fc.assert(
      fc.property(text, text, (template, value) => {
        const names = variablesIn(template)
        const result = filled(template, new Map(names.map((name) => [name, value])))
        expect(result === null ? value.trim() : variablesIn(result).join('')).toBe('')
      }),
      { numRuns: 500 },
    )
  })
})
