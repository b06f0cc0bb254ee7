import { act, fireEvent, render, screen } from '@testing-library/react'
import { useRef } from 'react'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Prepared } from '~/lib/pictures/develop'
import { PictureParts } from '~/view/pictures/PictureParts'
import type * as Module from '~/view/pictures/Pictures'
import { fullGif } from '~test/support/pictures'

beforeEach(() => {
  URL.createObjectURL = () => 'blob:a'
  URL.revokeObjectURL = () => {}
})

const gif = (name = 'a.gif', type = 'image/gif') => new File([fullGif()], name, { type })
const pdf = new File(['a'], 'a.pdf', { type: 'application/pdf' })

/** What a clipboard or a drag holds, as browsers tell it. */
const data = (files: readonly (File | 'folder')[], text = '') => ({
  types: ['Files'],
  files,
  items: [
    ...files.map((file) => ({
      kind: 'file',
      getAsFile: () => (file === 'folder' ? new File([], 'folder') : file),
      webkitGetAsEntry: () => ({ isDirectory: file === 'folder' }),
    })),
    { kind: 'string', getAsFile: () => null, webkitGetAsEntry: () => null },
  ],
  getData: (type: string) => (type === 'text/plain' ? text : ''),
  dropEffect: 'none',
})

function aPage(device: 'phone' | 'pc' = 'pc', load?: () => Promise<typeof Module>) {
  const sent: Prepared[] = []
  function Page() {
    const box = useRef<HTMLTextAreaElement>(null)
    return (
      <>
        <main>
          <p>messages</p>
          <textarea ref={box} />
          <PictureParts
            box={box}
            lang="zh-CN"
            device={device}
            onSend={(pictures) => sent.push(...pictures)}
            {...(load && { load })}
          />
        </main>
        <aside>
          <input aria-label="search" />
        </aside>
      </>
    )
  }
  const { container } = render(<Page />)
  return { sent, inputs: [...container.querySelectorAll<HTMLInputElement>('input[type=file]')] }
}

/** What was asked for arrives, and is drawn. */
const settled = () => act(async () => void (await new Promise((then) => setTimeout(then, 20))))
async function paste(
  what: ReturnType<typeof data>,
  target: Element = screen.getByRole('textbox', { name: '' }),
) {
  const goesOn = fireEvent.paste(target, { clipboardData: what })
  await settled()
  return goesOn
}
const tray = () => screen.queryByRole('group', { name: '待发图片' })

test('chosen pictures are kept where the tray does not arrive', async () => {
  let arrives = false
  const load = () => (arrives ? import('~/view/pictures/Pictures') : Promise.reject(new Error('no network')))
  aPage('phone', load)
  await paste(data([gif('a.gif'), gif('b.gif')]))
  await paste(data([gif('c.gif')]))
  expect(tray()).toBeNull()
  expect(screen.getByText('图片没有打开，可以再添加一次')).toBeVisible()
  arrives = true
  fireEvent.click(screen.getByRole('button', { name: '添加' }))
  await settled()
  expect(await screen.findByRole('button', { name: '发送 3 张' })).toBeVisible()
  expect(screen.queryByText('图片没有打开，可以再添加一次')).toBeNull()
})

describe('what is pasted', () => {
  test('pictures go into the tray, and from there away', async () => {
    const { sent } = aPage()
    expect(await paste(data([gif('b.gif'), gif('a.gif')]), document.body)).toBe(false)
    expect(tray()).toHaveFocus()
    fireEvent.click(await screen.findByRole('button', { name: '发送 2 张' }))
    await settled()
    expect(sent.map(({ name }) => name)).toEqual(['b.gif', 'a.gif'])
    expect(tray()).toBe(null)
  })
  test('a text wins, and its picture is offered', async () => {
    aPage()
    expect(await paste(data([gif()], '价目表'))).toBe(true)
    expect(tray()).toBe(null)
    expect(screen.getByText('剪贴板里还有 1 张图片')).toBeVisible()
    fireEvent.click(screen.getByRole('button', { name: '添加' }))
    await settled()
    expect(tray()).not.toBe(null)
    expect(screen.queryByText('剪贴板里还有 1 张图片')).toBe(null)
  })
  test('the offer can be declined', async () => {
    aPage()
    await paste(data([gif()], '价目表'))
    fireEvent.click(screen.getByRole('button', { name: '关闭提示' }))
    expect(screen.queryByText('剪贴板里还有 1 张图片')).toBe(null)
  })
  test('the name of a copied file is no text', async () => {
    aPage()
    expect(await paste(data([gif('a.gif')], '/Users/a/a.gif\n'))).toBe(false)
    expect(tray()).not.toBe(null)
  })
  test('text alone is nobody else’s', async () => {
    aPage()
    expect(await paste(data([], '你好'))).toBe(true)
  })
  test('into another field is meant for that', async () => {
    aPage()
    expect(await paste(data([gif()]), screen.getByLabelText('search'))).toBe(true)
    expect(tray()).toBe(null)
  })
  test('other files and folders are named, the pictures among them taken', async () => {
    aPage()
    expect(await paste(data([pdf, 'folder']))).toBe(false)
    expect(tray()).toBe(null)
    expect(screen.getByText('不是图片，没有添加：a.pdf')).toBeVisible()
    expect(screen.getByText('不能添加文件夹，请选择其中的图片')).toBeVisible()
    // Windows knows no type of some pictures
    await paste(data([pdf, gif('IMG_1.HEIC', '')]))
    expect(screen.getByRole('button', { name: '移除 第 1 张：IMG_1.HEIC' })).toBeVisible()
    expect(screen.getByText('不是图片，没有添加：a.pdf')).toBeVisible()
  })
})

