import { act, fireEvent, render, screen, within } from '@testing-library/react'
import { StrictMode, useRef, useState } from 'react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Outcome, Prepared } from '~/lib/pictures/develop'
import type { Prepare, PrepareOptions } from '~/lib/pictures/prepare'
import { Pictures } from '~/view/pictures/Pictures'
import { loadWords } from '~/view/words'
import { type PictureWords, pictureWords } from '~/view/words.pictures'

await loadWords('en')

/** Addresses of files that are in use. */
const addresses = new Set<string>()
let made = 0
beforeEach(() => {
  URL.createObjectURL = () => {
    const address = `blob:${(made += 1)}`
    addresses.add(address)
    return address
  }
  URL.revokeObjectURL = (address) => void addresses.delete(address)
})
afterEach(() => expect([...addresses]).toEqual([]))

type Work = Readonly<{ file: File; options: PrepareOptions; end: (outcome: Outcome) => Promise<void> }>

/** A preparation that the test ends itself, of each picture. */
function aPreparation() {
  const works: Work[] = []
  const prepare: Prepare = (file, options) =>
    new Promise((resolve) => {
      const end = async (outcome: Outcome) => act(async () => resolve(outcome))
      works.push({ file: file as File, options, end })
      options.signal.addEventListener('abort', () => resolve({ reason: 'cancelled' }))
    })
  const current = () => {
    const running = [...works].reverse().find(({ options }) => !options.signal.aborted)
    if (!running) throw new Error('nothing is prepared')
    return running
  }
  return { prepare, current }
}

const file = (name: string, bytes = 3000) => new File([new Uint8Array(bytes)], name, { type: 'image/jpeg' })
const ready = (name: string, bytes = 10): Prepared => ({
  file: new Blob([new Uint8Array(bytes)], { type: 'image/jpeg' }),
  name,
  width: 40,
  height: 30,
})

type Setup = Readonly<{ device?: 'phone' | 'pc'; lang?: 'zh-CN' | 'en' }>

/** The tray beneath a box, as the composer has it. */
function aTray(names: readonly string[], { device = 'pc', lang = 'zh-CN' }: Setup = {}) {
  const preparation = aPreparation()
  const sent: string[][] = []
  const start = names.map((name) => file(name))
  const added = vi.fn<() => void>()
  function Page() {
    const box = useRef<HTMLTextAreaElement>(null)
    const [files, setFiles] = useState<readonly File[]>([])
    return (
      <>
        <textarea ref={box} />
        <button type="button" onClick={() => setFiles((now) => [...now, ...start])}>
          open
        </button>
        {files.length > 0 && (
          <Pictures
            words={pictureWords(lang)}
            device={device}
            files={files}
            onChange={setFiles}
            onAdd={added}
            onSend={(pictures) => sent.push(pictures.map(({ name }) => name))}
            returnTo={box}
            prepare={preparation.prepare}
          />
        )}
      </>
    )
  }
  const page = render(<Page />, { wrapper: StrictMode })
  screen.getByRole('textbox').focus()
  fireEvent.click(screen.getByText('open'))
  return { ...preparation, ...page, sent, added }
}

const tray = () => screen.getByRole('group')
const press = (key: string, fields: object = {}) =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key, ...fields })
const pictures = () => screen.queryAllByRole('img').map((image) => image.getAttribute('alt'))
const button = (name: string) => screen.getByRole('button', { name })

