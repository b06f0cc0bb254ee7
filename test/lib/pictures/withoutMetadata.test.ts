import { describe, expect, test } from 'vitest'
import { Damaged } from '~/lib/pictures/bytes'
import { inspect } from '~/lib/pictures/inspect'
import { withoutMetadata } from '~/lib/pictures/withoutMetadata'
import {
  bareGif,
  bareJpeg,
  barePng,
  bareWebp,
  bmp,
  exif,
  fullGif,
  fullJpeg,
  fullPng,
  fullWebp,
  heif,
  movingWebp,
  plain,
  PLANTED,
  segment,
  simpleWebp,
  svg,
} from '~test/support/pictures'

const latin1 = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1')

const files = [
  ['a JPEG', fullJpeg, bareJpeg],
  ['a PNG', fullPng, barePng],
  ['a WebP', fullWebp, bareWebp],
  ['a GIF', fullGif, bareGif],
] as const

describe.each(files)('%s without what was written beside it', (name, full, bare) => {
  test.each(name === 'a GIF' ? [1] : [1, 3, 6, 8])(
    'is its picture, the same bytes, and says how it lies (%d)',
    (orientation) => {
      const clean = withoutMetadata(full(orientation))
      expect(clean).toEqual(bare(orientation))
      expect(inspect(clean)).toEqual(inspect(full(orientation)))
      expect(inspect(clean)?.orientation).toBe(orientation)
    },
  )
  test('holds nothing of place, camera, author or tail', () => {
    const before = latin1(full(6))
    const after = latin1(withoutMetadata(full(6)))
    // 49.44 seconds as EXIF has them
    const seconds = latin1(exif(6).subarray(216, 224))
    expect(before.split(PLANTED).length).toBeGreaterThan(3)
    expect(before.includes(seconds)).toBe(name !== 'a GIF')
    for (const mark of ['Planted', seconds, 'xmp', 'XMP', 'tEXt', 'GPS', 'MPF', 'ftyp']) {
      expect(after).not.toContain(mark)
    }
  })
  test('forgets how it lies where that is asked for', () => {
    expect(withoutMetadata(full(6), 1)).toEqual(bare(1))
  })
  test('changes no more when it is done again', () => {
    const clean = withoutMetadata(full(6))
    expect(withoutMetadata(clean)).toEqual(clean)
  })
  test('is none where the file ends too early, wherever that is', () => {
    const whole = bare(6)
    // a GIF may lack its end mark, and one of its two images
    const parts = Array.from({ length: whole.length }, (_, i) => whole.slice(0, i))
    const odd = parts.filter((part) => !isRefused(part))
    for (const part of odd) expect(inspect(withoutMetadata(part))?.format).toBe('gif')
    expect(odd.length).toBe(name === 'a GIF' ? 3 : 0)
  })
  test('is told or refused, whatever byte of it is another one', () => {
    const whole = full(6)
    for (let at = 0; at < whole.length; at += 1) {
      for (const value of [0x00, 0x7f, 0xff]) {
        const changed = whole.slice()
        changed[at] = value
        expect(() => isRefused(changed)).not.toThrow()
      }
    }
  })
})

/** Whether it is said to be damaged; throws where anything else happens. */
function isRefused(bytes: Uint8Array<ArrayBuffer>): boolean {
  try {
    withoutMetadata(bytes)
    return false
  } catch (error) {
    if (error instanceof Damaged) return true
    throw error
  }
}

describe('what the bytes are', () => {
  test.each([
    ['a JPEG', fullJpeg(6), { format: 'jpeg', width: 40, height: 30, orientation: 6, animated: false }],
    ['a PNG', fullPng(3), { format: 'png', width: 40, height: 30, orientation: 3, animated: false }],
    ['a WebP', fullWebp(8), { format: 'webp', width: 40, height: 30, orientation: 8, animated: false }],
    [
      'a simple WebP',
      simpleWebp(),
      { format: 'webp', width: 40, height: 30, orientation: 1, animated: false },
    ],
    [
      'a WebP that moves',
      movingWebp(),
      { format: 'webp', animated: true, width: 40, height: 30, orientation: 1 },
    ],
    ['a GIF', fullGif(), { format: 'gif', width: 40, height: 30, orientation: 1, animated: true }],
    ['an iPhone photo', heif('heic'), { format: 'heic', width: 4032, height: 3024 }],
    ['an AVIF', heif('avif'), { format: 'avif', width: 4032, height: 3024 }],
    ['a BMP', bmp(40, -30), { format: 'bmp', width: 40, height: 30 }],
    ['an SVG', svg(), { format: 'svg' }],
    ['20,000 pixels a side', fullPng(1, 20_000, 20_000), { width: 20_000, height: 20_000 }],
  ])('%s', (_, bytes, told) => expect(inspect(bytes)).toMatchObject(told))

  test.each([
    ['nothing', ''],
    ['a text', 'BMW is a car'],
    ['a page', '<!doctype html><title>svg</title>'],
    ['a video', '\0\0\0\x18ftypmp42\0\0\0\0mp42isom'],
    ['a PDF', '%PDF-1.7'],
  ])('%s is no picture', (_, text) => expect(inspect(plain(Buffer.from(text, 'latin1')))).toBe(null))

  test('the head tells enough: what follows may be missing', () => {
    expect(inspect(fullPng(1).slice(0, 40))).toMatchObject({ format: 'png', width: 40, height: 30 })
    expect(inspect(fullWebp(1).slice(0, 60))).toMatchObject({ format: 'webp', width: 40, height: 30 })
    const jpeg = fullJpeg(1)
    expect(inspect(jpeg.slice(0, jpeg.length - 70))).toMatchObject({ width: 40, height: 30 })
  })
  test.each([
    [
      'a JPEG without a frame',
      plain(Buffer.of(0xff, 0xd8), segment(0xdb, Buffer.alloc(9)), Buffer.of(0xff, 0xd9)),
    ],
    ['a PNG of no width', fullPng(1, 0, 30)],
    ['a PNG of its signature alone', plain(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'))],
  ])('%s is damaged', (_, bytes) => expect(() => inspect(bytes)).toThrow(Damaged))
  test('boxes in boxes without end do not overflow the stack', () => {
    const deep = Buffer.alloc(200_000)
    for (let at = 24; at + 8 < deep.length; at += 8) {
      deep.writeUInt32BE(deep.length - at, at)
      deep.write('ipco', at + 4, 'latin1')
    }
    Buffer.from(heif('heic').subarray(0, 24)).copy(deep)
    expect(inspect(plain(deep))).toMatchObject({ format: 'heic', width: 0 })
  })
})