describe('what is dropped', () => {
  const overlay = () => screen.queryByText('松开即可添加图片')
  const drag = (
    type: 'dragEnter' | 'dragLeave' | 'dragOver' | 'drop',
    target: Element,
    what = data([gif()]),
  ) => fireEvent[type](target, { dataTransfer: what })
  const messages = () => screen.getByText('messages')
  const shown = () => {
    const found = overlay()
    if (!found) throw new Error('no overlay')
    return found
  }

  test('is taken where it says so, whatever text comes along', async () => {
    aPage()
    drag('dragEnter', messages())
    expect(overlay()).toBeVisible()
    drag('dragEnter', shown())
    drag('dragLeave', messages())
    expect(overlay()).toBeVisible()
    expect(drag('dragOver', shown())).toBe(false)
    expect(drag('drop', shown(), data([gif()], 'https://a.example/a.gif'))).toBe(false)
    await settled()
    expect(overlay()).toBe(null)
    expect(tray()).not.toBe(null)
  })
  test('is no longer awaited once it has left, also from what is gone by then', () => {
    aPage()
    drag('dragEnter', messages())
    const gone = document.createElement('p')
    screen.getByRole('main').append(gone)
    drag('dragEnter', gone)
    gone.remove()
    drag('dragLeave', messages())
    expect(overlay()).toBe(null)
  })
  test('is not taken beside it, and does not open in place of the page', async () => {
    aPage()
    const aside = screen.getByLabelText('search')
    drag('dragEnter', aside)
    expect(overlay()).toBe(null)
    const what = data([gif()])
    expect(drag('dragOver', aside, what)).toBe(false)
    expect(drag('drop', aside, what)).toBe(false)
    await settled()
    expect(tray()).toBe(null)
  })
  test('is not taken where it is a text, or a picture of the page itself', async () => {
    aPage()
    const text = { ...data([], '你好'), types: ['text/plain'] }
    drag('dragEnter', messages(), text)
    expect(overlay()).toBe(null)
    expect(drag('drop', messages(), text)).toBe(true)
    fireEvent.dragStart(messages())
    drag('dragEnter', messages())
    expect(overlay()).toBe(null)
    drag('drop', messages())
    await settled()
    expect(tray()).toBe(null)
  })
})

describe('what is chosen', () => {
  const choose = async (input: HTMLInputElement | undefined, files: readonly File[]) => {
    if (!input) throw new Error('no input')
    let value = 'C:\\fakepath\\a.gif'
    Object.defineProperty(input, 'files', { configurable: true, value: files })
    Object.defineProperty(input, 'value', {
      configurable: true,
      get: () => value,
      set: (next) => {
        value = next
      },
    })
    fireEvent.change(input)
    await settled()
    return value
  }
  test('goes into the tray, and may be chosen again', async () => {
    const { inputs } = aPage()
    expect(await choose(inputs[0], [gif('a.gif')])).toBe('')
    expect(await choose(inputs[1], [gif('b.gif')])).toBe('')
    expect(screen.getByRole('button', { name: '移除 第 2 张：b.gif' })).toBeVisible()
  })
  test('is nothing where the choice was called off', async () => {
    const { inputs } = aPage()
    await choose(inputs[0], [])
    expect(tray()).toBe(null)
  })
  test('comes from the album or the camera, as WeChat wants to be asked', async () => {
    const { inputs } = aPage('phone')
    expect(inputs.map((input) => [input.accept, input.getAttribute('capture'), input.multiple])).toEqual([
      ['image/*', null, true],
      ['image/*', 'environment', false],
    ])
    const clicked: (string | null)[] = []
    for (const input of inputs)
      input.addEventListener('click', () => clicked.push(input.getAttribute('aria-label')))
    for (const name of ['从相册选择', '拍照']) {
      fireEvent.click(screen.getByRole('button', { name: '图片' }))
      fireEvent.click(screen.getByRole('menuitem', { name }))
    }
    expect(clicked).toEqual(['从相册选择', '拍照'])
  })
})