test('pictures are prepared one after the other, and sent in their order', async () => {
  const { current, sent } = aTray(['a.png', 'b.png'])
  expect([...addresses]).toEqual([])
  expect(current().file.name).toBe('a.png')
  expect(current().options).toMatchObject({ original: false, device: 'pc' })
  await current().end(ready('a.jpg'))
  expect(pictures()).toEqual(['第 1 张：a.png', null])
  expect(current().file.name).toBe('b.png')
  await current().end(ready('b.jpg'))
  expect(pictures()).toEqual(['第 1 张：a.png', '第 2 张：b.png'])
  fireEvent.click(button('发送 2 张'))
  expect(sent).toEqual([['a.jpg', 'b.jpg']])
  expect(screen.queryByRole('group')).toBe(null)
})
test('sending waits for those that are not ready, says so, and can be stopped', async () => {
  const { current, sent } = aTray(['a', 'b'])
  press('Enter')
  expect(tray()).toHaveTextContent('还有 2 张在处理，完成后自动发送')
  await current().end(ready('a'))
  expect(tray()).toHaveTextContent('还有 1 张在处理，完成后自动发送')
  press('Escape')
  await current().end(ready('b'))
  expect(sent).toEqual([])
  press('Enter')
  expect(sent).toEqual([['a', 'b']])
})
test('what waits is sent once, as soon as the last one is ready', async () => {
  const { current, sent } = aTray(['a', 'b'])
  press('Enter')
  await current().end(ready('a'))
  await current().end(ready('b'))
  expect(sent).toEqual([['a', 'b']])
})
test('one that cannot be sent says why beside its name, and the others are sent without it', async () => {
  const { current, sent } = aTray(['IMG_1.HEIC', 'b', 'c'])
  press('Enter')
  await current().end({ reason: 'heic' })
  expect(screen.getByText('这里打不开 HEIC 照片，请转成 JPG 或截图后再发').closest('li')).toHaveTextContent(
    'IMG_1.HEIC',
  )
  await current().end(ready('b'))
  await current().end({ reason: 'large' })
  expect(sent).toEqual([['b']])
})
test('where none can be sent it waits for nothing, and neither the button nor Enter sends', async () => {
  const { current, sent } = aTray(['a'])
  press('Enter')
  await current().end({ reason: 'damaged' })
  expect(button('发送 0 张')).toBeDisabled()
  press('Enter')
  expect(sent).toEqual([])
})
test.each(Object.keys(pictureWords('zh-CN').refused) as (keyof PictureWords['refused'])[])(
  'in English too: %s',
  async (reason) => {
    const { current } = aTray(['a'], { lang: 'en' })
    await current().end({ reason })
    const sentence = pictureWords('en').refused[reason]
    expect(screen.getByText(sentence)).toBeVisible()
    expect(sentence).not.toBe(pictureWords('zh-CN').refused[reason])
  },
)
test('one that is taken away is prepared no further, and the next one begins', async () => {
  const { current, sent } = aTray(['a', 'b'])
  const first = current()
  fireEvent.click(within(tray()).getByRole('button', { name: '移除 第 1 张：a' }))
  expect(first.options.signal.aborted).toBe(true)
  expect(current().file.name).toBe('b')
  await current().end(ready('b'))
  press('Enter')
  expect(sent).toEqual([['b']])
})
test('in full size: it says how much that is, and sends those', async () => {
  const { current, sent } = aTray(['a', 'b'])
  const box = () => screen.getByRole('checkbox')
  expect(box()).toHaveAccessibleName('原图（6 KB）')
  await current().end(ready('a small'))
  fireEvent.click(box())
  expect(current()).toMatchObject({ file: { name: 'b' }, options: { original: false } })
  await current().end(ready('b small'))
  expect(current()).toMatchObject({ file: { name: 'a' }, options: { original: true } })
  await current().end(ready('a full', 2_100_000))
  expect(box()).toHaveAccessibleName('原图（2.1 MB）')
  press('Enter')
  expect(sent).toEqual([])
  // full size failed: the smaller one is better than none
  await current().end({ reason: 'failed' })
  expect(sent).toEqual([['a full', 'b small']])
})
test('in full size and back', async () => {
  const { current, sent } = aTray(['a'])
  await current().end(ready('small'))
  fireEvent.click(screen.getByRole('checkbox'))
  await current().end(ready('full'))
  fireEvent.click(screen.getByRole('checkbox'))
  press('Enter')
  expect(sent).toEqual([['small']])
})
test('at most nine at once: the others stay for the next time', async () => {
  const { current, sent } = aTray(Array.from({ length: 11 }, (_, i) => `${i}`))
  expect(screen.getByText('一次最多 9 张，其余 2 张留到下一次')).toBeVisible()
  press('Enter')
  for (let i = 0; i < 9; i += 1) await current().end(ready(`${i}`))
  expect(sent).toEqual([Array.from({ length: 9 }, (_, i) => `${i}`)])
  expect(button('发送 2 张')).toBeEnabled()
})
test('Enter sends wherever it presses nothing else, and not while it is held', async () => {
  const { current, sent } = aTray(['a'])
  await current().end(ready('a'))
  press('Enter', { repeat: true })
  within(tray()).getByRole('button', { name: '添加图片' }).focus()
  // one that is held would press the button again and again
  expect(press('Enter', { repeat: true })).toBe(false)
  expect(press('Enter')).toBe(true)
  expect(sent).toEqual([])
  screen.getByRole('checkbox').focus()
  expect(press('Enter')).toBe(false)
  expect(sent).toEqual([['a']])
})
test('Escape closes it with one picture, and asks where it would cost several', async () => {
  const { current } = aTray(['a', 'b'])
  press('Escape')
  expect(screen.getByRole('alert')).toHaveTextContent('放弃这 2 张图片？')
  press('Escape')
  expect(screen.queryByRole('alert')).toBe(null)
  press('Escape')
  fireEvent.click(button('放弃'))
  expect(screen.queryByRole('group')).toBe(null)
  expect(() => current()).toThrow('nothing is prepared')
  fireEvent.click(screen.getByText('open'))
  fireEvent.click(button('移除 第 1 张：a'))
  press('Escape')
  expect(screen.queryByRole('group')).toBe(null)
})
test('on a PC the focus goes in and back, and stays inside when what has it goes', async () => {
  aTray(['a', 'b'])
  expect(tray()).toHaveFocus()
  button('移除 第 1 张：a').focus()
  fireEvent.click(button('移除 第 1 张：a'))
  expect(tray()).toHaveFocus()
  button('发送 1 张').focus()
  fireEvent.click(button('发送 1 张'))
  expect(tray()).toHaveFocus()
  fireEvent.click(button('停止'))
  button('取消').focus()
  fireEvent.click(button('取消'))
  expect(screen.getByRole('textbox')).toHaveFocus()
})
test('on a phone the box does not get it, as the keyboard would come', () => {
  aTray(['a'], { device: 'phone' })
  press('Escape')
  expect(screen.getByRole('textbox')).not.toHaveFocus()
})
test('its button adds some', () => {
  const { added } = aTray(['a'])
  fireEvent.click(button('添加图片'))
  expect(added).toHaveBeenCalledTimes(1)
})
