import type { LooseMessage } from './apiMessage'

/**
 * A line of the believable story: when, by whom (`m` the member, `s` the salesperson), what. Times are `HH:mm:ss` in
 * Beijing on the section's day (`+148`: saved that many seconds after its stamp was taken), or minutes before now.
 */
export type Line = readonly [when: string | number, who: 'm' | 's', words: string | LooseMessage]
export type Section = Readonly<{ daysAgo: number; fields: LooseMessage; lines: readonly Line[] }>

const image = (file: string, imageSize: number): LooseMessage => ({
  type: 'IMAGE',
  content: `/mock-media/${file}`,
  imageSize,
})
const voice = (file: string, voiceLength: number): LooseMessage => ({
  type: 'VOICE',
  content: `/mock-media/${file}`,
  voiceLength,
})

const LONG =
  '给您说明一下退换的流程，可能有点长，您慢慢看：首先，您在“我的订单”里点“申请售后”，选择“质量问题”，把刚才那张线头的照片传上去就行，不用重新拍。' +
  '提交以后我这边会马上审核，一般十分钟以内就能通过。然后系统会给您一个退货地址和一个运单码，快递小哥会上门来取，您不需要自己付运费，也不用打印单子，' +
  '把衣服连同吊牌一起装回原来的袋子里就可以了，洗衣袋是送您的，不用寄回来。仓库签收后会先质检，再把全新的一件给您发出来，走的是空运，正常情况下两到三天能到。' +
  '如果您等不及，也可以选择直接退款，款项会在一到三个工作日内原路退回；或者您愿意留下这件，我们补偿您 30 元，线头剪掉并不影响穿着。三种方案您看哪一种更合适？'

/** Member 200 and salesperson 2 about a cardigan: the choice, the parcel, the defect. */
export const STORY: readonly Section[] = [
  {
    daysAgo: 5,
    // older rows know no topic, and this member had no picture then
    fields: { bustype: undefined, busid: undefined },
    lines: [
      ['10:02:11', 'm', '你好，在吗？'],
      ['10:02:40', 's', '您好，在的～我是客服小周，请问有什么可以帮您？'],
      ['10:03:25', 'm', '我想买那件米色的羊毛开衫，尺码怎么选呀'],
      ['10:04:02', 's', '可以参考一下尺码表'],
      ['10:04:09', 's', image('size-chart.svg', 2383)],
      ['10:05:30', 'm', '我身高 165\n体重 52 公斤\n平时穿 M'],
      ['10:06:15', 's', 'M 码就很合适，这款是偏宽松的版型，里面搭衬衫也不会紧。'],
      ['10:06:48', 'm', '标签上写的 100% merino wool, hand wash only，是只能手洗吗？'],
      [
        '10:07:36',
        's',
        '建议手洗，或者用洗衣机的羊毛程序。洗护说明在这里：https://www.example.com/care/merino?lang=zh 您可以先看看',
      ],
      ['10:08:20', 'm', voice('voice-4s.mp3', 4)],
      ['10:09:05', 's', '有的，今天下单送一个洗衣袋～'],
      ['10:20:31', 'm', '好，已经拍了'],
      ['10:21:10', 's', '看到您的订单了，感谢支持！今天下午就发货 📦'],
    ],
  },
  {
    daysAgo: 4,
    fields: { bustype: 'ORDER_CHAT', busid: '8213450917' },
    lines: [
      ['16:41:18', 's', '您的包裹已经发出，面单给您看一下'],
      ['16:41:52', 's', image('parcel-label.svg', 2211)],
      ['18:05:40', 'm', '👌'],
    ],
  },
  {
    daysAgo: 1,
    fields: { bustype: 'ORDER_CHAT', busid: '8213450917' },
    lines: [
      ['15:01:07', 'm', '在吗，衣服收到了'],
      ['15:01:38', 'm', '但是袖口这里有一根线头，好像脱线了'],
      ['15:02:20', 's', '非常抱歉给您添麻烦了！方便拍一张照片给我看看吗？'],
      ['15:04:44', 'm', image('loose-thread.svg', 2013)],
      ['15:05:12', 'm', voice('voice-4s.amr', 4)],
      ['15:06:30', 's', voice('voice-9s.mp3', 9)],
      // three rows that were saved about 155 s after the one stamp they share, as in the documented history sample
      ['15:07:20+148', 'm', '另外领标也有点歪'],
      ['15:07:20+154', 'm', '不过颜色很好看'],
      ['15:07:20+163', 'm', '就是想问问能不能换一件'],
      ['15:11:02', 's', LONG],
      ['15:13:26', 'm', '我想想哈'],
      ['15:14:40', 'm', '那还是换一件吧，退款就不用了'],
      ['15:15:21', 's', '好的，已经为您通过换货申请，快递员明天上门取件。'],
      ['15:15:58', 'm', '谢谢🙏🙏'],
      ['15:16:22', 's', '不客气，应该的 😊'],
    ],
  },
  {
    daysAgo: 0,
    fields: { bustype: 'ORDER_CHAT', busid: '8213450917' },
    lines: [
      [96, 's', '您好，换货的包裹仓库今早已经签收，新的一件质检完成了'],
      [95, 's', image('cardigan.svg', 1922)],
      [94, 's', { type: 'VIDEO', content: '/mock-media/quality-check.mp4' }],
      [88, 'm', '视频打不开呀，图片看到了'],
      [87, 's', '没关系，就是质检的过程，线头都检查过了。'],
      [86, 'm', '😄😄'],
      [41, 'm', voice('voice-4s.mp3', -1)],
      [39, 's', '可以的，帮您备注了“放丰巢”。'],
      [38, 's', '运费险也已经退到您的账户：3.50 元'],
      [7, 's', '新单号 SF1029384756610，预计后天送达，请您留意查收～'],
      [4, 'm', '好的，收到了再跟你说'],
    ],
  },
]

/** What any other pair has said before, an hour or so ago. */
export const SHORT_STORY: readonly Section[] = [
  {
    daysAgo: 1,
    fields: {},
    lines: [
      ['11:20:05', 'm', '你好，请问这款还有货吗？'],
      ['11:21:12', 's', '您好，有的，喜欢可以直接拍下哦～'],
    ],
  },
  {
    daysAgo: 0,
    fields: { bustype: 'GOOD_CHAT', busid: '34' },
    lines: [
      [52, 'm', '今天拍的话什么时候能到？'],
      [50, 's', '现在下单明天发货，一般三天内送到。'],
      [12, 'm', '好，我晚点下单'],
    ],
  },
]
