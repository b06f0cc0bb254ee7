import type { UploadTrouble } from '~/domain/outboxItem'
import type { Lang } from '~/lib/lang'

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
  unsent: Readonly<{ count: (count: number) => string; resendAll: string; perhapsAgain: string }>
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
export const troubleWords: Readonly<Record<Lang, TroubleWords>> = {
  'zh-CN': {
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
  },
  en: {
    uploading: (percent) => `Uploading ${percent}%`,
    perhapsHint: 'This changes by itself if it has arrived',
    perhapsAgain: 'It may have arrived. Sending again may send it twice',
    reasons: {
      signedOut: 'Signed out',
      busy: 'Too many messages, try again later',
      expired: 'Waited for the network for more than a day',
      refused: (message) =>
        message === '' ? 'The server did not accept it' : `The server did not accept it: ${message}`,
      upload: {
        unreachable: 'The file was not uploaded, please try again later',
        large: 'The file is too large for the server',
        refused: 'The server did not accept this file',
        signedOut: 'Signed out',
        gone: 'The file is no longer on this device, please delete and choose it again',
      },
    },
    unsent: {
      count: (count) => `${count} messages not sent`,
      resendAll: 'Resend all',
      perhapsAgain: 'Some of them may have arrived. Sending again may send them twice',
    },
    notices: {
      slow: 'Slow network, waiting for an answer',
      server: 'The server is not answering, retrying',
      busy: 'Too many requests, retrying later',
      signIn: 'This network needs you to sign in, messages resume afterwards',
      unreadable: 'The browser keeps this page from the message service, please check CORS and CSP',
      wrongAddress: 'The message service was not found, check its address',
      signedOut: 'Signed out, please open the chat again',
      malformed: 'The server answered something unreadable, retrying',
      refused: (message) =>
        message === '' ? 'The server refused, retrying' : `The server refused: ${message}`,
      restored: 'Back online',
    },
    clearing: {
      hint: 'Still broken after reloading?',
      label: 'Clear this browser',
      question: 'Unsent messages and drafts are deleted too',
      confirm: 'Clear',
    },
  },
}
