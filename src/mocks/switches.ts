import { ENDPOINTS, FAILURES } from './faults'
import { type Sentence, sentence } from './sentence'

/** One option of a world that an address can set: `?scenario=NAME,pollCap=20`. */
export type Switch = Readonly<{ name: string; title: string }> &
  Readonly<
    | { kind: 'flag' }
    | { kind: 'choice'; choices: readonly string[] }
    /** `step`: 1 where it is a whole number. */
    | { kind: 'number'; min: number; max: number; step: number }
  >

const DAY = 86_400_000

const flag = (name: string, title: string): Switch => ({ name, title, kind: 'flag' })
const choice = (name: string, title: string, ...choices: readonly string[]): Switch => ({
  name,
  title,
  kind: 'choice',
  choices,
})
const count = (name: string, title: string, max: number, min = 0): Switch => ({
  name,
  title,
  kind: 'number',
  min,
  max,
  step: 1,
})
const share = (name: string, title: string): Switch => ({
  name,
  title,
  kind: 'number',
  min: 0,
  max: 1,
  step: 0.05,
})

const BOUNDARIES = ['exclusive', 'inclusive'] as const

/** What is done to requests: `failRate` of all endpoints, `send.failRate` of one. */
const FAULT_SWITCHES: readonly Switch[] = [
  count('latencyMs', '延迟（毫秒）', 60_000),
  share('failRate', '失败的比例'),
  choice('failure', '怎样失败', ...FAILURES),
  count('status', '失败时的状态码', 599, 400),
  count('retryAfter', 'Retry-After（秒）', 86_400),
]

const ofEndpoints = ENDPOINTS.flatMap((endpoint) =>
  FAULT_SWITCHES.map(({ name, ...rest }) => ({ ...rest, name: `${endpoint}.${name}` })),
)

/** All of them. The names are those of `WorldOptions`, where their meaning stands. */
export const SWITCHES: readonly Switch[] = [
  choice('pollBoundary', '轮询的 lasttime 边界', ...BOUNDARIES),
  choice('historyBoundary', '历史的 lasttime 边界', ...BOUNDARIES),
  choice('direction', '轮询返回哪一方的消息', 'both', 'incoming'),
  count('pollCap', '轮询最多几条（0 不限）', 10_000),
  count('historyCap', '历史最多几条（0 不限）', 10_000),
  flag('limitCounts', '历史的 limit 有效'),
  choice('order', '回答的顺序', 'newest', 'oldest'),
  choice('tieOrder', '同一时间戳内的顺序', 'ascending', 'descending'),
  choice('withoutTo', '不带 to 的请求', 'refused', 'all'),
  flag('history', '有历史接口'),
  flag('extras', '有回执和在线接口'),
  choice('unreadFrom', '标已读的 from 是谁', 'sender', 'reader'),
  choice('bodies', 'POST 接受的编码', 'both', 'form', 'json'),
  choice('voiceUnit', 'voiceLength 的单位', 'seconds', 'milliseconds'),
  choice('successType', 'success 的类型', 'boolean', 'string'),
  flag('cors', '允许跨域读取'),
  { ...count('skewMs', '服务器时间快多少（毫秒）', DAY), min: -DAY } as Switch,
  count('stampGrainMs', '时间戳的粒度（毫秒）', 3_600_000, 1),
  share('lateShare', '晚到的比例'),
  count('lateMs', '最多晚到（毫秒）', 600_000, 1000),
  choice('absentSide', '不在的一方的状态', 'online', 'offline', 'unknown'),
  flag('story', '有聊天记录'),
  flag('bot', '有机器人'),
  count('bulk', '故事之前的消息数', 100_000),
  count('burst', '一秒内来的消息数', 10_000),
  count('burstAfterMs', '多久之后来（毫秒）', 3_600_000),
  count('members', '客服的会员数', 2000),
  count('busy', '其中很忙的', 200),
  ...FAULT_SWITCHES,
  ...ofEndpoints,
]

export const switchNamed = (name: string): Switch | undefined => SWITCHES.find((one) => one.name === name)

/** The value that a text sets a switch to, or what is wrong with it. */
export function readSwitch(of: Switch, text: string): { value: unknown } | { wrong: Sentence } {
  const { name } = of
  if (of.kind === 'flag')
    return /^(true|false)$/.test(text)
      ? { value: text === 'true' }
      : { wrong: sentence(`${name} 只能是 true 或 false。`, `${name} is true or false.`) }
  if (of.kind === 'choice') {
    const { choices } = of
    const wrong = sentence(
      `${name} 只能是 ${choices.join('、')}。`,
      `${name} is one of ${choices.join(', ')}.`,
    )
    return choices.includes(text) ? { value: text } : { wrong }
  }
  const { min, max, step } = of
  const value = text === '' ? NaN : Number(text)
  if (value >= min && value <= max && (step < 1 || Number.isInteger(value))) return { value }
  const [zh, en] = step < 1 ? ['数', 'number'] : ['整数', 'whole number']
  return {
    wrong: sentence(`${name} 是 ${min} 到 ${max} 的${zh}。`, `${name} is a ${en} from ${min} to ${max}.`),
  }
}
