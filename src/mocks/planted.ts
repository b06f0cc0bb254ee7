import { SAMPLE_PAIR } from './apiMessage'
import { messageOf } from './document'
import { objectId } from './objectIds'
import type { WorldOptions } from './options'
import history from './samples/getMsgListByPageAndUserId.json'
import { mediaRows } from './plantedMedia'
import poll from './samples/getNewestMsgListByLastTime.json'
import sent from './samples/sendMsg.json'

/** A row that goes into the answers as it is; `at` (true ms) places rows that have no sound sendtime of their own. */
export type PlantedRow = Readonly<{ row: unknown; at: number }>

/** The rows a world is asked to hold besides the story. */
export function plantedRows(now: number, options: WorldOptions): PlantedRow[] {
  if (options.planted === 'samples') {
    return [sent.data, ...poll.data, ...history.data].map((row) => ({ row, at: now }))
  }
  if (options.planted === 'media') return mediaRows(now, options)
  return options.planted === 'damaged' ? damagedRows(now, options) : []
}

/** Sound rows with one fault each, and things that are no rows, in the minutes before `now`. */
function damagedRows(now: number, { seed, skewMs }: WorldOptions): PlantedRow[] {
  const faults: readonly unknown[] = [
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
  return faults.map((fault, index) => {
    const at = now - (faults.length - index) * 5000
    const row = isFields(fault)
      ? messageOf(objectId(seed, at, 0x800000 + index), SAMPLE_PAIR, 'SALER', at + skewMs, fault)
      : fault
    return { row, at }
  })
}

const isFields = (fault: unknown): fault is object =>
  typeof fault === 'object' && fault !== null && !Array.isArray(fault)
