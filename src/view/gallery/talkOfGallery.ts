import type { Lang } from '~/lib/lang'
import { toolLang } from '~/lib/toolLang'
import type { Said } from './samples'

const DAY = 24 * 60

const LINES: Readonly<Record<ReturnType<typeof toolLang>, readonly string[]>> = {
  'zh-CN': [
    '请问订单 20171108001 什么时候发货？已经下单三天了，家里等着用，能不能帮忙催一下仓库尽快安排，谢谢',
    '您好，订单今天下午发货，发货后会有短信通知',
    '好的，发货了告诉我一声',
  ],
  en: [
    'When will order 20171108001 be sent? I ordered it three days ago and we need it at home, could you please ask the warehouse to hurry',
    'Hello, your order leaves this afternoon, you will get a text message',
    'Fine, tell me when the order is on its way',
  ],
}

/** A conversation of some days, in which something can be found. */
export function talkOfGallery(lang: Lang): readonly Said[] {
  const [asked = '', answered = '', thanked = ''] = LINES[toolLang(lang)]
  return [
    { minutesAgo: 40 * DAY, content: 'OK' },
    { minutesAgo: 12 * DAY, mine: true, content: asked },
    { minutesAgo: DAY, content: answered },
    { minutesAgo: 5, mine: true, content: thanked },
  ]
}

const picture = (minutesAgo: number, mine = false): Said => ({
  minutesAgo,
  mine,
  type: 'IMAGE',
  content: '/mock-media/loose-thread.svg',
})

export const PICTURES: readonly Said[] = [picture(30), picture(20, true), picture(10)]
