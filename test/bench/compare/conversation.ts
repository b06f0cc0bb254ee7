import { aRow, type Row } from '~test/support/rows'

/** Milliseconds between two messages of the conversation. */
const APART = 20_000

const CHINESE =
  '您好请问这款现在有货吗今天下单大概什么时候能发我看看库存稍等已经为您备注好了谢谢麻烦把地址电话再发一遍退换包邮颜色尺码优惠活动截止到周末都可以放心质保三年售后联系客服'
const ENGLISH =
  'hello please check the order again thanks is it in stock which size delivery tomorrow invoice refund okay sure colour address phone warranty'.split(
    ' ',
  )
/** One sign of each way in which emoji are made of code points. */
const EMOJI = ['😀', '👍🏽', '❤️', '👨‍👩‍👧', '🇨🇳', '1️⃣', '🙏']
/** Few of them, so that they are decoded once, as in a talk in which the same ones are seen again. */
const PICTURES = [
  [160, 120],
  [120, 160],
  [240, 180],
  [180, 240],
  [200, 200],
  [300, 150],
  [150, 300],
  [320, 240],
] as const

/** What is chance in message `index`, always the same: numbers from 0 to 1, one a call. */
function chanceOf(index: number): () => number {
  // a round of mixing for each number; the first rounds tell neighbours apart
  let state = Math.imul(index + 0x9e3779b1, 0x85ebca6b) | 1
  const next = () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 2 ** 32
  }
  next()
  next()
  return next
}

/** 1 to 300 signs, mostly short ones: of two talks in three Chinese, else English, with an emoji in every fifth. */
function textOf(chance: () => number): string {
  const length = 1 + Math.floor(300 * chance() ** 2.5)
  const isChinese = chance() < 0.7
  let text = ''
  while (text.length < length) {
    if (isChinese) {
      const from = Math.floor(chance() * (CHINESE.length - 12))
      text += `${CHINESE.slice(from, from + 2 + Math.floor(chance() * 10))}${chance() < 0.4 ? '，' : ''}`
    } else text += `${text && ' '}${ENGLISH[Math.floor(chance() * ENGLISH.length)]}`
  }
  const emoji = chance() < 0.2 ? (EMOJI[Math.floor(chance() * EMOJI.length)] ?? '') : ''
  return text.slice(0, length) + emoji
}

export type Sent = Readonly<{
  /** True UTC ms. */
  at: number
  /** Not read yet. */
  unread?: boolean
  /** Only the other side writes: what arrives. */
  theirs?: boolean
  /** Each picture is one of its own, which comes this late (ms), and nobody knows its size beforehand. */
  late?: number
}>

/**
 * Message number `index` (negative: before the first) as the API says it: 70 % texts, 20 % pictures, 10 % voices; always the same but
 * for its time. `width` and `height` of pictures are no fields of the API: they are for peers, which are told them.
 */
export function messageAt(index: number, { at, unread = false, theirs = false, late = 0 }: Sent): Row {
  const chance = chanceOf(index)
  const kind = chance()
  const byMember = chance() < 0.5 && !theirs
  const base = { _id: idOf(index, at), from: byMember ? '200' : '2', status: unread ? 0 : 1 }
  if (kind < 0.7) return aRow({ ...base, content: textOf(chance) }, at)
  if (kind >= 0.9)
    return aRow(
      {
        ...base,
        type: 'VOICE',
        content: '/media/voice-4s.mp3',
        voiceLength: 1 + Math.floor(chance() * 60),
      },
      at,
    )
  const [width, height] = PICTURES[Math.floor(chance() * PICTURES.length)] ?? PICTURES[0]
  const content = `/media/${width}x${height}.png`
  const picture = { ...base, type: 'IMAGE', imageSize: width * height }
  if (late > 0) return aRow({ ...picture, content: `${content}?late=${late}&of=${index}` }, at)
  return aRow({ ...picture, content, width, height }, at)
}

/** So many messages, oldest first, the newest a minute before `end` (true UTC ms). */
export const conversation = (count: number, end: number, late = 0): Row[] =>
  Array.from({ length: count }, (_, i) => messageAt(i, { at: end - 60_000 - (count - 1 - i) * APART, late }))

/** So many older ones, oldest first, that end before a conversation of `count` until `end`; `pages` such were taken already. */
export const olderOnes = (size: number, count: number, end: number, taken = 0): Row[] =>
  Array.from({ length: size }, (_, i) => {
    const index = i - size - taken
    return messageAt(index, { at: end - 60_000 - (count - 1 - index) * APART })
  })

/** The second in hex, as ObjectIds begin, then what is different for each message. */
const idOf = (index: number, at: number) =>
  Math.floor(at / 1_000)
    .toString(16)
    .padStart(8, '0') + (index + 2 ** 32).toString(16).padStart(16, '0')
