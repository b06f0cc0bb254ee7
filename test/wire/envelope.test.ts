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
  test.each(['true', '"true"', '"TRUE"', '1', '"1"'])('%s means yes', (yes) => {
    expect(openEnvelope(`{"success":${yes},"data":[1]}`)).toEqual([1])
  })
  test.each(['false', '"false"', '0', '"0"'])('%s means no', (no) => {
    expect(open(`{"success":${no},"data":[1]}`).kind).toBe('refused')
  })
  test('may be missing where there are rows, not else', () => {
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
  ])('that is %s is neither: the server may have done it', (_, odd) => {
    expect(open(`{"success":${odd},"data":[1]}`).kind).toBe('malformed')
  })
  test('comes behind a byte order mark too', () =>
    expect(openEnvelope('\uFEFF{"success":true,"data":1}')).toBe(1))
})

test('a refusal carries the server’s words, cut at 200 characters', () => {
  expect(open('{"success":false,"message":"参数错误"}')).toEqual({ kind: 'refused', message: '参数错误' })
  expect(open(JSON.stringify({ success: false, data: 'x'.repeat(999) }))).toEqual({
    kind: 'refused',
    message: 'x'.repeat(200),
  })
  expect(open('{"success":false,"data":{"a":1}}')).toEqual({ kind: 'refused', message: '' })
})

test.each([
  '',
  '  \n',
  'null',
  '[]',
  '7',
  '"x"',
  '{"success":true,"da',
  'cb({"success":true})',
  ")]}'\n{}",
  '[['.repeat(9999),
])('an answer that is %j is malformed', (text) => expect(open(text).kind).toBe('malformed'))

describe('a web page in place of an answer', () => {
  test('is somebody’s sign-in page', () => {
    expect(open('<!doctype html><title>Wi-Fi</title>')).toEqual({ kind: 'html', ours: false })
  })
  test('is ours if the address of the API leads to the page itself', () => {
    expect(open('<!doctype html><meta name="generator" content="jh-im-web" />')).toEqual({
      kind: 'html',
      ours: true,
    })
  })
})

describe('the rows of a list', () => {
  test('are none without data', () => {
    expect(asRows(null)).toEqual([])
    expect(asRows(undefined)).toEqual([])
  })
  test('may be a lone message', () => expect(asRows({ _id: 'a' })).toEqual([{ _id: 'a' }]))
  test('may be encoded twice, not three times', () => {
    expect(asRows('[1]')).toEqual([1])
    expect(failure(() => asRows('"[1]"')).kind).toBe('malformed')
  })
  test.each([{}, 7, true, 'soon', ''])('cannot be %j', (data) =>
    expect(failure(() => asRows(data)).kind).toBe('malformed'),
  )
})
