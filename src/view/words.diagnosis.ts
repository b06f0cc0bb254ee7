import { inLanguages } from './inLanguages'

/** What the lines of a diagnosis are about. What they tell is in the words of the code, for whoever looks into it. */
type Labels = Readonly<
  Record<
    | 'conversation'
    | 'pace'
    | 'failures'
    | 'cursor'
    | 'skew'
    | 'clock'
    | 'sweep'
    | 'history'
    | 'outbox'
    | 'messages'
    | 'desk'
    | 'budget'
    | 'every'
    | 'browser'
    | 'screen'
    | 'network'
    | 'offers'
    | 'storage'
    | 'settings'
    | 'polls'
    | 'pages',
    string
  >
>

export type DiagnosisWords = Readonly<{
  title: string
  close: string
  refresh: string
  /** What is in it, and what is not. */
  hint: string
  /** The browser does not let us copy: the text is selected. */
  byHand: string
  labels: Labels
}>

/** The wording of the diagnosis: it comes with it. */
export const diagnosisWords = inLanguages('diagnosis', {
  title: '诊断信息',
  close: '关闭',
  refresh: '刷新',
  hint: '复制后发给技术支持。不含消息内容、姓名、编号和网址。',
  byHand: '浏览器不允许自动复制。文字已选中，请长按或用快捷键复制。',
  labels: {
    conversation: '会话',
    pace: '轮询',
    failures: '失败',
    cursor: '游标',
    skew: '服务器时差',
    clock: '本机时钟误差',
    sweep: '补查',
    history: '历史',
    outbox: '待发送',
    messages: '消息',
    desk: '工作台',
    budget: '请求预算',
    every: '间隔',
    browser: '浏览器',
    screen: '屏幕',
    network: '网络',
    offers: '可用',
    storage: '存储',
    settings: '设置',
    polls: '最近的轮询（时间 lasttime 行/新 毫秒）',
    pages: '最近的历史请求（时间 lasttime 行/新 毫秒 页×条）',
  },
})
