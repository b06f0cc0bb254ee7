import type { Words } from './botWords'

const voice = (voiceLength: 4 | 9): Words => ({
  type: 'VOICE',
  content: `/mock-media/voice-${voiceLength}s.mp3`,
  voiceLength,
})
const image = (file: string, imageSize: number): Words => ({
  type: 'IMAGE',
  content: `/mock-media/${file}`,
  imageSize,
})
const text = (content: string): Words => ({ type: 'TEXT', content })

type Exchange = readonly [member: Words, saler: Words]

/** What members of the desk have asked, and how they were answered. */
export const EXCHANGES: readonly [Exchange, ...Exchange[]] = [
  [text('这件羊毛开衫有深灰色吗？'), text('有的，深灰色 M 和 L 都有现货。')],
  [text('我的快递三天没动了，帮我看看吧'), text('查到了，包裹在转运中心，明天会继续派送。')],
  [text('收到的尺码不对，我拍的是 L'), text('很抱歉，这边马上给您补发 L 码，运费我们承担。')],
  [image('parcel-label.svg', 2211), text('面单收到了，我和仓库核对一下。')],
  [text('优惠券怎么用不了'), text('这张券满 300 可用，您再加一件就可以了。')],
  [voice(9), text('听到了，已经给您备注上门取件的时间。')],
  [text('退款什么时候到账？'), text('审核已经通过，1 到 3 个工作日原路退回。')],
  [text('洗了一次有点起球，正常吗'), text('头两次洗会有少量浮毛，用除球器轻轻刮一下就好。')],
  [image('loose-thread.svg', 2013), text('看到了，这属于质量问题，给您换一件新的。')],
  [text('能不能改一下收货地址'), text('还没发出，可以改，请把新地址发给我。')],
  [text('身高 172，体重 60 公斤，穿什么码'), image('size-chart.svg', 2383)],
  [text('开的发票抬头写错了'), text('请把正确的抬头和税号发我，今天重开。')],
  [voice(4), voice(4)],
  [text('这款和上个月那款有什么区别？'), text('新款袖口改成了双层，版型没有变。')],
]

/** What a busy member goes on saying. */
export const BUSY_LINES: readonly [Words, ...Words[]] = [
  text('在吗？'),
  text('我刚下单了，麻烦尽快发货'),
  text('另外这件可以送礼盒吗'),
  text('怎么还没有回复呀'),
  voice(4),
  text('我再看看别的颜色'),
  text('价格还能优惠一点吗'),
  text('算了，还是要米色的吧'),
  image('cardigan.svg', 1922),
  text('地址要不要再确认一下？'),
  text('好的好的'),
  text('我朋友也想要一件，一起买有折扣吗'),
]

export const SURNAMES = ['陈', '周', '何', '苏', '赵', '吴', '李', '孙', '唐', '许', '欧阳', '梁'] as const
export const GIVEN_NAMES = [
  '思远',
  '若琳',
  '志强',
  '曼',
  '一鸣',
  '佳怡',
  '子涵',
  '雨桐',
  '建国',
  '晓峰',
  '静',
  '明轩',
  '丽华',
  '浩然',
  '婉清',
  '小满',
] as const
