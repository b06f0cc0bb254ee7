import { inLanguages } from './inLanguages'

export type ProblemWords = Readonly<{
  title: string
  intro: string
  missing: (name: string, meaning: string) => string
  invalid: (name: string, value: string, meaning: string) => string
  settings: Readonly<
    Record<
      'invalid' | 'insecure' | 'times' | 'count' | 'foreign' | 'side' | 'origins' | 'rate' | 'keepers',
      (name: string, value: string) => string
    >
  >
  meanings: Readonly<Record<'appid' | 'from' | 'to' | 'fromrole', string>>
  example: string
}>

/** The wording of a wrong address, apart from the rest: hardly anybody ever loads it. */
export const problemWords = inLanguages('problems', {
  title: '打不开会话',
  intro: '页面地址有问题：',
  missing: (name, meaning) => `缺少 ${name}（${meaning}）`,
  invalid: (name, value, meaning) => `${name} 的值“${value}”无效（${meaning}）`,
  settings: {
    invalid: (name, value) => `页面设置 ${name} 的值“${value}”不是有效的网址`,
    insecure: (name, value) =>
      `页面设置 ${name} 的值“${value}”须以 https 开头：本页面是 https，浏览器不允许访问 http 的服务`,
    times: (name, value) =>
      `页面设置 ${name} 的值“${value}”无效：需要几个从小到大、1 到 600 之间的秒数，用空格隔开`,
    count: (name, value) => `页面设置 ${name} 的值“${value}”无效：需要 1 到 100000 之间的整数`,
    foreign: (name, value) => `页面设置 ${name} 的值“${value}”无效：需要与本页面同源的网址`,
    side: (name, value) => `页面设置 ${name} 的值“${value}”无效：需要 sender 或 reader`,
    origins: (name, value) =>
      `页面设置 ${name} 的值“${value}”无效：需要一个或几个不带路径的网址，用空格隔开，例如 https://crm.example.com`,
    keepers: (name, value) => `页面设置 ${name} 的值“${value}”无效：需要 members、all 或 none`,
    rate: (name, value) => `页面设置 ${name} 的值“${value}”无效：需要每分钟 10 到 6000 次之间的整数`,
  },
  meanings: {
    appid: '接入应用代码，例如 JH',
    from: '你的用户编号',
    to: '对方的用户编号',
    fromrole: '你的角色：MEMBER 会员，或 SALER 客服',
  },
  example: '正确的地址例如：',
})
