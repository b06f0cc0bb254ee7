import { describe, expect, test } from 'vitest'
import { asRows, openEnvelope } from '~/wire/envelope'
import { ApiError, type ApiFailure } from '~/wire/errors'

const failure = (run: () => unknown): ApiFailure => {
  try {
    run()
  } catch (error) {
    if (error instanceof ApiError) return error.failure
    throw error
  }
  throw new Error('expected a failure')
}
const open = (text: string) => failure(() => openEnvelope(text))

describe('success', () => {
  test.each(['true', '"true"', '"TRUE"', '1', '"1"'])('F27 success as %s is a success', (yes) => {
    expect(openEnvelope(`{"success":${yes},"data":[1]}`)).toEqual([1])
  })
  test.each(['false', '"false"', '0', '"0"'])('F28 success as %s is a refusal', (no) => {
    expect(open(`{"success":${no},"data":[1]}`).kind).toBe('refused')
  })
  test('F28 success may be missing where there are rows, not else', () => {
    expect(openEnvelope('{"data":[1]}')).toEqual([1])
    expect(open('{"data":"x"}').kind).toBe('malformed')
  })
  test.each([
    ['null', 'null'],
    ['an empty text', '""'],
    ['another number', '2'],
    ['an object', '{}'],
    ['an object that breaks when it is made a text', '{"toString":1,"valueOf":1}'],
    ['a list too deep to be made a text', '['.repeat(5000) + ']'.repeat(5000)],
  ])('F28 success as %s is neither: the server may have done it', (_, odd) => {
    expect(open(`{"success":${odd},"data":[1]}`).kind).toBe('malformed')
  })
  test('F51 an answer behind a byte order mark is read', () =>
    expect(openEnvelope('\uFEFF{"success":true,"data":1}')).toBe(1))
  test('F51 of a key that stands twice the last counts', () => {
    expect(openEnvelope('{"success":false,"data":1,"success":true,"data":2}')).toBe(2)
  })
})

test('F82 a refusal carries the server’s words as they are, cut at 200 characters', () => {
  expect(open('{"success":false,"message":"参数错误"}')).toEqual({ kind: 'refused', message: '参数错误' })
  expect(open('{"success":false,"msg":"<b>no</b>"}')).toEqual({ kind: 'refused', message: '<b>no</b>' })
  expect(open(JSON.stringify({ success: false, data: 'x'.repeat(999) }))).toEqual({
    kind: 'refused',
    message: 'x'.repeat(200),
  })
  expect(open('{"success":false,"data":{"a":1}}')).toEqual({ kind: 'refused', message: '' })
})

test.each(['', '  \n', 'null', '[]', '7', '"x"', '{"success":true,"da'])(
  'an answer that is %j is malformed',
  (text) => expect(open(text).kind).toBe('malformed'),
)

test.each(['cb({"success":true,"data":[]})', ')]}\'\n{"success":true,"data":[]}', '({"success":true})'])(
  'F51 an answer that is code, %j, is not run but malformed',
  (text) => expect(open(text).kind).toBe('malformed'),
)

test('F52 an answer that never ends nesting is malformed', () =>
  expect(open('[['.repeat(9999)).kind).toBe('malformed'))

describe('a web page in place of an answer', () => {
  test('F10 is somebody’s sign-in page', () => {
    expect(open('<!doctype html><title>Wi-Fi</title>')).toEqual({ kind: 'html', ours: false })
  })
  test('F10 is ours if the address of the API leads to the page itself', () => {
    expect(open('<!doctype html><meta name="generator" content="jh-im-web" />')).toEqual({
      kind: 'html',
      ours: true,
    })
  })
})

describe('the rows of a list', () => {
  test('F29 are none without data', () => {
    expect(asRows(null)).toEqual([])
    expect(asRows(undefined)).toEqual([])
  })
  test('F29 may be a lone message', () => expect(asRows({ _id: 'a' })).toEqual([{ _id: 'a' }]))
  test('F30 may be encoded twice, not three times', () => {
    expect(asRows('[1]')).toEqual([1])
    expect(failure(() => asRows('"[1]"')).kind).toBe('malformed')
  })
  test.each([{}, 7, true, 'soon', ''])('F29 cannot be %j', (data) =>
    expect(failure(() => asRows(data)).kind).toBe('malformed'),
  )
})
