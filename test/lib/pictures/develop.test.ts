import { describe, expect, test } from 'vitest'
import { develop, type Outcome } from '~/lib/pictures/develop'
import { fitted, MAX_BYTES, MAX_PIXELS, type Size } from '~/lib/pictures/limits'
import type { Studio } from '~/lib/pictures/painting'
import {
  bareGif,
  bareJpeg,
  barePng,
  bareWebp,
  bmp,
  fullGif,
  fullJpeg,
  fullPng,
  fullWebp,
  heif,
  movingWebp,
  svg,
} from '~test/support/pictures'

const WISH = { original: false, maxPixels: MAX_PIXELS.phone }

/** A studio that notes what it is given; what it paints has so many bytes. */
function aStudio({ size = { width: 40, height: 30 }, paints = 100, fails = false } = {}) {
  const decoded: Blob[] = []
  const canvases: Size[] = []
  const transforms: number[][] = []
  let open = 0
  const studio: Studio = {
    decode(file) {
      decoded.push(file)
      if (fails) return Promise.reject(new Error('no such format'))
      open += 1
      let isOpen = true
      const close = () => {
        if (isOpen) open -= 1
        isOpen = false
      }
      return Promise.resolve({ image: {} as CanvasImageSource, size, close })
    },
    canvas(made) {
      canvases.push(made)
      open += 1
      const context = {
        fillStyle: '',
        imageSmoothingQuality: 'low' as const,
        drawImage: () => {},
        fillRect: () => {},
        transform: (...matrix: number[]) => void transforms.push(matrix),
      }
      return {
        context,
        encode: (type) => Promise.resolve(new Blob([new Uint8Array(paints)], { type })),
        close: () => (open -= 1),
      }
    },
  }
  return { studio, decoded, canvases, transforms, open: () => open }
}

const fileOf = (bytes: Uint8Array<ArrayBuffer>, name = 'IMG 1.HEIC', type = 'image/heic') =>
  new File([bytes], name, { type })

async function bytesOf(outcome: Outcome) {
  if ('reason' in outcome) throw new Error(outcome.reason)
  return new Uint8Array(await outcome.file.arrayBuffer())
}

describe('what is sent of a picture', () => {
  test('is a smaller JPEG, upright: what is decoded tells no orientation, which is applied once', async () => {
    const { studio, decoded, canvases, transforms, open } = aStudio({ size: { width: 4000, height: 3000 } })
    const outcome = await develop(studio, fileOf(fullJpeg(6, 4000, 3000)), WISH)
    expect(outcome).toMatchObject({ name: 'IMG 1.jpg', width: 1200, height: 1600 })
    expect(new Uint8Array((await decoded[0]?.arrayBuffer()) ?? [])).toEqual(bareJpeg(1, 4000, 3000))
    expect(canvases).toEqual([{ width: 1200, height: 1600 }])
    expect(transforms).toEqual([[0, 1, -1, 0, 1200, 0]])
    expect(open()).toBe(0)
  })
  test.each([
    ['a JPEG', fullJpeg(6), bareJpeg(6), 'IMG 1.jpg', 'image/jpeg', 30, 40],
    ['a PNG', fullPng(1), barePng(1), 'IMG 1.png', 'image/png', 40, 30],
    ['a WebP', fullWebp(1), bareWebp(1), 'IMG 1.webp', 'image/webp', 40, 30],
  ] as const)(
    '%s is its own bytes where they are no more',
    async (_, full, bare, name, type, width, height) => {
      const { studio } = aStudio({ paints: Math.ceil(bare.length * 0.9) })
      const outcome = await develop(studio, fileOf(full), WISH)
      expect(outcome).toMatchObject({ name, width, height, file: { type } })
      expect(await bytesOf(outcome)).toEqual(bare)
    },
  )
  test.each([
    ['an original', { ...WISH, original: true }, fullJpeg(6), bareJpeg(6)],
    ['a GIF', WISH, fullGif(), bareGif()],
    ['a WebP that moves', WISH, movingWebp(), movingWebp()],
  ])('%s is never drawn anew', async (_, wish, full, bare) => {
    const { studio, decoded } = aStudio()
    expect(await bytesOf(await develop(studio, fileOf(full), wish))).toEqual(bare)
    expect(decoded).toEqual([])
  })
  test.each([
    ['an iPhone photo', heif('heic')],
    ['an AVIF', heif('avif')],
    ['a BMP', bmp(40, 30)],
  ])('%s becomes a JPEG where the browser can read it, be it larger', async (_, bytes) => {
    const { studio, canvases } = aStudio({ paints: 100_000, size: { width: 8000, height: 6000 } })
    const outcome = await develop(studio, fileOf(bytes), { ...WISH, original: true })
    expect(outcome).toMatchObject({ name: 'IMG 1.jpg', file: { type: 'image/jpeg' } })
    const { width, height } = canvases[0] ?? { width: 0, height: 0 }
    // as large as iPhones can draw
    expect([width, height]).toEqual([4619, 3464])
  })
  test.each([
    ['', 'image.jpg'],
    ['/etc/passwd', '_etc_passwd.jpg'],
    ['a\u0000b.png', 'a_b.jpg'],
    [`${'长'.repeat(300)}.png`, `${'长'.repeat(100)}.jpg`],
  ])('of %j has a name that a file may have', async (name, expected) => {
    const { studio } = aStudio()
    expect(await develop(studio, fileOf(fullJpeg(1), name), WISH)).toMatchObject({ name: expected })
  })
})

