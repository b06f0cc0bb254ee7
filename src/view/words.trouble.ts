import type { UploadTrouble } from '~/domain/outboxItem'
import { inLanguages } from './inLanguages'

export type TroubleWords = Readonly<{
  uploading: (percent: number) => string
  perhapsHint: string
  /** Before sending once more what was perhaps sent. */
  perhapsAgain: string
  /** Why a message was refused. */
  reasons: Readonly<{
    signedOut: string
    busy: string
    expired: string
    refused: (message: string) => string
    /** Why a file was not uploaded. */
    upload: Readonly<Record<UploadTrouble, string>>
  }>
  /** Several messages that failed. */
  unsent: Readonly<{
    count: (count: number) => string
    /** Of one, to readers. */
    said: (state: string, text: string) => string
    resendAll: string
    perhapsAgain: string
  }>
  notices: Readonly<{
    slow: string
    server: string
    busy: string
    signIn: string
    unreadable: string
    wrongAddress: string
    signedOut: string
    malformed: string
    refused: (message: string) => string
    restored: string
  }>
  /** Removing what this browser keeps. */
  clearing: Readonly<{ hint: string; label: string; question: string; confirm: string }>
}>

/** What is said where something is wrong: it comes with the parts that say it. */
export const troubleWords = inLanguages('trouble', {
  uploading: (percent) => `上传中 ${percent}%`,
  perhapsHint: '如果对方已收到，这里会自动更新',
  perhapsAgain: '对方可能已经收到，再发一次可能会重复',
  reasons: {
    signedOut: '登录已失效',
    busy: '发送太频繁，请稍后再试',
    expired: '等待网络超过一天，没有发出',
    refused: (message) => (message === '' ? '服务器没有接受这条消息' : `服务器没有接受：${message}`),
    upload: {
      unreachable: '文件没有上传成功，请稍后再试',
      large: '文件太大，服务器没有接受',
      refused: '服务器没有接受这个文件',
      signedOut: '登录已失效',
      gone: '文件已不在本机，请删除后重新选择',
    },
  },
  unsent: {
    count: (count) => `${count} 条消息未发出`,
    said: (state, text) => `${state}：${text}`,
    resendAll: '全部重新发送',
    perhapsAgain: '其中有些对方可能已经收到，再发一次可能会重复',
  },
  notices: {
    slow: '网络较慢，正在等待回应',
    server: '服务器暂时没有回应，正在重试',
    busy: '请求过于频繁，稍后自动重试',
    signIn: '当前网络需要登录认证，完成后会自动恢复',
    unreadable: '浏览器不让本页面访问消息服务，请检查跨域配置（CORS、CSP）',
    wrongAddress: '找不到消息服务，请检查服务地址配置',
    signedOut: '登录已失效，请重新进入',
    malformed: '服务器的回应无法识别，正在重试',
    refused: (message) => (message === '' ? '服务器拒绝了请求，正在重试' : `服务器拒绝了请求：${message}`),
    restored: '网络已恢复',
  },
  clearing: {
    hint: '重新加载后仍出问题？',
    label: '清除本机记录',
    question: '未发出的消息和草稿也会删除',
    confirm: '清除',
  },
})
