import type { LooseMessage } from './apiMessage'
import { draw, drawOne } from './random'
import type { Role } from '~/wire/schema'

/** What a message says and of which kind it is. */
export type Words = Pick<LooseMessage, 'type' | 'content' | 'voiceLength' | 'imageSize'>

type Topic = Readonly<{ about: RegExp; answers: readonly [string, ...string[]] }>
type Part = Readonly<{
  greetings: readonly [string, ...string[]]
  lines: readonly [string, ...string[]]
  topics: readonly Topic[]
  otherwise: readonly [string, ...string[]]
  picture: Words
}>

const VOICE: Words = { type: 'VOICE', content: '/mock-media/voice-4s.mp3', voiceLength: 4 }
const LONG_VOICE: Words = { type: 'VOICE', content: '/mock-media/voice-9s.mp3', voiceLength: 9 }

const SALER: Part = {
  greetings: ['您好，我是客服小周，很高兴为您服务～', '在的，请问有什么可以帮您？'],
  lines: [
    '您还在看吗？有问题随时问我哦',
    '温馨提示：今天 16:00 前付款，当天就能发货 📦',
    '这款开衫今天下单还送一个洗衣袋',
    '您方便的话，可以把身高体重告诉我，我帮您推荐尺码',
    '您的订单我一直在跟进，有进展第一时间告诉您',
    '店里新到了春款，需要的话我发图给您看看',
    '如果暂时没有别的问题，也可以点个收藏，下次好找',
  ],
  topics: [
    {
      about: /尺码|尺寸|身高|体重|大小|size/i,
      answers: ['按您的身材建议选 M 码，喜欢宽松可以选 L 码。', '这款偏宽松，平时穿什么码就拍什么码。'],
    },
    {
      about: /发货|快递|物流|到货|几天|单号/,
      answers: [
        '我查了一下，今天下午发货，一般 2 到 3 天到。',
        '您的包裹已经到杭州转运中心了，预计明天派送。',
      ],
    },
    {
      about: /退款|退货|换货|退/,
      answers: [
        '可以的，七天无理由。我这边帮您提交申请，运费我们承担。',
        '退款审核通过后 1 到 3 个工作日原路退回，请您留意。',
      ],
    },
    {
      about: /优惠|便宜|打折|券|多少钱|价/,
      answers: ['现在满 300 减 40，可以和店铺券叠加。', '给您申请了一张 10 元券，已经放到您的账户里了。'],
    },
    {
      about: /图|照片|颜色|实物/,
      answers: ['稍等，我给您拍一张实物图。', '颜色以实物图为准，米色偏暖一点。'],
    },
    { about: /谢|好的|可以|嗯/, answers: ['不客气，应该的 😊', '好嘞，有需要随时找我～'] },
    { about: /你好|您好|在吗|有人/, answers: ['您好，在的～', '在的在的，您请说。'] },
  ],
  otherwise: [
    '好的，我记下了，马上帮您确认。',
    '收到，您稍等，我查一下。',
    '明白您的意思了，我和仓库核对一下再回复您。',
    '嗯嗯，您继续说。',
  ],
  picture: { type: 'IMAGE', content: '/mock-media/size-chart.svg', imageSize: 2383 },
}

const MEMBER: Part = {
  greetings: ['你好，在吗？', '在吗？我想问一下上次那个订单'],
  lines: [
    '还在吗？',
    '对了，这件会不会起球呀',
    '我身高 165，体重 52 公斤，穿什么码合适？',
    '能不能帮我看看物流到哪了',
    '有没有优惠券可以用？',
    '颜色跟图片上差别大吗？',
    '那我再考虑一下哈',
  ],
  topics: [
    {
      about: /尺码|尺寸|M 码|L 码|身高/,
      answers: ['那就 M 码吧，我喜欢合身一点的。', '我平时穿 M，不会太紧吧？'],
    },
    {
      about: /发货|快递|物流|包裹|派送/,
      answers: ['好，那我等着，周末前能到就行。', '太慢了吧，能换个快递吗？'],
    },
    { about: /退款|退货|换货|运费/, answers: ['那我退一件，另一件留着。', '退款大概几天能到账？'] },
    { about: /券|优惠|减/, answers: ['领到了，谢谢！', '可以叠加吗？'] },
    { about: /图|照片|拍/, answers: ['我拍一张给你看。', '图收到了，挺清楚的。'] },
    { about: /不客气|谢|感谢/, answers: ['👍', '好的，那先这样，拜拜～'] },
    { about: /你好|您好|在吗|帮您/, answers: ['你好～ 我想问下尺码', '嗯，你好，我买的开衫有点问题'] },
  ],
  otherwise: ['好的', '嗯嗯，知道了', '这样啊，那我再看看', '行，麻烦你了 🙏'],
  picture: { type: 'IMAGE', content: '/mock-media/loose-thread.svg', imageSize: 2013 },
}

const PARTS: Readonly<Record<Role, Part>> = { MEMBER, SALER }

const text = (content: string): Words => ({ type: 'TEXT', content })

/** What the bot in `role`'s place answers to a message; now and then, and when asked for one, a picture or a voice. */
export function answerWords(role: Role, to: { id: string; type: string; text: string }, seed: number): Words {
  const part = PARTS[role]
  if (to.type === 'IMAGE') return text(role === 'SALER' ? '图片收到了，我看一下。' : '看到了，谢谢！')
  if (to.type === 'VOICE') return text(role === 'SALER' ? '语音听到了，马上为您处理。' : '听到了～')
  const chance = draw(seed, `kind ${to.id}`)
  if (/图|照片|picture/.test(to.text) && chance < 0.5) return part.picture
  if (chance > 0.95) return part.picture
  if (chance > 0.88) return chance > 0.91 ? VOICE : LONG_VOICE
  const topic = part.topics.find(({ about }) => about.test(to.text))
  return text(drawOne(seed, `words ${to.id}`, topic?.answers ?? part.otherwise))
}

/** The bot's `n`th line by itself in a talk, counted from 0; each ninth is a voice. */
export function ownWords(role: Role, n: number, seed: number): Words {
  const { greetings, lines } = PARTS[role]
  if (n === 0) return text(drawOne(seed, 'greeting', greetings))
  if (n % 9 === 8) return VOICE
  const start = Math.floor(draw(seed, 'first line') * lines.length)
  return text(lines[(start + n) % lines.length] ?? lines[0])
}
