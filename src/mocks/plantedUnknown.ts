import type { LooseMessage } from './apiMessage'

const text = (content: string): LooseMessage => ({ content })

/** Messages of kinds that the product does not know, as a later release of the backend may send them. */
export const UNKNOWN: readonly LooseMessage[] = [
  text('下面是这个页面还不认识的消息类型'),
  { type: 'VIDEO', content: '/mock-media/quality-check.mp4' },
  { type: 'FILE', content: 'https://example.com/invoice.pdf' },
  { type: 'LOCATION', content: '{"lat":30.27,"lng":120.15}' },
  { type: 'RED_PACKET', content: '恭喜发财' },
  { type: '', content: '类型为空' },
  { type: null, content: '没有类型' },
  { type: 'text', content: '类型是小写，照常显示' },
  { type: '__proto__', content: '类型是 __proto__' },
  text('上面的都没有丢，也没有影响这一条'),
]
