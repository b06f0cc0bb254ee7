import { type LooseMessage, SAMPLE_PAIR } from './apiMessage'
import { messageOf } from './document'
import { objectId } from './objectIds'
import type { WorldOptions } from './options'
import type { PlantedRow } from './planted'

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

/** What it is, and the message: voices in all formats that turn up, and what is none of them; pictures that are hard to show. */
const MEDIA: readonly (readonly [string, LooseMessage])[] = [
  ['微信语音 AMR', voice('voice-4s.amr', 4)],
  ['微信语音 AMR，停顿处不传声音（DTX）', voice('voice-4s-dtx.amr', 4)],
  ['微信语音 AMR，传了一半', voice('voice-cut.amr', 4)],
  ['AMR，但文件名是 mp3', voice('voice-mislabelled.mp3', 4)],
  ['mp3', voice('voice-9s.mp3', 9)],
  ['m4a', voice('voice-4s.m4a', 4)],
  ['ogg', voice('voice-4s.ogg', 4)],
  ['webm', voice('voice-4s.webm', 4)],
  ['mp3，没有时长', voice('voice-4s.mp3', -1)],
  ['AMR-WB，放不了', voice('voice-wideband.amr', 4)],
  ['SILK，放不了', voice('voice-silk.amr', 4)],
  ['损坏的 AMR', voice('voice-damaged.amr', 4)],
  ['空文件', voice('voice-empty.mp3', 4)],
  ['网页代替了语音', voice('voice-page.mp3', 4)],
  ['找不到的语音', voice('missing.amr', 60)],
  // oxlint-disable-next-line no-script-url -- what a hostile message may carry
  ['不是地址的语音', { type: 'VOICE', content: 'javascript:alert(1)', voiceLength: 7 }],
  ['图片，按拍摄方向转正', image('rotated.jpg')],
  ['图片，传了一半', image('cut.jpg')],
  ['图片，20000 像素宽', image('strip.png')],
  ['图片，20000 像素高', image('tall.png')],
  ['图片，1 像素', image('dot.png')],
  ['找不到的图片', image('missing.jpg')],
  ['不是图片的地址', { type: 'IMAGE', content: 'data:text/html,x', imageSize: 1 }],
]

/** Each with a word about it in front, in the minutes before `now`. */
export function mediaRows(now: number, { seed, skewMs }: WorldOptions): PlantedRow[] {
  const all = MEDIA.flatMap(([words, message]) => [{ type: 'TEXT', content: words }, message])
  return all.map((fields, index) => {
    const at = now - (all.length - index) * 5000
    return {
      row: messageOf(objectId(seed, at, 0x900000 + index), SAMPLE_PAIR, 'SALER', at + skewMs, fields),
      at,
    }
  })
}
