import { CALM, type WorldOptions } from './options'

/** A situation to look at, by name: what the address `?scenario=NAME` chooses. */
export type Scenario = Readonly<{
  name: string
  /** What QA calls it. */
  title: string
  /** What is different, and what the page should make of it. */
  description: string
  options: Partial<WorldOptions>
}>

const LIVE: Partial<WorldOptions> = { story: true, bot: true, absentSide: 'online', members: 8 }

export const SCENARIOS: readonly Scenario[] = [
  {
    name: 'default',
    title: '日常会话',
    description: 'Five days of conversation, and a bot that plays the side that is not there.',
    options: LIVE,
  },
  {
    name: 'quiet',
    title: '无人应答',
    description: 'The same conversation without the bot: nothing happens unless somebody sends.',
    options: { story: true, members: 8 },
  },
  {
    name: 'empty',
    title: '空会话',
    description: 'Nobody has ever said anything, and no bot does.',
    options: {},
  },
  {
    name: 'busy',
    title: '消息不断',
    description: 'The bot says something every 2 to 3 seconds, up to 300 lines in a row.',
    options: { ...LIVE, pace: { ...CALM, greeting: [1000, 2000], silence: [2000, 3000], inARow: 300 } },
  },
  {
    name: 'desk',
    title: '会话多',
    description:
      'A salesperson with 200 members: 201 to 220 say something every 5 to 30 s, the others answer only; they last wrote minutes to months ago. Some are online.',
    options: { ...LIVE, members: 200, busy: 20 },
  },
  {
    name: 'desk-1000',
    title: '会话极多',
    description: 'The same with 1,000 members, 20 of them busy.',
    options: { ...LIVE, members: 1000, busy: 20 },
  },
  {
    name: 'inclusive',
    title: '时间边界含等于',
    description:
      '`lasttime` itself belongs to the answers: each poll repeats the newest row. Nothing may appear twice.',
    options: { ...LIVE, boundary: 'inclusive' },
  },
  {
    name: 'incoming-only',
    title: '轮询只含对方消息',
    description: 'The poll returns only messages to the asking side; own ones come with history.',
    options: { ...LIVE, direction: 'incoming' },
  },
  {
    name: 'no-history',
    title: '无历史接口',
    description: 'The history endpoint answers 404; the poll alone must give a readable conversation.',
    options: { ...LIVE, history: false },
  },
  {
    name: 'poll-only',
    title: '仅有轮询和发送',
    description:
      'The backend has the poll and `sendMsg` and nothing else: no history, no receipts, no presence. The conversation works, and says nothing of what it cannot know.',
    options: { ...LIVE, history: false, extras: false },
  },
  {
    name: 'peer-offline',
    title: '对方不在线',
    description: 'The other side was last there a day ago, reads nothing and answers nothing.',
    options: { story: true, absentSide: 'offline' },
  },
  {
    name: 'no-skew',
    title: '服务器时间正确',
    description:
      'The clock of the server is right: stamps are true UTC. Displayed times stay the same as in `default`.',
    options: { ...LIVE, skewMs: 0 },
  },
  {
    name: 'equal-stamps',
    title: '时间戳相同',
    description:
      'The server reads its clock every 10 s only, so messages share stamps; what shares one with a delivered message comes by history, not by the poll.',
    options: { ...LIVE, stampGrainMs: 10_000 },
  },
  {
    name: 'capped',
    title: '每次最多 10 条',
    description: 'Poll and history never give more than 10 rows, whatever is asked for.',
    options: { ...LIVE, pollCap: 10, historyCap: 10 },
  },
  {
    name: 'string-success',
    title: 'success 为字符串',
    description:
      '`success` is "true" or "false", as the documentation says, instead of the boolean of its samples.',
    options: { ...LIVE, successType: 'string' },
  },
  {
    name: 'slow',
    title: '网络慢',
    description: 'Each answer takes 1.5 s.',
    options: { ...LIVE, faults: { latencyMs: 1500 } },
  },
  {
    name: 'flaky',
    title: '时好时坏',
    description: 'Three requests in ten fail with 503; which ones depends on the seed.',
    options: { ...LIVE, faults: { failRate: 0.3 } },
  },
  {
    name: 'down',
    title: '服务不可用',
    description: 'Every request fails with 503.',
    options: { ...LIVE, faults: { failRate: 1 } },
  },
  {
    name: 'sign-in',
    title: '网络需要登录',
    description: 'A web page with status 200 in place of every answer, as a captive portal sends it.',
    options: { ...LIVE, faults: { failRate: 1, signInPage: true } },
  },
  {
    name: 'signed-out',
    title: '登录失效',
    description: 'Every request is refused with 401.',
    options: { ...LIVE, faults: { failRate: 1, status: 401 } },
  },
  {
    name: 'rate-limited',
    title: '请求过频',
    description: 'Every request is refused with 429 and Retry-After: 7 (seconds).',
    options: { ...LIVE, faults: { failRate: 1, status: 429, retryAfter: 7 } },
  },
  {
    name: 'damaged',
    title: '脏数据',
    description:
      'Broken rows among good ones: no rows at all, odd ids, stamps and kinds, rows of other pairs.',
    options: { ...LIVE, planted: 'damaged' },
  },
  {
    name: 'media',
    title: '语音与图片',
    description:
      'Voices in every format that turns up, and in none; pictures that are hard to show. Each says what it is.',
    options: { planted: 'media' },
  },
  {
    name: 'samples',
    title: '文档样例',
    description: 'The rows of the documentation, unchanged, from August 2017.',
    options: { planted: 'samples' },
  },
]

/** The scenario of this name, or undefined. */
export const scenarioNamed = (name: string): Scenario | undefined =>
  SCENARIOS.find((scenario) => scenario.name === name)
