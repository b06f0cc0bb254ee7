import { crc32, deflateSync } from 'node:zlib'

/** Stands wherever a file can tell more than its picture: none of it may be sent. */
export const PLANTED = 'Planted 31.2304N 121.4737E'

const text = (latin1: string) => Buffer.from(latin1, 'latin1')
const u16 = (value: number) => Buffer.of(value >> 8, value & 255)
function u32(value: number) {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}
function u32le(value: number) {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}

/** Bytes as the product takes them. */
export const plain = (...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> =>
  new Uint8Array(Buffer.concat(parts))

/** EXIF with a place, a camera and an orientation, big-endian as most phones write it. */
export function exif(orientation: number): Buffer {
  const entry = (tag: number, type: number, count: number, value: Buffer) =>
    Buffer.concat([u16(tag), u16(type), u32(count), Buffer.concat([value, Buffer.alloc(4)]).subarray(0, 4)])
  const make = text(`${PLANTED}\0`)
  const entries = [
    entry(0x010f, 2, make.length, u32(100)),
    entry(0x0112, 3, 1, u16(orientation)),
    entry(0x8825, 4, 1, u32(60)),
  ]
  const head = Buffer.concat([text('MM\0*'), u32(8), u16(entries.length), ...entries, u32(0)])
  // 31° 13' 49.44" N
  const place = Buffer.concat([u16(1), entry(2, 5, 3, u32(200)), u32(0)])
  const degrees = Buffer.concat([31, 1, 13, 1, 4944, 100].map(u32))
  const all = Buffer.alloc(300)
  for (const [part, at] of [
    [head, 0],
    [place, 60],
    [make, 100],
    [degrees, 200],
  ] as const)
    part.copy(all, at)
  return all
}

/** A segment of a JPEG. */
export const segment = (marker: number, data: Uint8Array) =>
  Buffer.concat([Buffer.of(0xff, marker), u16(data.length + 2), data])

const TABLE = segment(0xdb, Buffer.alloc(65, 3))
const CODES = segment(0xc4, Buffer.alloc(20, 5))
const ICC = segment(0xe2, text('ICC_PROFILE\0\x01\x01 a profile'))
const ADOBE = segment(0xee, text('Adobe\0\x64\0\0\0\0\0'))
const JFIF = segment(0xe0, text('JFIF\0\x01\x02\0\0\x01\0\x01\0\0'))
const frame = (width: number, height: number) =>
  segment(0xc2, Buffer.concat([Buffer.of(8), u16(height), u16(width), Buffer.of(1, 1, 0x11, 0)]))
/** Two scans, with stuffed FF, a restart and a table between them, as progressive ones have. */
const PIXELS = Buffer.concat([
  segment(0xda, Buffer.of(1, 1, 0, 0, 63, 0)),
  Buffer.of(1, 2, 0xff, 0, 3, 0xff, 0xd0, 4),
  CODES,
  segment(0xda, Buffer.of(1, 1, 0, 0, 63, 0)),
  Buffer.of(9, 0xff, 0xff, 0, 8),
])
const START = Buffer.of(0xff, 0xd8)
const END = Buffer.of(0xff, 0xd9)

/** Reads as a JPEG of that size with all that phones and programs write beside the picture. */
export const fullJpeg = (orientation: number, width = 40, height = 30) =>
  plain(
    START,
    segment(0xe0, Buffer.concat([text('JFIF\0\x01\x02\0\0\x01\0\x01\x01\x0a'), text(PLANTED)])),
    segment(0xe0, text(`JFXX\0\x10${PLANTED}`)),
    segment(0xe1, Buffer.concat([text('Exif\0\0'), exif(orientation)])),
    segment(0xe1, text(`http://ns.adobe.com/xap/1.0/\0<x>${PLANTED}</x>`)),
    segment(0xe1, text(`http://ns.adobe.com/xmp/extension/\0${PLANTED}`)),
    ICC,
    segment(0xe2, text(`MPF\0${PLANTED}`)),
    segment(0xeb, text(`JP jumb c2pa ${PLANTED}`)),
    segment(0xed, text(`Photoshop 3.0\x008BIM\x04\x04${PLANTED}`)),
    ADOBE,
    segment(0xfe, text(PLANTED)),
    TABLE,
    Buffer.of(0, 0, 0xff),
    frame(width, height),
    CODES,
    PIXELS,
    END,
    text(`${PLANTED} ftypmp42`),
    START,
    END,
  )

/** What is left of it. */
export const bareJpeg = (orientation: number, width = 40, height = 30) =>
  plain(START, JFIF, ...own(orientation), ICC, ADOBE, TABLE, frame(width, height), CODES, PIXELS, END)

const own = (orientation: number) =>
  orientation === 1 ? [] : [segment(0xe1, Buffer.concat([text('Exif\0\0'), ownExif(orientation)]))]

const ownExif = (orientation: number) =>
  Buffer.concat([
    text('II*\0'),
    u32le(8),
    Buffer.of(1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, orientation),
    Buffer.alloc(7),
  ])

function pngChunk(name: string, data: Uint8Array = Buffer.alloc(0)) {
  const body = Buffer.concat([text(name), data])
  return Buffer.concat([u32(data.length), body, u32(crc32(body))])
}

const SIGNATURE = text('\x89PNG\r\n\x1a\n')

/** A head that tells a size, and a few pixels that do not fill it. */
const ihdr = (width: number, height: number) =>
  pngChunk('IHDR', Buffer.concat([u32(width), u32(height), Buffer.of(8, 2, 0, 0, 0)]))
const IDAT = pngChunk('IDAT', deflateSync(Buffer.alloc(10)))

/** Reads as a PNG of that size with all that can be written beside the picture. */
export const fullPng = (orientation: number, width = 40, height = 30) =>
  plain(
    SIGNATURE,
    ihdr(width, height),
    pngChunk('sRGB', Buffer.of(0)),
    pngChunk('tEXt', text(`Comment\0${PLANTED}`)),
    pngChunk('zTXt', Buffer.concat([text('Raw\0\0'), deflateSync(PLANTED)])),
    pngChunk('iTXt', text(`XML:com.adobe.xmp\0\0\0\0\0${PLANTED}`)),
    pngChunk('tIME', Buffer.alloc(7, 1)),
    pngChunk('eXIf', exif(orientation)),
    pngChunk('caBX', text(PLANTED)),
    pngChunk('prVt', text(PLANTED)),
    IDAT,
    pngChunk('IEND'),
    text(PLANTED),
  )
export const barePng = (orientation: number, width = 40, height = 30) =>
  plain(
    SIGNATURE,
    ihdr(width, height),
    ...(orientation === 1 ? [] : [pngChunk('eXIf', ownExif(orientation))]),
    pngChunk('sRGB', Buffer.of(0)),
    IDAT,
    pngChunk('IEND'),
  )

const riffChunk = (name: string, data: Uint8Array) =>
  Buffer.concat([text(name), u32le(data.length), data, Buffer.alloc(data.length % 2)])
const riff = (...chunks: readonly Buffer[]) => {
  const body = Buffer.concat([text('WEBP'), ...chunks])
  return Buffer.concat([text('RIFF'), u32le(body.length), body])
}
const vp8x = (flags: number) => riffChunk('VP8X', Buffer.of(flags, 0, 0, 0, 39, 0, 0, 29, 0, 0))
const VP8L = riffChunk('VP8L', Buffer.of(0x2f, 39, 0x40, 7, 0, 1, 2))

/** Reads as a WebP of 40 × 30 px with EXIF, XMP and an unknown chunk. */
export const fullWebp = (orientation: number) =>
  plain(
    riff(
      vp8x(0x2c),
      riffChunk('ICCP', text('a profile')),
      VP8L,
      riffChunk('EXIF', exif(orientation)),
      riffChunk('XMP ', text(PLANTED)),
      riffChunk('PLAN', text(PLANTED)),
    ),
    text(PLANTED),
  )
export const bareWebp = (orientation: number) =>
  plain(
    riff(
      vp8x(orientation === 1 ? 0x20 : 0x28),
      riffChunk('ICCP', text('a profile')),
      VP8L,
      ...(orientation === 1 ? [] : [riffChunk('EXIF', ownExif(orientation))]),
    ),
  )
/** The one without extensions that programs write by default. */
export const simpleWebp = () => plain(riff(VP8L))
export const movingWebp = () => plain(riff(vp8x(0x02), riffChunk('ANMF', Buffer.alloc(24))))

const GIF_HEAD = Buffer.concat([text('GIF89a'), Buffer.of(40, 0, 30, 0, 0x80, 0, 0), Buffer.alloc(6)])
const GIF_IMAGE = Buffer.concat([
  Buffer.of(0x21, 0xf9, 4, 0, 10, 0, 0, 0),
  Buffer.of(0x2c, 0, 0, 0, 0, 40, 0, 30, 0, 0x80),
  Buffer.alloc(6),
  Buffer.of(2, 2, 0x3b, 0x21, 0),
])
const GIF_LOOP = Buffer.concat([Buffer.of(0x21, 0xff, 11), text('NETSCAPE2.0'), Buffer.of(3, 1, 0, 0, 0)])
/** XMP as Adobe puts it: unpacked, with a tail that leads every reader to its end. */
const GIF_XMP = Buffer.concat([
  Buffer.of(0x21, 0xff, 11),
  text(`XMP DataXMP<x>${PLANTED}</x>`),
  Buffer.of(1),
  Buffer.from(Array.from({ length: 256 }, (_, i) => 255 - i)),
  Buffer.of(0),
])
const GIF_COMMENT = Buffer.concat([Buffer.of(0x21, 0xfe, PLANTED.length), text(PLANTED), Buffer.of(0)])

/** Reads as a GIF of 40 × 30 px and two images, with a comment, XMP and a tail. */
export const fullGif = () =>
  plain(GIF_HEAD, GIF_LOOP, GIF_COMMENT, GIF_XMP, GIF_IMAGE, GIF_IMAGE, Buffer.of(0x3b), text(PLANTED))
export const bareGif = () => plain(GIF_HEAD, GIF_LOOP, GIF_IMAGE, GIF_IMAGE, Buffer.of(0x3b))

const box = (name: string, ...inner: readonly Uint8Array[]) => {
  const data = Buffer.concat(inner)
  return Buffer.concat([u32(8 + data.length), text(name), data])
}
/** The head of a photo in a container, as iPhones (`heic`) and browsers (`avif`) write them: tiles, and the whole. */
export const heif = (brand: string, width = 4032, height = 3024) => {
  const ispe = (w: number, h: number) => box('ispe', u32(0), u32(w), u32(h))
  return plain(
    box('ftyp', text(brand), u32(0), text('mif1'), text(brand)),
    box('meta', u32(0), box('iprp', box('ipco', ispe(512, 512), ispe(width, height)))),
    box('mdat', Buffer.alloc(32)),
  )
}

export const bmp = (width: number, height: number) => {
  const bytes = Buffer.alloc(60)
  bytes.write('BM', 'latin1')
  bytes.writeUInt32LE(40, 14)
  bytes.writeInt32LE(width, 18)
  bytes.writeInt32LE(height, 22)
  return plain(bytes)
}

export const svg = () =>
  plain(text('\n<?xml version="1.0"?><!-- a --><svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'))
