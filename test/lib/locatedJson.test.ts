import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createLines, fieldOf, type Located, readLocated } from '~/lib/locatedJson'

/** What `JSON.parse` would have made of it, but for names of objects that it treats in its own way. */
function plainOf(value: Located): unknown {
  switch (value.type) {
    case 'object':
      return value.fields.map(({ name, value }) => [name, plainOf(value)])
    case 'list':
      return value.items.map(plainOf)
    case 'text':
    case 'number':
      return value.value
    case 'other':
    default:
      return null
  }
}
const read = (text: string) => {
  const value = readLocated(text)
  return 'fault' in value ? value : plainOf(value)
}
const lists = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(lists)
    : typeof value === 'object' && value !== null
      ? Object.entries(value).map(([name, one]) => [name, lists(one)])
      : typeof value === 'boolean'
        ? null
        : value

test('it reads what JSON.parse reads, however it is laid out', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.integer({ min: 0, max: 3 }), (value, space) => {
      const text = JSON.stringify(value, null, space)
      expect(read(text)).toEqual(lists(JSON.parse(text)))
    }),
    { numRuns: 300 },
  )
})

test('it refuses what JSON.parse refuses', () => {
  const sign = fc.constantFrom(...'{}[]",:\\u0a1-.eE \n\u0001tfn'.split(''), 'true', 'null')
  fc.assert(
    fc.property(fc.string({ unit: sign, maxLength: 12 }), (text) => {
      let isJson = true
      try {
        JSON.parse(text)
      } catch {
        isJson = false
      }
      expect('fault' in readLocated(text)).toBe(!isJson)
    }),
    { numRuns: 3000 },
  )
})

describe('where it is wrong', () => {
  test.each([
    ['a missing comma', '{\n  "a": 1\n  "b": 2\n}', 3],
    ['a comma too much', '[\r\n1,\r\n]', 3],
    ['a text that does not end on its line', '["a\n"]', 1],
    ['the end is missing', '[1,\n2\n', 3],
    ['something stands behind it', '{}\n\nx', 3],
    ['single quotes', "{\r'a': 1}", 2],
    ['no escape', '["\\constructor"]', 1],
    ['nothing at all', '', 1],
  ])('%s', (_, text, line) => {
    const fault = readLocated(text)
    expect('fault' in fault && [fault.fault, createLines(text)(fault.at)]).toEqual(['syntax', line])
  })
})

test('so many levels that the stack would not hold them are refused', () => {
  expect(readLocated('['.repeat(200_000))).toEqual({ at: 65, fault: 'deep' })
  expect(readLocated('{"a":'.repeat(200_000))).toMatchObject({ fault: 'deep' })
  expect(readLocated('['.repeat(60) + ']'.repeat(60))).not.toHaveProperty('fault')
})

test('each value knows its place', () => {
  const text = '{\n "a": [\n  1,\n  "x"\n ]\n}'
  const value = readLocated(text)
  const list = 'fault' in value ? undefined : fieldOf(value, 'a')
  const lines = createLines(text)
  expect(list?.type === 'list' && list.items.map(({ at }) => lines(at))).toEqual([3, 4])
  expect(lines(list?.at ?? -1)).toBe(2)
})

test('a name of an object is a name, whatever it is', () => {
  const value = readLocated('{"__proto__": 1, "a": 2, "a": 3}')
  if ('fault' in value) throw new Error('it is JSON')
  expect(fieldOf(value, '__proto__')).toMatchObject({ value: 1 })
  expect(fieldOf(value, 'a')).toMatchObject({ value: 3 })
  expect(fieldOf(value, 'toString')).toBeUndefined()
})
