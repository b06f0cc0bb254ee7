import type { Words } from './words'

export const zh: Words = {
  list: '消息记录',
  title: (name) => `与${name}的会话`,
  roles: { MEMBER: '会员', SALER: '客服' },
  me: '我',
  loading: '正在加载消息',
  empty: { title: (name) => `你正在和${name}对话`, hint: '发一条消息，开始对话' },
  failed: {
    title: '暂时看不到消息',
    hint: '连接恢复后会自动加载',
    blocked: '处理上方的提示后再试',
  },
  unsupported: '暂不支持此类消息',
  unreadLine: '以下是新消息',
  topic: (topic) => {
    if (topic === null) return '以下是普通咨询'
    if (topic.type === 'GOOD_CHAT') return `关于商品 ${topic.id}`
    return topic.type === 'ORDER_CHAT' ? `关于订单 ${topic.id}` : `关于 ${topic.type} ${topic.id}`
  },
  announce: (name, count, last) =>
    count === 1 ? `${name}：${last}` : `${name}发来 ${count} 条新消息，最后一条：${last}`,
  older: { more: '查看更多消息', loading: '正在加载', failed: '加载失败，点按重试', end: '没有更早的消息了' },
  toEnd: '回到底部',
  unseen: (count) => `${count} 条新消息`,
  composer: {
    label: '输入消息',
    send: '发送',
    left: (count) => `还可输入 ${count} 字`,
    over: (count) => `超出 ${count} 字，请删减后发送`,
  },
  status: {
    read: '已读',
    unread: '未读',
    sending: '发送中',
    queued: '等待网络',
    failed: '发送失败',
    perhaps: '可能未发出',
    perhapsHint: '如果对方已收到，这里会自动更新',
    reasons: {
      signedOut: '登录已失效',
      busy: '发送太频繁，请稍后再试',
      refused: (message) => (message === '' ? '服务器没有接受这条消息' : `服务器没有接受：${message}`),
    },
  },
  actions: {
    resend: '重新发送',
    edit: '编辑',
    copy: '复制',
    copied: '已复制',
    remove: '删除',
    retry: '重试',
  },
  notices: {
    offline: '网络断开，正在重试',
    slow: '网络较慢，正在等待回应',
    server: '服务器暂时没有回应，正在重试',
    busy: '请求过于频繁，稍后自动重试',
    signIn: '当前网络需要登录认证，完成后会自动恢复',
    wrongAddress: '找不到消息服务，请检查服务地址配置',
    signedOut: '登录已失效，请重新进入',
    malformed: '服务器的回应无法识别，正在重试',
    refused: (message) => (message === '' ? '服务器拒绝了请求，正在重试' : `服务器拒绝了请求：${message}`),
    restored: '网络已恢复',
  },
  crashed: { text: '页面出了点问题，消息没有丢失', reload: '重新加载' },
  problems: {
    title: '打不开会话',
    intro: '页面地址有问题：',
    missing: (name, meaning) => `缺少 ${name}（${meaning}）`,
    invalid: (name, value, meaning) => `${name} 的值“${value}”无效（${meaning}）`,
    setting: (name, value) => `页面设置 ${name} 的值“${value}”不是有效的网址`,
    meanings: {
      appid: '接入应用代码，例如 JH',
      from: '你的用户编号',
      to: '对方的用户编号',
      fromrole: '你的角色：MEMBER 会员，或 SALER 客服',
    },
    example: '正确的地址例如：',
  },
  time: {
    today: 'HH:mm',
    yesterday: '[昨天] HH:mm',
    week: (weekday) => `[星期${'日一二三四五六'.charAt(weekday)}] HH:mm`,
    year: 'M月D日 HH:mm',
    older: 'YYYY年M月D日 HH:mm',
    full: 'YYYY年M月D日 HH:mm:ss',
  },
}
