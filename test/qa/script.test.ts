import { expect, test } from 'vitest'
import { readScript } from '~/qa/otherSide/script'

const TYPES = ['TEXT', 'IMAGE', 'VOICE']
const read = (...lines: string[]) => readScript(lines.join('\n'), TYPES)

test('each line is a message, said after what it waits for', () => {
  expect(
    read(
      '你好',
      '',
      '# 说明',
      '+2s 在吗',
      '+1.5s image size-chart.svg',
      '+500ms voice voice-4s.amr 4',
      '+1m 再见',
    ),
  ).toEqual({
    lines: [
      { type: 'TEXT', content: '你好' },
      { type: 'TEXT', content: '在吗', inMs: 2_000 },
      { type: 'IMAGE', content: '/mock-media/size-chart.svg', inMs: 3_500 },
      { type: 'VOICE', content: '/mock-media/voice-4s.amr', voiceLength: 4, inMs: 4_000 },
      { type: 'TEXT', content: '再见', inMs: 64_000 },
    ],
    problems: [],
  })
})

test('what is said several times waits each time, and texts are numbered', () => {
  expect(read('+1s x3 还有', 'x2 image a.svg').lines).toEqual([
    { type: 'TEXT', content: '还有 1', inMs: 1_000 },
    { type: 'TEXT', content: '还有 2', inMs: 2_000 },
    { type: 'TEXT', content: '还有 3', inMs: 3_000 },
    { type: 'IMAGE', content: '/mock-media/a.svg', inMs: 3_000 },
    { type: 'IMAGE', content: '/mock-media/a.svg', inMs: 3_000 },
  ])
})

test('addresses, capitals, words that only look like orders, and texts that are one are taken as they are', () => {
  expect(read('IMAGE https://a.example/x.png', 'text image 是什么', 'xyz', '+ 好', 'imagex y').lines).toEqual(
    [
      { type: 'IMAGE', content: 'https://a.example/x.png' },
      { type: 'TEXT', content: 'image 是什么' },
      { type: 'TEXT', content: 'xyz' },
      { type: 'TEXT', content: '+ 好' },
      { type: 'TEXT', content: 'imagex y' },
    ],
  )
})

test.each([
  ['+2 你好', 'wait', '+2'],
  ['+2sec 你好', 'wait', '+2sec'],
  ['+1.2.3s 你好', 'wait', '+1.2.3s'],
  ['+25h 你好', 'wait', '+25h'],
  ['+2s', 'nothing', '+2s'],
  ['+2s x3', 'nothing', '+2s x3'],
  ['text', 'nothing', 'text'],
  ['x0 你好', 'times', 'x0'],
  ['x2001 你好', 'times', 'x2001'],
  ['x1.5 你好', 'times', 'x1.5'],
  ['image', 'media', 'image'],
  ['+1s voice', 'media', 'voice'],
  ['voice a.amr four', 'seconds', 'four'],
  ['voice a.amr -1', 'seconds', '-1'],
])('%s is told of by its line', (line, reason, said) => {
  expect(read('好', line)).toEqual({
    lines: [{ type: 'TEXT', content: '好' }],
    problems: [{ line: 2, reason, said }],
  })
})

test('a script of more than 2,000 messages is one too long', () => {
  const { lines, problems } = read('x2000 a', 'b')
  expect(lines).toHaveLength(2000)
  expect(problems).toEqual([{ line: 2, reason: 'tooMany', said: 'b' }])
})
