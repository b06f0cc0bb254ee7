import { inLanguages } from './inLanguages'

export type SearchWords = Readonly<{
  hint: string
  count: (count: number) => string
  /** Nothing matches among the messages that are loaded. */
  none: string
  more: string
  older: Readonly<{
    start: string
    stop: string
    failed: string
    /** The backend has no history. */
    absent: string
    /** `day`: since when all messages are searched. */
    until: (day: string) => string
  }>
  /** Patterns of dayjs, as those of `time` in `words` are. */
  day: (month: number) => string
  dayOfYear: (month: number) => string
}>

/** The wording of the search, apart from the rest: it comes with its panel. */
export const searchWords = inLanguages('search', {
  hint: '输入要找的文字；几个词用空格隔开，消息须同时包含',
  count: (count) => `找到 ${count} 条消息`,
  none: '已加载的消息中没有找到',
  more: '显示更多结果',
  older: {
    start: '查找更早的消息',
    stop: '停止查找',
    failed: '查找失败，点按重试',
    absent: '无法获取更早的消息，只能在已显示的消息中搜索',
    until: (day) => `已查到 ${day}`,
  },
  day: () => 'M月D日',
  dayOfYear: () => 'YYYY年M月D日',
})
