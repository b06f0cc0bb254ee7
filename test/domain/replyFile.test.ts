import { describe, expect, test } from 'vitest'
import { readReplies, writeReplies } from '~/domain/replyFile'

const DOT = 'data:image/png;base64,iVBORw0KGgo='

/** A file of one reply, a field a line from line 5 on. */
const aFile = (...fields: readonly string[]) =>
  ['{', '  "v": 1,', '  "replies": [', '    {', fields.join(',\n'), '    }', '  ]', '}'].join('\n')

describe('a good file', () => {
  test('gives its replies, with the lines of their pictures', () => {
    const file = aFile('"title": " 运费 "', '"text": "一\\r\\n二"', `"pictures": [\n"${DOT}",\n"${DOT}"]`)
    expect(readReplies(file)).toEqual([
      {
        title: '运费',
        text: '一\n二',
        pictures: [
          { address: DOT, line: 8 },
          { address: DOT, line: 9 },
        ],
      },
    ])
  })
  test('needs a title and pictures no more than a text; names that are not known do no harm', () => {
    const file = aFile('"text": "好的"', '"__proto__": { "title": "x" }', '"used": 9')
    expect(readReplies(file)).toEqual([{ title: '', text: '好的', pictures: [] }])
    expect(readReplies(aFile(`"pictures": ["${DOT}"]`))).toMatchObject([{ text: '' }])
    expect(({} as Record<string, unknown>)['title']).toBeUndefined()
  })
  test('may begin with the mark that Windows puts there', () => {
    expect(readReplies(`\uFEFF${aFile('"text": "好的"')}`)).toHaveLength(1)
  })
  test('is what is written', () => {
    const replies = [{ title: '"引号"', text: '一\n二\u2028{昵称}😀', pictures: [DOT] }]
    const file = writeReplies(replies)
    expect(readReplies(file)).toEqual([{ ...replies[0], pictures: [{ address: DOT, line: 8 }] }])
    expect(writeReplies([])).toBe('{\n  "v": 1,\n  "replies": []\n}\n')
  })
})

describe('a bad file is refused with its first line that is wrong', () => {
  const long = (n: number) => '长'.repeat(n)
  test.each<[string, string, number, string]>([
    ['no JSON', aFile('"text": "好的",'), 6, 'syntax'],
    ['a page of the web', '<!doctype html>', 1, 'syntax'],
    ['levels without end', '['.repeat(100_000), 1, 'deep'],
    ['a list', '\n[]', 2, 'whole'],
    ['a version that is not known', '{\n"v": 2,\n"replies": []}', 2, 'version'],
    ['no version', '{"replies": []}', 1, 'version'],
    ['no list', '{"v": 1,\n"replies": {}}', 2, 'list'],
    ['no list at all', '{"v": 1}', 1, 'list'],
    ['a reply that is none', '{"v": 1, "replies": [\n{"text": "好"},\nnull]}', 3, 'reply'],
    ['a title that is none', aFile('"text": "好"', '"title": 1'), 6, 'title'],
    ['a text that is none', aFile('"text": ["好"]'), 5, 'text'],
    ['a long title', aFile(`"title": "${long(41)}"`), 5, 'longTitle'],
    ['a long text', aFile(`"text": "${long(2001)}"`), 5, 'longText'],
    ['neither text nor pictures', aFile('"title": "空"', '"text": " "'), 4, 'empty'],
    ['half a sign', aFile('"text": "\\ud83d"'), 5, 'signs'],
    ['a control character', aFile('"title": "\\u0000"'), 5, 'signs'],
    ['pictures that are none', aFile('"text": "好"', '"pictures": "x"'), 6, 'pictures'],
    ['too many pictures', aFile(`"pictures": [${Array(10).fill(`"${DOT}"`).join()}]`), 5, 'manyPictures'],
    ['a picture that lies elsewhere', aFile('"pictures": [\n"https://a.example/x.png"]'), 6, 'picture'],
    ['a picture that is a page', aFile('"pictures": [\n"data:text/html;base64,PGI+"]'), 6, 'picture'],
    ['a picture that is a number', aFile(`"pictures": ["${DOT}",\n3]`), 6, 'picture'],
    [
      'more than are kept',
      `{"v": 1, "replies": [\n${Array(501).fill('{"text": "好"}').join(',\n')}]}`,
      502,
      'tooMany',
    ],
  ])('%s', (_, file, line, fault) => {
    expect(readReplies(file)).toEqual({ line, fault })
  })
  test('also one of 10 MB that is wrong at its end', () => {
    const picture = `data:image/png;base64,${'A'.repeat(1_000_000)}`
    const file = `{"v": 1, "replies": [\n${Array(10).fill(`{"pictures": ["${picture}"]}`).join(',\n')},\n{}]}`
    expect(readReplies(file)).toEqual({ line: 12, fault: 'empty' })
  })
})
