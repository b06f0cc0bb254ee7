import type { Words } from './words'

export const zh: Words = {
  lang: 'zh-CN',
  list: '消息记录',
  title: (name) => `与${name}的会话`,
  presence: { online: '在线', offline: '不在线', away: '客服不在线，留言后会回复' },
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
  topicId: '复制编号',
  announce: (name, count, last) =>
    count === 1 ? `${name}：${last}` : `${name}发来 ${count} 条新消息，最后一条：${last}`,
  older: { more: '查看更多消息', loading: '正在加载', failed: '加载失败，点按重试', end: '没有更早的消息了' },
  toEnd: '回到底部',
  unseen: (count) => `${count} 条新消息`,
  search: { label: '搜索消息', failed: '搜索没有打开，请再试一次' },
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
    slow: '发送较慢，请稍候',
    queued: '等待网络',
    failed: '发送失败',
    unknown: '确认中',
    perhaps: '可能未发出',
  },
  actions: {
    resend: '重新发送',
    edit: '编辑',
    copy: '复制',
    copied: '已复制',
    notCopied: '没有复制成功',
    remove: '删除',
    retry: '重试',
    sendAnyway: '仍然发送',
    cancel: '取消',
  },
  menu: { label: '消息菜单', quote: '引用', copyId: '复制消息编号' },
  fresh: {
    connecting: '正在连接',
    now: '刚刚更新',
    updating: '正在更新',
    behind: '正在补齐消息',
    gap: '可能缺少部分消息',
    until: (time) => `${time} 前的消息`,
    offlineUntil: (time) => `网络断开，${time} 前的消息`,
  },
  offline: '网络断开，正在重试',
  crashed: { text: '页面出了点问题，消息没有丢失', reload: '重新加载', copy: '复制诊断信息' },
  release: { text: '有新版本，点按刷新', reload: '刷新' },
  time: {
    today: 'HH:mm',
    yesterday: '[昨天] HH:mm',
    week: (weekday) => `[星期${'日一二三四五六'.charAt(weekday)}] HH:mm`,
    year: () => 'M月D日 HH:mm',
    older: () => 'YYYY年M月D日 HH:mm',
    full: () => 'YYYY年M月D日 HH:mm:ss',
  },
}
