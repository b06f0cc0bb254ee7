import { say, type Said } from './finding'

/** What each finding is about, by its id. */
export const TITLES: Readonly<Record<string, Said>> = {
  reachable: say('后端是否有回答', 'whether the backend answers'),
  cors: say('其他域名的网页能否读取', 'whether pages of other origins may read it'),
  'cors.preflight': say('其他域名的网页能否发送 JSON', 'whether pages of other origins may post JSON'),
  'post.allowed': say('哪些 POST 接口表明自己存在', 'which POST endpoints say that they are there'),
  'success.type': say('success 的类型', 'the type of success'),
  'clock.skewMs': say('服务器时间戳比真实时间快多少毫秒', 'how many ms stamps run ahead of the true time'),
  'latency.medianMs': say('回答用时的中位数（毫秒）', 'the median time of an answer, ms'),
  failures: say('失败的请求数', 'requests that failed'),
  'poll.exists': say('轮询接口是否存在', 'whether the poll is there'),
  'poll.boundary': say(
    '轮询的 lasttime 是否包含相等',
    "whether the poll's lasttime includes an equal sendtime",
  ),
  'poll.direction': say(
    '轮询返回双方还是只有对方的消息',
    'whether the poll returns both sides or incoming only',
  ),
  'poll.cap': say('轮询最多返回多少条', 'how many rows the poll returns at most'),
  'poll.order': say('轮询的排序', 'the order of the poll'),
  'poll.tieOrder': say('轮询中 sendtime 相同的消息的排序', 'the order of rows of one sendtime in the poll'),
  'poll.withoutTo': say('轮询不带 to 时返回什么', 'what the poll returns without to'),
  'history.exists': say('历史接口是否存在', 'whether history is there'),
  'history.boundary': say(
    '历史的 lasttime 是否包含相等',
    "whether history's lasttime includes an equal sendtime",
  ),
  'history.direction': say('历史返回双方还是只有一方的消息', 'whether history returns both sides'),
  'history.cap': say('历史一页最多多少条', 'how many rows a page of history has at most'),
  'history.limit': say('历史的 limit 是否起作用', 'whether limit counts'),
  'history.page': say('历史的 page 是否起作用', 'whether page counts'),
  'history.order': say('历史的排序', 'the order of history'),
  'history.tieOrder': say('历史中 sendtime 相同的消息的排序', 'the order of rows of one sendtime in history'),
  'history.withoutTo': say('历史不带 to 时返回什么', 'what history returns without to'),
  'sendMsg.exists': say('发送接口是否可用', 'whether sending works'),
  'send.encoding': say('发送接受哪些编码', 'which encodings sending accepts'),
  'send.answer': say('发送的回答里是否有保存的消息', 'whether a send answers with the saved message'),
  'unreadcount.exists': say('未读数接口是否存在', 'whether unreadcount is there'),
  'unreadcount.from': say('未读数的 from 是发送者还是读者', 'whom from means in unreadcount'),
  'updateUnreadP2pMessages.exists': say('标为已读接口是否存在', 'whether marking as read is there'),
  'markRead.from': say('标为已读的 from 是发送者还是读者', 'whom from means in marking as read'),
  'regUserInfo.exists': say('登记接口是否存在', 'whether regUserInfo is there'),
  'getUserStatus.exists': say('状态接口是否存在', 'whether getUserStatus is there'),
  'status.hearttime': say('状态里心跳时间的拼写', 'how the status spells the time of the heartbeat'),
  'status.isonline': say('isonline 的类型', 'the type of isonline'),
  'voiceLength.unit': say('voiceLength 的单位', 'the unit of voiceLength'),
  media: say('图片、语音、头像的主机', 'the hosts of pictures, voices and avatars'),
  'media.base': say('相对地址以什么为准', 'what relative addresses resolve against'),
  'media.odd': say('不是网页地址的媒体地址', 'addresses of media that are none of the web'),
  'schema.repeated': say('同一个回答里重复的消息', 'rows that an answer repeats'),
  'schema.pair': say('混入其他会话的消息', 'rows of other conversations'),
}

const FIELD = say('与文档不同的字段', 'a field that differs from the documentation')

export const titleOf = (id: string): Said => TITLES[id] ?? FIELD
