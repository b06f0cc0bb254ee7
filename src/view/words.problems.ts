import type { Lang } from '~/lib/lang'

export type ProblemWords = Readonly<{
  title: string
  intro: string
  missing: (name: string, meaning: string) => string
  invalid: (name: string, value: string, meaning: string) => string
  settings: Readonly<
    Record<
      'invalid' | 'insecure' | 'times' | 'count' | 'foreign' | 'side' | 'origins' | 'rate',
      (name: string, value: string) => string
    >
  >
  meanings: Readonly<Record<'appid' | 'from' | 'to' | 'fromrole', string>>
  example: string
}>

/** The wording of a wrong address, apart from the rest: hardly anybody ever loads it. */
export const problemWords: Readonly<Record<Lang, ProblemWords>> = {
  'zh-CN': {
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
      rate: (name, value) => `页面设置 ${name} 的值“${value}”无效：需要每分钟 10 到 6000 次之间的整数`,
    },
    meanings: {
      appid: '接入应用代码，例如 JH',
      from: '你的用户编号',
      to: '对方的用户编号',
      fromrole: '你的角色：MEMBER 会员，或 SALER 客服',
    },
    example: '正确的地址例如：',
  },
  en: {
    title: 'Cannot open the conversation',
    intro: 'Something is wrong with the address of this page:',
    missing: (name, meaning) => `${name} is missing (${meaning})`,
    invalid: (name, value, meaning) => `${name} cannot be “${value}” (${meaning})`,
    settings: {
      invalid: (name, value) => `The setting ${name} is “${value}”, which is no web address`,
      insecure: (name, value) =>
        `The setting ${name} is “${value}”, which must begin with https: a page that came by https may not ask by http`,
      times: (name, value) =>
        `The setting ${name} is “${value}”, which must be that many seconds, rising, 1 to 600, with spaces between them`,
      count: (name, value) => `The setting ${name} is “${value}”, which must be a whole number, 1 to 100000`,
      foreign: (name, value) =>
        `The setting ${name} is “${value}”, which must be an address of this page's own origin`,
      side: (name, value) => `The setting ${name} is “${value}”, which must be sender or reader`,
      origins: (name, value) =>
        `The setting ${name} is “${value}”, which must be one or more origins without a path, with spaces between them, for example https://crm.example.com`,
      rate: (name, value) =>
        `The setting ${name} is “${value}”, which must be a whole number of requests a minute, 10 to 6000`,
    },
    meanings: {
      appid: 'code of the application, for example JH',
      from: 'your user id',
      to: 'user id of the other side',
      fromrole: 'your role: MEMBER, or SALER for customer service',
    },
    example: 'A right address looks like this:',
  },
}
