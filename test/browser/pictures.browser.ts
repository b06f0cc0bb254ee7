import type { Browser, Page } from 'playwright'
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest'
import { launchChromium } from '~test/browser/support/chromium'
import { withoutFrames } from '~test/browser/support/withoutFrames'
import { exif, fullJpeg, heif, PLANTED, segment } from '~test/support/pictures'
import { startStaticServer } from '~test/support/staticServer'

let server: Awaited<ReturnType<typeof startStaticServer>>
let browser: Browser
let page: Page
let workers: string[] = []
let complaints: string[] = []
beforeAll(async () => {
  server = await startStaticServer(inject('mockDist'), '/some/dir')
  browser = await launchChromium()
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
})
afterEach(async () => {
  await page.context().close()
  expect(complaints).toEqual([])
})

/** `jhText`: bytes in base64, as long lists of numbers take a browser seconds to hand over. */
type InPage = typeof globalThis & {
  jhBlobs: Map<string, Blob>
  jhText: (blob?: Blob | null) => Promise<string>
}

/** The gallery of the built page with its policy; the blobs that it shows are noted, as the policy lets nobody fetch them. */
async function open(prepare: (page: Page) => Promise<unknown> = () => Promise.resolve()) {
  workers = []
  complaints = []
  page = await (await browser.newContext({ serviceWorkers: 'block' })).newPage()
  page.setDefaultTimeout(15_000)
  page.on('worker', (worker) => workers.push(worker.url()))
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (line) => {
    if (/Content.Security.Policy|refused to/i.test(line.text())) complaints.push(line.text())
  })
  await page.addInitScript(() => {
    const create = URL.createObjectURL.bind(URL)
    const blobs = new Map<string, Blob>()
    const jhText: InPage['jhText'] = (blob) =>
      new Promise((resolve) => {
        const reader = new FileReader()
        reader.addEventListener('load', () =>
          resolve(typeof reader.result === 'string' ? reader.result.replace(/^.*,/, '') : ''),
        )
        reader.readAsDataURL(blob ?? new Blob())
      })
    Object.assign(globalThis, { jhBlobs: blobs, jhText })
    URL.createObjectURL = (blob) => {
      const address = create(blob)
      if (blob instanceof Blob) blobs.set(address, blob)
      return address
    }
  })
  await prepare(page)
  await withoutFrames(page)
  await page.goto(`${server.origin}/some/dir/?view=gallery&lang=en`)
  await page.getByRole('button', { name: 'Pictures', exact: true }).waitFor()
}

/** Runs in the page: a picture with a corner each of red, green, blue and white, or with transparent ones, and noise between. */
async function drawn([width, height, type]: readonly [number, number, string]) {
  const canvas = Object.assign(document.createElement('canvas'), { width, height })
  const context = canvas.getContext('2d')
  if (!context) throw new Error('no canvas')
  const colours = type === 'image/jpeg' ? ['#f00', '#0f0', '#00f', '#fff'] : []
  for (const [i, colour] of colours.entries()) {
    context.fillStyle = colour
    context.fillRect((i % 2) * (width / 2), Math.floor(i / 2) * (height / 2), width / 2, height / 2)
  }
  const noise = context.createImageData(128, 128)
  crypto.getRandomValues(noise.data)
  for (let x = 0; x < 4; x += 1) context.putImageData(noise, width / 4 + 128 * x, height / 4)
  return new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, type, 0.95)).then((blob) =>
    (globalThis as InPage).jhText(blob),
  )
}
const picture = async (...what: Parameters<typeof drawn>[0]) =>
  Buffer.from(await page.evaluate(drawn, what), 'base64')

/** A picture of a canvas with what phones write beside it, stored in this orientation. */
const fromPhone = (jpeg: Buffer, orientation: number) =>
  Buffer.concat([
    jpeg.subarray(0, 2),
    segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0'), exif(orientation)])),
    segment(0xe1, Buffer.from(`http://ns.adobe.com/xap/1.0/\0${PLANTED}`)),
    jpeg.subarray(2),
    Buffer.from(`ftypmp42 ${PLANTED}`),
  ])

const choose = (files: readonly (readonly [string, Buffer])[]) =>
  page
    .locator('input[type=file]')
    .first()
    .setInputFiles(files.map(([name, buffer]) => ({ name, buffer, mimeType: 'image/jpeg' })))
const send = (count: number) =>
  page.getByRole('button', { name: count === 1 ? 'Send 1 picture' : `Send ${count} pictures` }).click()

/** What was sent: name and type, size as the browser shows it, the colours of its corners, and its bytes. */
async function sent(count: number) {
  const images = page.getByRole('region', { name: 'pictures to send' }).locator('ol img')
  await page.getByRole('group', { name: 'Pictures to send' }).waitFor({ state: 'detached' })
  await expect.poll(() => images.count()).toBe(count)
  return images.evaluateAll((all) =>
    Promise.all(
      all.map(async (one) => {
        const image = one as HTMLImageElement
        await image.decode()
        const { naturalWidth: width, naturalHeight: height } = image
        const context = Object.assign(document.createElement('canvas'), { width, height }).getContext('2d')
        context?.drawImage(image, 0, 0)
        const corner = (x: number, y: number) => {
          const [r = 0, g = 0, b = 0] = context?.getImageData(x, y, 1, 1).data ?? []
          if (r > 200 && g > 200 && b > 200) return 'W'
          return r > 200 ? 'R' : g > 200 ? 'G' : b > 200 ? 'B' : '?'
        }
        const blob = (globalThis as InPage).jhBlobs.get(image.src)
        return {
          says: image.parentElement?.textContent ?? '',
          size: [width, height],
          corners: [
            corner(8, 8),
            corner(width - 8, 8),
            corner(8, height - 8),
            corner(width - 8, height - 8),
          ].join(''),
          base64: await (globalThis as InPage).jhText(blob),
        }
      }),
    ),
  )
}

