import { type LooseMessage, SAMPLE_PAIR } from './apiMessage'
import { inUnit, messageOf } from './document'
import { objectId } from './objectIds'
import type { WorldOptions } from './options'
import type { PlantedRow } from './planted'
import { draw, drawBetween, drawOne } from './random'
import type { Role } from '~/wire/schema'

const DAY = 86_400_000
/** Days before the world began that are the story's, which the many messages end before. */
const STORY_DAYS = 6
/** Milliseconds between two of them on average: ten thousand fill some hundred days. */
const BETWEEN = 14 * 60_000

const WORDS: readonly [string, ...string[]] = [
  '好的',
  '在吗',
  '请问这个还有货吗',
  '有的，喜欢可以直接拍',
  '快递到哪里了？单号 SF1408237715',
  '刚查了一下，今天下午派送',
  '颜色和图片上一样吗？我想要米色，不要太黄的那种',
  '实物会比图片略浅一点，您可以看看买家秀 https://www.example.com/show/34',
  '收到了，质量不错 👍',
  '谢谢！\n下次再来',
]

/** Thousands of messages before the story, in runs of both sides, pictures and voices among them. */
export function bulkRows(now: number, options: WorldOptions): PlantedRow[] {
  const { bulk, seed } = options
  const end = now - STORY_DAYS * DAY
  return Array.from({ length: bulk }, (_, n) => {
    const at = end - (bulk - n) * BETWEEN + drawBetween(seed, `bulk ${n}`, 0, BETWEEN - 1)
    const role: Role = draw(seed, `bulk ${Math.floor(n / 3)} who`) < 0.5 ? 'MEMBER' : 'SALER'
    const words = `${n + 1}. ${drawOne(seed, `bulk ${n} words`, WORDS)}`
    const fields = { ...inUnit(kindOf(n, words), options), status: 1, readtime: at + options.skewMs + 5000 }
    return rowOf(at, 0xa00000 + n, role, fields, options)
  })
}

/** So many messages of the other side within one second, some time after the world began. */
export function burstRows(now: number, options: WorldOptions): PlantedRow[] {
  const { burst, burstAfterMs } = options
  return Array.from({ length: burst }, (_, n) => {
    const at = now + burstAfterMs + Math.floor((n * 1000) / burst)
    return rowOf(at, 0xd00000 + n, 'SALER', { content: `连发第 ${n + 1} 条` }, options)
  })
}

/** One in twenty is a picture, one in twenty a voice. */
function kindOf(n: number, words: string): LooseMessage {
  if (n % 20 === 7) return { type: 'IMAGE', content: '/mock-media/cardigan.svg', imageSize: 2000 }
  if (n % 20 === 13) return { type: 'VOICE', content: '/mock-media/voice-4s.mp3', voiceLength: 4 }
  return { content: words }
}

function rowOf(
  at: number,
  count: number,
  role: Role,
  fields: LooseMessage,
  { seed, skewMs, stampGrainMs }: WorldOptions,
): PlantedRow {
  const stamp = Math.floor((at + skewMs) / stampGrainMs) * stampGrainMs
  return { row: messageOf(objectId(seed, at, count), SAMPLE_PAIR, role, stamp, fields), at }
}
