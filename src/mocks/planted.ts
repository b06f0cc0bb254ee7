import { isRecord } from '~/lib/json'
import { SAMPLE_PAIR } from './apiMessage'
import { bulkRows, burstRows } from './bulk'
import { inUnit, messageOf } from './document'
import { objectId } from './objectIds'
import type { Planted, WorldOptions } from './options'
import history from './samples/getMsgListByPageAndUserId.json'
import { HOSTILE } from './plantedHostile'
import { AMR, CORRUPT, MEDIA, PICTURES } from './plantedMedia'
import poll from './samples/getNewestMsgListByLastTime.json'
import sent from './samples/sendMsg.json'
import { UNKNOWN } from './plantedUnknown'

/** A row that goes into the answers as it is; `at` (true ms) places rows that have no sound sendtime of their own. */
export type PlantedRow = Readonly<{ row: unknown; at: number }>

/** What the salesperson of the samples says, and things that are no message; oldest first. */
const SETS: Readonly<Record<Exclude<Planted, 'samples'>, (context: Context) => readonly unknown[]>> = {
  damaged: damagedRows,
  media: () => MEDIA,
  unknown: () => UNKNOWN,
  hostile: () => HOSTILE,
  pictures: () => PICTURES,
  amr: () => AMR,
  corrupt: () => CORRUPT,
}

type Context = Readonly<{ now: number; seed: number; skewMs: number }>

/** Milliseconds between two of them. */
const APART = 5000

/** The rows a world is asked to hold besides the story, in the minutes before `now` (true ms); those of a burst come later. */
export function plantedRows(now: number, options: WorldOptions): PlantedRow[] {
  const { seed, skewMs, planted } = options
  const said = planted.flatMap((name) => (name === 'samples' ? [] : SETS[name]({ now, seed, skewMs })))
  const rows = said.map((fields, index): PlantedRow => {
    const at = now - (said.length - index) * APART
    const id = objectId(seed, at, 0x800000 + index)
    if (!isRecord(fields)) return { row: fields, at }
    return { row: messageOf(id, SAMPLE_PAIR, 'SALER', at + skewMs, inUnit(fields, options)), at }
  })
  const samples = planted.includes('samples') ? [sent.data, ...poll.data, ...history.data] : []
  return [
    ...samples.map((row) => ({ row, at: now })),
    ...bulkRows(now, options),
    ...rows,
    ...burstRows(now, options),
  ]
}

/** Sound rows with one fault each, and things that are no rows. */
function damagedRows({ now, seed, skewMs }: Context): readonly unknown[] {
  return [
    null,
    'not a row',
    42,
    [],
    { sendtime: 'yesterday', content: '发送时间是一段文字' },
    { sendtime: null, content: '没有发送时间' },
    { sendtime: String(now + skewMs - 120_000), content: '发送时间是数字文本' },
    { sendtime: Math.floor((now + skewMs) / 1000) - 120, content: '发送时间是 10 位秒数' },
    { sendtime: -1, content: '发送时间是 -1' },
    { sendtime: now + skewMs + 365 * 86_400_000, content: '发送时间在一年以后' },
    { content: null },
    { content: undefined },
    { content: 12345 },
    { _id: '__proto__', content: '编号是 __proto__' },
    { _id: 'constructor', content: '编号是 constructor' },
    { _id: { $oid: objectId(seed, now, 0xabcdef) }, content: '编号是 $oid 对象' },
    { _id: undefined, content: '没有编号' },
    { type: 'VIDEO', content: '/mock-media/quality-check.mp4' },
    { type: null, content: '没有类型' },
    { type: 'text', content: '类型是小写' },
    // oxlint-disable-next-line no-script-url -- what a hostile message may carry
    { type: 'IMAGE', content: 'javascript:alert(1)', imageSize: -5 },
    { type: 'VOICE', content: '/mock-media/voice-4s.mp3', voiceLength: 1e9 },
    {
      f_avatar: 'data:image/svg+xml,<svg/>',
      f_nickname: '<img src=x onerror=alert(1)>',
      content: '<b>不是标签</b>',
    },
    { from: 2, to: 200, content: '编号是数字' },
    { from: '999', content: '另一个客服发给我的' },
    { to: '201', content: '发给另一个会员的' },
    { status: '1', readtime: 0, content: '状态是文字' },
    { content: '最后一条是完好的' },
  ]
}