/** The corners once the picture is upright, by its orientation. */
const UPRIGHT = ['RGBW', 'GRWB', 'WBGR', 'BWRG', 'RBGW', 'BRWG', 'WGBR', 'GWRB']
const noCanvasApart = (page: Page) =>
  page.addInitScript(() => Reflect.deleteProperty(globalThis, 'OffscreenCanvas'))

describe.each([
  ['in a worker', () => Promise.resolve(), [1, 2, 3, 4, 5, 7, 8]],
  ['on the page, where browsers cannot draw apart from it', noCanvasApart, [3, 8]],
] as const)('photos %s', (name, prepare, others) => {
  test('are sent upright, at most 1600 px long, and tell nothing but the picture', async () => {
    await open(prepare)
    const large = await picture(1720, 1290, 'image/jpeg')
    const small = await picture(320, 240, 'image/jpeg')
    const orientations = [6, ...others]
    await choose(
      orientations.map((one) => [`${one}.HEIC`, fromPhone(one === 6 ? large : small, one)] as const),
    )
    await send(orientations.length)
    const photos = await sent(orientations.length)
    expect(photos.map(({ corners }) => corners)).toEqual(orientations.map((one) => UPRIGHT[one - 1]))
    for (const [i, { says, size, base64 }] of photos.entries()) {
      const bytes = Buffer.from(base64, 'base64')
      const orientation = orientations[i] ?? 0
      const sides = orientation === 6 ? [1600, 1200] : [320, 240]
      const [width = 0, height = 0] = orientation <= 4 ? sides : sides.reverse()
      expect(size).toEqual([width, height])
      expect(says).toBe(`${orientation}.jpg ${width} × ${height} image/jpeg ${bytes.length}`)
      expect(bytes.length).toBeLessThan(0.9 * (orientation === 6 ? large : small).length)
      expect(bytes.toString('latin1')).not.toMatch(/Exif|Planted|ns\.adobe|ftyp/)
    }
    expect(workers.length).toBe(name === 'in a worker' ? orientations.length : 0)
  })
})

test('in full size it is the same bytes, still upright, without what was written beside them', async () => {
  await open()
  const jpeg = await picture(600, 450, 'image/jpeg')
  await choose([['a.jpg', fromPhone(jpeg, 6)]])
  await page.getByRole('checkbox').check()
  await send(1)
  const [photo] = await sent(1)
  expect(photo).toMatchObject({ size: [450, 600], corners: UPRIGHT[5] })
  const bytes = Buffer.from(photo?.base64 ?? '', 'base64')
  expect(bytes.toString('latin1')).not.toMatch(/Planted|ns\.adobe|ftyp/)
  const pixels = jpeg.subarray(jpeg.indexOf(Buffer.of(0xff, 0xdb)))
  expect(bytes.subarray(bytes.length - pixels.length).equals(pixels)).toBe(true)
})

test('a worker that does not arrive is done without; a PNG is one whatever its name', async () => {
  await open((page) => page.route('**/prepare.worker*', (route) => route.abort()))
  const png = await picture(1720, 860, 'image/png')
  await choose([['a png.jpg', png]])
  await send(1)
  const [photo] = await sent(1)
  // what was transparent is white
  expect(photo).toMatchObject({ size: [1600, 800], corners: 'WWWW' })
  expect(photo?.says).toMatch(/^a png\.jpg 1600 × 800 image\/jpeg/)
})

test('each that cannot be sent says why', async () => {
  await open()
  await choose([
    ['a text.jpg', Buffer.from('hello')],
    ['half.jpg', Buffer.from(fullJpeg(1).slice(0, 600))],
    ['no pixels.jpg', Buffer.from(fullJpeg(1))],
    ['iPhone.jpg', Buffer.from(heif('heic'))],
    ['nothing.jpg', Buffer.alloc(0)],
  ])
  const said = page.getByRole('group', { name: 'Pictures to send' }).getByRole('listitem')
  await expect.poll(() => said.allInnerTexts()).toHaveLength(6)
  await expect
    .poll(async () => (await said.allInnerTexts()).map((text) => text.replace(/\s+/g, ' ').trim()))
    .toEqual([
      '',
      'a text.jpg This kind of file is not known here',
      'half.jpg The picture is damaged and does not open',
      'no pixels.jpg The picture is damaged and does not open',
      'iPhone.jpg HEIC photos do not open here, please send a JPG or a screenshot',
      'nothing.jpg This file is empty, please choose again',
    ])
})

test('what is dragged in from outside is taken, and what is pasted', async () => {
  await open()
  const png = (await picture(600, 200, 'image/png')).toString('base64')
  const files = await page.evaluateHandle((base64) => {
    const data = new DataTransfer()
    data.items.add(
      new File([Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0))], 'b.png', { type: 'image/png' }),
    )
    return data
  }, png)
  const main = page.getByRole('main')
  await main.dispatchEvent('dragenter', { dataTransfer: files })
  await page.getByText('Drop to add the pictures').dispatchEvent('drop', { dataTransfer: files })
  await page.getByRole('img', { name: 'Picture 1: b.png' }).waitFor()
  await page.evaluate((clipboardData) => {
    document.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  }, files)
  await page.getByRole('img', { name: 'Picture 2: b.png' }).waitFor()
  await page.keyboard.press('Enter')
  expect((await sent(2)).map(({ says }) => says.slice(0, 15))).toEqual(['b.jpg 600 × 200', 'b.jpg 600 × 200'])
})
