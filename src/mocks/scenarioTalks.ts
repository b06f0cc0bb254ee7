import type { Changes, Scenario } from './scenario'

/** Nobody is there, and nothing happens by itself. */
const ALONE: Changes = { bot: false, absentSide: 'unknown' }

/** Who talks, and how much. */
export const TALKS: readonly Scenario[] = [
  {
    name: 'default',
    group: 'talk',
    title: '日常会话',
    note: '五天的聊天记录；对方不在时由机器人扮演。',
    description: 'Five days of conversation, and a bot that plays the side that is not there.',
    changes: {},
  },
  {
    name: 'quiet',
    group: 'talk',
    title: '无人应答',
    note: '同样的会话，没有机器人：没人发消息就什么都不会发生。',
    description: 'The same conversation without the bot: nothing happens unless somebody sends.',
    changes: ALONE,
  },
  {
    name: 'empty',
    group: 'talk',
    title: '空会话',
    note: '从来没有人说过话，也没有机器人。',
    description: 'Nobody has ever said anything, and no bot does.',
    changes: { ...ALONE, story: false, members: 0 },
  },
  {
    name: 'busy',
    group: 'talk',
    title: '消息不断',
    note: '机器人每 2 到 3 秒说一句，最多连说 300 句。',
    description: 'The bot says something every 2 to 3 seconds, up to 300 lines in a row.',
    changes: { bot: true, pace: { greeting: [1000, 2000], silence: [2000, 3000], inARow: 300 } },
  },
  {
    name: 'peer-offline',
    group: 'talk',
    title: '对方不在线',
    note: '对方一天前来过，不读也不回。',
    description: 'The other side was last there a day ago, reads nothing and answers nothing.',
    changes: { bot: false, absentSide: 'offline' },
  },
  {
    name: 'reads-late',
    group: 'talk',
    title: '对方很晚才读',
    note: '机器人照常回复，但一到一分半钟后才把消息标为已读。',
    description: 'The bot answers as ever, but marks as read only after 60 to 90 s.',
    changes: { bot: true, pace: { reads: [60_000, 90_000] } },
  },
  {
    name: 'burst',
    group: 'talk',
    title: '一秒来一千条',
    note: '世界开始 15 秒后，一秒之内来 1000 条消息。重来请重置。',
    description: '15 s after the world began 1,000 messages come within a second. To see it again, reset it.',
    changes: { burst: 1000 },
  },
  {
    name: 'long',
    group: 'talk',
    title: '一万条消息',
    note: '故事之前还有 10000 条消息，图片和语音夹在其中。',
    description: '10,000 messages before the story, pictures and voices among them.',
    changes: { bulk: 10_000 },
  },
  {
    name: 'desk',
    group: 'talk',
    title: '会话多',
    note: '客服有 200 位会员：201 到 220 每 5 到 30 秒说一句，其余只回复；最近一次说话在几分钟到几个月前。有的在线。',
    description:
      'A salesperson with 200 members: 201 to 220 say something every 5 to 30 s, the others answer only; they last wrote minutes to months ago. Some are online.',
    changes: { members: 200, busy: 20 },
  },
  {
    name: 'desk-1000',
    group: 'talk',
    title: '会话极多',
    note: '同上，1000 位会员，其中 20 位很忙。',
    description: 'The same with 1,000 members, 20 of them busy.',
    changes: { members: 1000, busy: 20 },
  },
]

/** What messages hold. */
export const CONTENTS: readonly Scenario[] = [
  {
    name: 'unknown-kind',
    group: 'content',
    title: '未知类型',
    note: '视频、文件、位置……页面还不认识的类型：显示为暂不支持，其他消息不受影响。',
    description: 'Kinds that the product does not know: shown as unsupported, and nothing else suffers.',
    changes: { planted: ['unknown'] },
  },
  {
    name: 'damaged',
    group: 'content',
    title: '脏数据',
    note: '好的消息之间夹着坏的：不是消息的东西，奇怪的编号、时间和类型，别人的消息。',
    description:
      'Broken rows among good ones: no rows at all, odd ids, stamps and kinds, rows of other pairs.',
    changes: { planted: ['damaged'] },
  },
  {
    name: 'hostile',
    group: 'content',
    title: '恶意内容',
    note: '脚本、伪装的链接、换向符、超长的昵称、别的主机上的图片：什么都不执行，也不撑破页面。',
    description:
      'Scripts, disguised links, direction overrides, endless names, pictures of foreign hosts: nothing runs, and nothing breaks the page.',
    changes: { planted: ['hostile'] },
  },
  {
    name: 'media',
    group: 'content',
    title: '语音与图片',
    note: '各种格式的语音，有的根本不是语音；难以显示的图片。每条前面说明它是什么。',
    description:
      'Voices in every format that turns up, and in none; pictures that are hard to show. Each says what it is.',
    changes: { ...ALONE, story: false, members: 0, planted: ['media'] },
  },
  {
    name: 'broken-image',
    group: 'content',
    title: '坏图片',
    note: '找不到的、传了一半的、两万像素的、不是图片的图片。',
    description: 'Pictures that are missing, cut off, 20,000 pixels long, or none.',
    changes: { planted: ['pictures'] },
  },
  {
    name: 'amr',
    group: 'content',
    title: '微信语音 AMR',
    note: '微信录的语音，电脑上也要能放。',
    description: 'What WeChat records: it plays on a PC too.',
    changes: { planted: ['amr'] },
  },
  {
    name: 'corrupt-voice',
    group: 'content',
    title: '坏语音',
    note: '谁也放不了的语音：损坏的、空的、找不到的、格式不支持的。',
    description: 'Voices that nobody can play: damaged, empty, missing, of other formats.',
    changes: { planted: ['corrupt'] },
  },
  {
    name: 'samples',
    group: 'content',
    title: '文档样例',
    note: '接口文档里的消息，原样，2017 年 8 月。',
    description: 'The rows of the documentation, unchanged, from August 2017.',
    changes: { ...ALONE, story: false, members: 0, planted: ['samples'] },
  },
]
