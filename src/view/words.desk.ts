import type { Span } from '~/domain/desk/waiting'
import type { Command } from './desk/shortcuts'
import { inLanguages } from './inLanguages'

export type DeskWords = Readonly<{
  title: string
  list: string
  /** The title of the page; `name`: who is in front, if anybody. */
  page: (name: string | null) => string
  back: string
  search: Readonly<{ label: string; clear: string; none: string }>
  filters: Readonly<Record<'all' | 'unread' | 'waiting' | 'archived', string>>
  filter: string
  add: Readonly<{
    label: string
    field: string
    hint: string
    confirm: string
    /** What was typed is no id. */
    invalid: string
  }>
  /** Nobody is on the list. */
  empty: Readonly<Record<'all' | 'unread' | 'waiting' | 'archived', string>>
  /** Nobody is in front. */
  choose: Readonly<{ title: string; hint: string }>
  /** Nobody is in front, and nobody is on the list. */
  begin: Readonly<{ title: string; hint: string }>
  /** Where the list comes from. */
  source: Readonly<{ own: string; failed: string }>
  /** Who has told no name. */
  member: (id: string) => string
  row: Readonly<{
    draft: string
    failed: string
    mine: string
    loading: string
    none: string
    unsupported: string
    pinned: string
    online: string
    /** For readers of a screen. */
    unread: (count: number) => string
    waiting: (span: Span) => string
    /** The same in the row, as short as it goes. */
    waits: (span: Span) => string
    /** It is asked for less often than it should be. */
    slower: (seconds: number) => string
  }>
  menu: Readonly<{
    label: (name: string) => string
    /** The button at a row that opens it. */
    more: string
    pin: string
    unpin: string
    archive: string
    unarchive: string
    remove: string
    removed: (name: string) => string
    undo: string
  }>
  /** How many are asked for less often than they should be, and how often at least (seconds). */
  slower: (count: number, seconds: number) => string
  keys: Readonly<{
    /** The name of the sheet, and of the button that opens it. */
    title: string
    close: string
    commands: Readonly<Record<Command, string>>
    others: readonly Readonly<{ text: string; keys: readonly string[] }>[]
  }>
}>

const zhSpan = { minute: '分钟', hour: '小时', day: '天' } as const
const span = ({ unit, count }: Span) => `${count} ${zhSpan[unit]}`

/** The wording of the desk, apart from the rest: it comes with it. */
export const deskWords = inLanguages('desk', {
  title: '会话',
  list: '会话',
  page: (name) => (name === null ? '客服工作台' : `${name} - 客服工作台`),
  back: '返回',
  search: { label: '搜索会员', clear: '清除搜索', none: '没有找到' },
  filters: { all: '全部', unread: '未读', waiting: '待回复', archived: '已归档' },
  filter: '筛选会话',
  add: {
    label: '添加会员',
    field: '会员编号',
    hint: '输入会员编号，打开与对方的会话',
    confirm: '添加',
    invalid: '会员编号为 1 到 64 个字符',
  },
  empty: {
    all: '还没有会话。添加会员，或从链接打开一个会话',
    unread: '没有未读消息',
    waiting: '没有会员在等待回复',
    archived: '没有归档的会话',
  },
  choose: { title: '选择一个会话', hint: '从列表中选择会员，查看并回复消息' },
  begin: { title: '还没有会话', hint: '添加会员后，在这里查看并回复消息' },
  source: {
    own: '这里只显示本浏览器知道的会员：从链接打开的，或手动添加的',
    failed: '会员列表暂时没有更新，显示的是已知的会员',
  },
  member: (id) => `会员 ${id}`,
  row: {
    draft: '[草稿]',
    failed: '[发送失败]',
    mine: '我：',
    loading: '正在加载',
    none: '还没有消息',
    unsupported: '[暂不支持的消息]',
    pinned: '已置顶',
    online: '在线',
    unread: (count) => `${count} 条未读`,
    waiting: (since) => (since.count === 0 ? '刚开始等待' : `已等待 ${span(since)}`),
    waits: (since) => (since.count === 0 ? '刚刚' : `等 ${span(since)}`),
    slower: (seconds) => `每 ${seconds} 秒更新`,
  },
  menu: {
    label: (name) => `${name}的会话操作`,
    more: '更多',
    pin: '置顶',
    unpin: '取消置顶',
    archive: '归档',
    unarchive: '取消归档',
    remove: '从列表移除',
    removed: (name) => `已移除${name}，消息没有删除`,
    undo: '撤销',
  },
  slower: (count, seconds) => `会话较多，${count} 个会话更新较慢，最慢每 ${seconds} 秒`,
  keys: {
    title: '键盘快捷键',
    close: '关闭',
    commands: {
      next: '下一个会话',
      previous: '上一个会话',
      longest: '等待最久的会话',
      sendAndNext: '发送，并转到等待最久的会话',
      search: '搜索会员',
      replies: '快捷回复',
      sheet: '显示快捷键',
    },
    others: [
      { text: '列表中移动', keys: ['↑', '↓'] },
      { text: '列表中：会话操作（置顶、归档、移除）', keys: ['Tab', 'Enter'] },
      { text: '列表和搜索中：回到输入框', keys: ['Esc'] },
      { text: '在空的输入框中打开快捷回复', keys: ['/'] },
      { text: '诊断信息（给技术支持）', keys: ['Ctrl', 'Alt', 'Shift', 'D'] },
    ],
  },
})
