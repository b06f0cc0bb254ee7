import { expect, test, vi } from 'vitest'
import { createLocalFiles, type FilePlace, isLocal, localName } from '~/lib/localFiles'
import { aPlace } from '~test/support/aPlace'

const file = new Blob(['bytes'], { type: 'image/png' })

test('what an earlier visit has kept is looked for once, and told when it is there', async () => {
  const place = aPlace()
  await place.keep('a', file)
  const find = vi.fn<FilePlace['find']>(place.find)
  const files = createLocalFiles({ ...place, find })
  const listener = vi.fn<() => void>()
  files.subscribe(listener)
  expect(files.urlOf(localName('a'))).toBeNull()
  expect(files.urlOf(localName('a'))).toBeNull()
  await vi.waitFor(() => expect(listener).toHaveBeenCalledTimes(1))
  const url = files.urlOf(localName('a'))
  expect(url).toMatch(/^blob:/)
  expect(files.urlOf(localName('a'))).toBe(url)
  expect(find).toHaveBeenCalledTimes(1)
})

test('what is looked for is coming until it is there, or is known not to be', async () => {
  const place = aPlace()
  await place.keep('a', file)
  const files = createLocalFiles(place)
  const listener = vi.fn<() => void>()
  files.subscribe(listener)
  for (const key of ['a', 'lost']) {
    const name = localName(key)
    expect(files.isComing(name)).toBe(false)
    files.urlOf(name)
    expect(files.isComing(name)).toBe(true)
  }
  await vi.waitFor(() => expect(listener).toHaveBeenCalledTimes(2))
  expect(['a', 'lost'].map((key) => files.isComing(localName(key)))).toEqual([false, false])
  expect(files.urlOf(localName('lost'))).toBeNull()
})

test('what an earlier visit knew of a picture is known again, by its name or its address', () => {
  const files = createLocalFiles(aPlace())
  files.restore('a', localName('a'), { width: 4, height: 3 })
  files.restore('b', 'https://x.test/b.png', { width: 3, height: 4 })
  expect(files.sizeOf(localName('a'))).toEqual({ width: 4, height: 3 })
  expect(files.sizeOf('https://x.test/b.png')).toEqual({ width: 3, height: 4 })
  expect(files.urlOf('https://x.test/b.png')).toBeNull()
})

test('where there is no place to keep files they are here for this visit', async () => {
  const refuses = () => Promise.reject(new Error('no database'))
  const files = createLocalFiles({ keep: refuses, find: refuses, remove: refuses })
  files.add('a', file, null)
  expect(await files.load('a')).toBe(file)
  expect(files.urlOf(localName('a'))).toMatch(/^blob:/)
  files.remove('a')
  expect(await files.load('a')).toBeNull()
})

test('what is removed or let go is no longer held by the browser', () => {
  const revoke = vi.spyOn(URL, 'revokeObjectURL')
  const files = createLocalFiles(aPlace())
  files.add('a', file, null)
  files.add('b', file, { width: 1, height: 2 })
  const [a, b] = [files.urlOf(localName('a')), files.urlOf(localName('b'))]
  files.remove('a')
  files.uploaded('b', 'https://x.test/b.png')
  expect(files.sizeOf('https://x.test/b.png')).toEqual({ width: 1, height: 2 })
  files.release('https://x.test/b.png')
  files.release('https://x.test/never.png')
  expect(revoke.mock.calls).toEqual([[a], [b]])
  revoke.mockRestore()
})

test('what is removed while it is still being kept is not there afterwards', async () => {
  const place = aPlace()
  let isKept = () => {}
  const keep: FilePlace['keep'] = (key, one) =>
    new Promise((resolve) => (isKept = () => resolve(place.keep(key, one))))
  const files = createLocalFiles({ ...place, keep })
  for (const end of [() => files.remove('a'), () => files.uploaded('a', 'https://x.test/a.png')]) {
    files.add('a', file, null)
    end()
    isKept()
    await new Promise((then) => setTimeout(then))
    expect(place.kept.size).toBe(0)
  }
})

test('of two files at one address, as equal ones may have, none is held for ever', () => {
  const revoke = vi.spyOn(URL, 'revokeObjectURL')
  const files = createLocalFiles(aPlace())
  const urls = ['a', 'b'].map((key) => {
    files.add(key, file, null)
    const url = files.urlOf(localName(key))
    files.uploaded(key, 'https://x.test/same.png')
    return url
  })
  files.release('https://x.test/same.png')
  expect(revoke.mock.calls.flat()).toEqual(urls)
  revoke.mockRestore()
})

test('no address of a message passes for a file of this browser unless it was uploaded here', () => {
  const files = createLocalFiles(aPlace())
  files.add('a', file, null)
  expect(isLocal('https://x.test/local:a')).toBe(false)
  for (const source of ['a', 'https://x.test/a', 'blob:https://x.test/a', 'LOCAL:a'])
    expect(files.urlOf(source)).toBeNull()
})