describe('why a picture cannot be sent', () => {
  test.each([
    ['no bytes', new Uint8Array(), 'empty'],
    ['a text with the name of a picture', new Uint8Array([65, 66]), 'unknown'],
    ['an SVG', svg(), 'svg'],
    ['20,000 pixels a side', fullPng(1, 20_000, 20_000), 'pixels'],
    ['20,000 pixels a side that move', fullPng(1, 20_000, 20_000), 'pixels'],
    ['half a JPEG', fullJpeg(1).slice(0, 500), 'damaged'],
    ['half a PNG', fullPng(1).slice(0, 200), 'damaged'],
  ] as const)('%s: %s', async (_, bytes, reason) => {
    const { studio, decoded } = aStudio()
    expect(await develop(studio, fileOf(bytes, 'a.jpg', 'image/jpeg'), WISH)).toEqual({ reason })
    expect(decoded).toEqual([])
  })
  test.each([
    ['an iPhone photo in a browser that cannot read it', heif('heic'), 'heic'],
    ['a JPEG whose pixels no browser can read', fullJpeg(1), 'damaged'],
  ] as const)('%s', async (_, bytes, reason) => {
    expect(await develop(aStudio({ fails: true }).studio, fileOf(bytes), WISH)).toEqual({ reason })
  })
  test('more than 30 MB are not even read', async () => {
    const file = Object.assign(fileOf(fullJpeg(1)), { arrayBuffer: () => Promise.reject(new Error('read')) })
    let size = MAX_BYTES + 1
    Object.defineProperty(file, 'size', { get: () => size })
    expect(await develop(aStudio().studio, file, WISH)).toEqual({ reason: 'large' })
    size = MAX_BYTES
    expect(await develop(aStudio().studio, file, WISH)).toEqual({ reason: 'unreadable' })
  })
})

describe('a picture that is read but cannot be drawn', () => {
  const broken = [
    ['a canvas without memory', { context: null }],
    ['one that encodes nothing', { encode: () => Promise.resolve(null) }],
    ['one that fails', { encode: () => Promise.reject(new Error('no memory')) }],
    ['one that knows no JPEG', { encode: () => Promise.resolve(new Blob(['a'], { type: 'image/png' })) }],
  ] as const
  const drawnBy = async (surface: object, file: File, isFirst: boolean) => {
    const { studio, open } = aStudio()
    const made: Studio = { ...studio, isFirst, canvas: (size) => ({ ...studio.canvas(size), ...surface }) }
    const outcome = await develop(made, file, WISH)
    expect(open()).toBe(0)
    return outcome
  }
  test.each(broken)('by %s is sent as it is, without what was written beside it', async (_, surface) => {
    const outcome = await drawnBy(surface, fileOf(fullJpeg(6)), false)
    expect(outcome).toMatchObject({ name: 'IMG 1.jpg', width: 30, height: 40, file: { type: 'image/jpeg' } })
    expect(await bytesOf(outcome)).toEqual(bareJpeg(6))
  })
  test.each(broken)('by %s of a worker is left to the page', async (_, surface) => {
    expect(await drawnBy(surface, fileOf(fullJpeg(6)), true)).toEqual({ reason: 'failed' })
  })
  test.each(broken)('by %s cannot be sent if not every browser shows it', async (_, surface) => {
    expect(await drawnBy(surface, fileOf(bmp(40, 30)), false)).toEqual({ reason: 'failed' })
  })
})

describe('the size of what is sent', () => {
  test.each([
    ['a photo', [4000, 3000], [1600, 1200]],
    ['a small one', [640, 480], [640, 480]],
    ['one three times as long', [4800, 1600], [1600, 533]],
    ['a long screenshot', [1080, 6000], [1080, 6000]],
    ['a longer one', [1440, 6000], [1080, 4500]],
    ['one without end', [1080, 40_000], [442, 16_384]],
    ['a panorama', [16_000, 2000], [8640, 1080]],
    ['a line', [60_000, 1], [16_384, 1]],
  ] as const)('of %s', (_, [width, height], [w, h]) => {
    expect(fitted({ width, height }, false)).toEqual({ width: w, height: h })
  })
})
