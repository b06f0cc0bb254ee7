import type { LooseMessage } from './apiMessage'

const voice = (file: string, voiceLength: number): LooseMessage => ({
  type: 'VOICE',
  content: `/mock-media/${file}`,
  voiceLength,
})
const image = (file: string): LooseMessage => ({
  type: 'IMAGE',
  content: `/mock-media/${file}`,
  imageSize: 2000,
})

/** What it is, and the message. */
type Told = readonly [string, LooseMessage]

/** Each with a word about it in front. */
const told = (...sets: readonly (readonly Told[])[]): readonly LooseMessage[] =>
  sets.flat().flatMap(([words, message]) => [{ type: 'TEXT', content: words }, message])

const amr: readonly Told[] = [
  ['微信语音 AMR', voice('voice-4s.amr', 4)],
  ['微信语音 AMR，停顿处不传声音（DTX）', voice('voice-4s-dtx.amr', 4)],
  ['微信语音 AMR，传了一半', voice('voice-cut.amr', 4)],
  ['AMR，但文件名是 mp3', voice('voice-mislabelled.mp3', 4)],
]

const others: readonly Told[] = [
  ['mp3', voice('voice-9s.mp3', 9)],
  ['m4a', voice('voice-4s.m4a', 4)],
  ['ogg', voice('voice-4s.ogg', 4)],
  ['webm', voice('voice-4s.webm', 4)],
  ['mp3，没有时长', voice('voice-4s.mp3', -1)],
]

const corrupt: readonly Told[] = [
  ['AMR-WB，放不了', voice('voice-wideband.amr', 4)],
  ['SILK，放不了', voice('voice-silk.amr', 4)],
  ['损坏的 AMR', voice('voice-damaged.amr', 4)],
  ['空文件', voice('voice-empty.mp3', 4)],
  ['网页代替了语音', voice('voice-page.mp3', 4)],
  ['找不到的语音', voice('missing.amr', 60)],
  // oxlint-disable-next-line no-script-url -- what a hostile message may carry
  ['不是地址的语音', { type: 'VOICE', content: 'javascript:alert(1)', voiceLength: 7 }],
]

const pictures: readonly Told[] = [
  ['图片，按拍摄方向转正', image('rotated.jpg')],
  ['图片，传了一半', image('cut.jpg')],
  ['图片，20000 像素宽', image('strip.png')],
  ['图片，20000 像素高', image('tall.png')],
  ['图片，1 像素', image('dot.png')],
  ['找不到的图片', image('missing.jpg')],
  ['不是图片的地址', { type: 'IMAGE', content: 'data:text/html,x', imageSize: 1 }],
]

/** Voices in all formats that turn up, and what is none of them; pictures that are hard to show. */
export const MEDIA = told(amr, others, corrupt, pictures)
/** What WeChat records. */
export const AMR = told(amr)
/** Voices that nobody can play. */
export const CORRUPT = told(corrupt)
/** Pictures that are hard to show, or are none. */
export const PICTURES = told(pictures)
