import type { Scenario } from './scenario'

/** What the documentation of the backend leaves open, and how its clock goes. */
export const BACKENDS: readonly Scenario[] = [
  {
    name: 'exclusive',
    group: 'backend',
    title: '时间边界不含等于',
    note: '`lasttime` 本身不在结果里（默认就是这样）。',
    description: '`lasttime` itself is no part of the answers. So it is unless told otherwise.',
    changes: { pollBoundary: 'exclusive', historyBoundary: 'exclusive' },
  },
  {
    name: 'inclusive',
    group: 'backend',
    title: '时间边界含等于',
    note: '`lasttime` 本身也在结果里：每次轮询都重复最新一条。任何消息都不能出现两次。',
    description:
      '`lasttime` itself belongs to the answers: each poll repeats the newest row. Nothing may appear twice.',
    changes: { pollBoundary: 'inclusive', historyBoundary: 'inclusive' },
  },
  {
    name: 'incoming-only',
    group: 'backend',
    title: '轮询只含对方消息',
    note: '轮询只返回发给自己的消息；自己的消息来自历史接口。',
    description: 'The poll returns only messages to the asking side; own ones come with history.',
    changes: { direction: 'incoming' },
  },
  {
    name: 'capped',
    group: 'backend',
    title: '每次最多 10 条',
    note: '轮询和历史每次最多 10 条，不管要多少。',
    description: 'Poll and history never give more than 10 rows, whatever is asked for.',
    changes: { pollCap: 10, historyCap: 10 },
  },
  {
    name: 'no-history',
    group: 'backend',
    title: '无历史接口',
    note: '历史接口返回 404；只靠轮询也要能看会话。',
    description: 'The history endpoint answers 404; the poll alone must give a readable conversation.',
    changes: { history: false },
  },
  {
    name: 'poll-only',
    group: 'backend',
    title: '仅有轮询和发送',
    note: '只有轮询和发送两个接口：没有历史、回执和在线状态。会话照常，不知道的就不显示。',
    description:
      'The backend has the poll and `sendMsg` and nothing else: no history, no receipts, no presence. The conversation works, and says nothing of what it cannot know.',
    changes: { history: false, extras: false },
  },
  {
    name: 'equal-stamps',
    group: 'backend',
    title: '时间戳相同',
    note: '服务器每 10 秒才看一次钟，几条消息时间戳相同；与已收到的相同的，由历史接口补来。',
    description:
      'The server reads its clock every 10 s only, so messages share stamps; what shares one with a delivered message comes by history, not by the poll.',
    changes: { stampGrainMs: 10_000 },
  },
  {
    name: 'late-commit',
    group: 'backend',
    title: '消息晚到',
    note: '十条里有三条晚到，最晚比自己的时间戳晚 163 秒：补查时出现在该在的位置，不会丢。',
    description:
      'Three in ten messages come into answers late, up to 163 s after their stamp: a sweep finds them, and puts them in their place.',
    changes: { lateShare: 0.3, lateMs: 163_000 },
  },
  {
    name: 'skew',
    group: 'backend',
    title: '服务器快 8 小时',
    note: '服务器时间快 8 小时（默认就是这样）：显示的时间仍然正确。',
    description:
      'The clock of the server is 8 h ahead, as in the samples; displayed times are right. The default.',
    changes: { skewMs: 8 * 3_600_000 },
  },
  {
    name: 'no-skew',
    group: 'backend',
    title: '服务器时间正确',
    note: '服务器时间正确；显示的时间与 `default` 相同。',
    description:
      'The clock of the server is right: stamps are true UTC. Displayed times stay the same as in `default`.',
    changes: { skewMs: 0 },
  },
  {
    name: 'string-success',
    group: 'backend',
    title: 'success 为字符串',
    note: '`success` 是 "true" 或 "false"，如文档所写，而不是样例里的布尔值。',
    description:
      '`success` is "true" or "false", as the documentation says, instead of the boolean of its samples.',
    changes: { successType: 'string' },
  },
]

/** What happens to requests and answers. */
export const NETWORKS: readonly Scenario[] = [
  {
    name: 'slow',
    group: 'network',
    title: '网络慢',
    note: '每个回答要 1.5 秒。',
    description: 'Each answer takes 1.5 s.',
    changes: { faults: { latencyMs: 1500 } },
  },
  {
    name: 'flaky',
    group: 'network',
    title: '时好时坏',
    note: '十个请求有三个失败（503）；哪些失败由种子决定。',
    description: 'Three requests in ten fail with 503; which ones depends on the seed.',
    changes: { faults: { failRate: 0.3 } },
  },
  {
    name: 'hang',
    group: 'network',
    title: '请求没有回音',
    note: '十个请求有三个两分钟没有回音：页面 10 秒后放弃，再试。',
    description:
      'Three requests in ten get no answer for two minutes: the page gives up after 10 s, and asks again.',
    changes: { faults: { failRate: 0.3, failure: 'hang' } },
  },
  {
    name: 'truncated',
    group: 'network',
    title: '回答断在一半',
    note: '十个回答有三个只到一半；发送可能已经成功。',
    description: 'Three answers in ten break off in the middle; a send may have been done.',
    changes: { faults: { failRate: 0.3, failure: 'truncated' } },
  },
  {
    name: 'lost-acks',
    group: 'network',
    title: '发送回执丢失',
    note: '一半的发送成功了，但没有回执：显示“确认中”，找到后变为已发送，绝不发两次。',
    description:
      'Half of the sends are done without an answer: they are looked for, become sent when they turn up, and are never sent twice.',
    changes: { faults: { at: { send: { failRate: 0.5, failure: 'lost' } } } },
  },
  {
    name: 'offline',
    group: 'network',
    title: '断网',
    note: '每个连接都断开。恢复请用面板。',
    description: 'Every connection breaks. The panel brings the network back.',
    changes: { faults: { failRate: 1, failure: 'cut' } },
  },
  {
    name: 'down',
    group: 'network',
    title: '服务不可用',
    note: '每个请求都失败（503）。',
    description: 'Every request fails with 503.',
    changes: { faults: { failRate: 1 } },
  },
  {
    name: 'errors',
    group: 'network',
    title: '服务器出错',
    note: '每个请求都失败（500）。',
    description: 'Every request fails with 500.',
    changes: { faults: { failRate: 1, status: 500 } },
  },
  {
    name: 'refused',
    group: 'network',
    title: 'success 为 "false"',
    note: '每个请求都被后端拒绝：状态 200，`success` 是字符串 "false"，附一句话。',
    description:
      'The backend refuses every request: status 200, `success` is the text "false", and a sentence.',
    changes: { successType: 'string', faults: { failRate: 1, failure: 'refused' } },
  },
  {
    name: 'sign-in',
    group: 'network',
    title: '网络需要登录',
    note: '每个回答都是网页（状态 200），如机场、酒店的网络登录页。',
    description: 'A web page with status 200 in place of every answer, as a captive portal sends it.',
    changes: { faults: { failRate: 1, failure: 'page' } },
  },
  {
    name: 'signed-out',
    group: 'network',
    title: '登录失效',
    note: '每个请求都被拒绝（401）。',
    description: 'Every request is refused with 401.',
    changes: { faults: { failRate: 1, status: 401 } },
  },
  {
    name: 'rate-limited',
    group: 'network',
    title: '请求过频',
    note: '每个请求都被拒绝（429，Retry-After: 7 秒）。',
    description: 'Every request is refused with 429 and Retry-After: 7 (seconds).',
    changes: { faults: { failRate: 1, status: 429, retryAfter: 7 } },
  },
]
