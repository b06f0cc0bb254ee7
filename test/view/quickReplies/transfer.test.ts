import { describe, expect, test } from 'vitest'
import type { Prepare } from '~/lib/pictures/prepare'
import { createReplyShelf } from '~/store/quickReplies'
import { createReplyPictures } from '~/store/replyPictures'
import { exportReplies, importReplies } from '~/view/quickReplies/transfer'
import { aStorage } from '~test/property/client'
import { aPlace } from '~test/support/aPlace'

/** The replies of a new browser, and a way to bring files in. */
function aBrowser() {
  let ids = 0
  const newId = () => `id-${(ids += 1)}`
  const { storage } = aStorage()
  const place = aPlace()
  const shelf = createReplyShelf({ storage, key: 'jh-im:replies:test', examples: [], newId })
  const replies = { shelf, pictures: createReplyPictures(async () => place, newId) }
  return { shelf, place, replies, take: (file: Blob) => importReplies(file, replies, prepare) }
}

/** Takes what begins with `ok` for a picture. */
const prepare: Prepare = async (file) =>
  (await file.text()).startsWith('ok') ? { file, name: 'a.png', width: 1, height: 1 } : { reason: 'unknown' }

const aPicture = (content: string) => `data:image/png;base64,${btoa(content)}`
const aFile = (...replies: readonly object[]) => new Blob([JSON.stringify({ v: 1, replies }, null, 1)])

test('what one browser exports another one imports, pictures too, and only once', async () => {
  const [one, other] = [aBrowser(), aBrowser()]
  await one.take(
    aFile({ title: '一', text: '"一"\n{昵称}' }, { pictures: [aPicture('ok 1'), aPicture('ok 2')] }),
  )
  const { file, count, lost } = await exportReplies(one.replies)
  expect([count, lost]).toEqual([2, 0])
  expect(await other.take(file)).toEqual({ added: 2, same: 0 })
  expect(await other.take(file)).toEqual({ added: 0, same: 2 })
  const [, second] = other.shelf.list()
  const pictures = (second?.pictures ?? []).map((name) => other.place.kept.get(name))
  expect(await Promise.all(pictures.map((picture) => picture?.text() ?? Promise.resolve('')))).toEqual([
    'ok 1',
    'ok 2',
  ])
  expect(other.shelf.list()[0]).toMatchObject({ title: '一', text: '"一"\n{昵称}', used: 0 })
})

describe('nothing of a bad file is taken', () => {
  test.each<[string, Blob, object]>([
    [
      'a picture that is none',
      aFile({ text: '好' }, { pictures: [aPicture('ok'), aPicture('<b>')] }),
      { line: 10, fault: 'picture' },
    ],
    [
      'a picture that is no base64',
      aFile({ pictures: ['data:image/png;base64,%%'] }),
      { line: 6, fault: 'picture' },
    ],
    [
      'GBK',
      new Blob(['{"v": 1,\n"replies": [\n{"text": "', Uint8Array.of(0xc4, 0xe3), '"}]}']),
      { line: 3, fault: 'encoding' },
    ],
    ['no JSON', new Blob(['{\n"v": 1,,']), { line: 2, fault: 'syntax' }],
    ['a file of 31 MB', { size: 31 * 1024 * 1024 } as Blob, { refused: 'large' }],
    [
      'a file that is gone',
      { size: 1, arrayBuffer: () => Promise.reject(new Error('gone')) } as unknown as Blob,
      { refused: 'unreadable' },
    ],
  ])('%s', async (_, file, result) => {
    const { take, shelf, place } = aBrowser()
    expect(await take(file)).toEqual(result)
    expect(shelf.list()).toEqual([])
    expect(place.kept.size).toBe(0)
  })
  test('with what is there it would be more than are kept', async () => {
    const { take, shelf } = aBrowser()
    await take(aFile({ text: '零' }))
    const many = Array.from({ length: 500 }, (_, i) => ({ text: `${i}` }))
    expect(await take(aFile(...many))).toEqual({ refused: 'full' })
    expect(await take(aFile(...many.slice(1), { text: '零' }))).toEqual({ added: 499, same: 1 })
    expect(shelf.list()).toHaveLength(500)
  })
})
