import type { SoundName } from '~/lib/soundNotes'
import type { Permission } from '~/lib/notifications'
import { inLanguages } from './inLanguages'

export type AlertWords = Readonly<{
  /** The name of the dialog, and of the button that opens it. */
  label: string
  close: string
  sound: string
  sounds: Readonly<Record<'off' | SoundName, string>>
  volume: string
  percent: (volume: number) => string
  tryOut: string
  /** Why nothing is heard, and what one can do. */
  locked: string
  soundless: string
  notifications: string
  /** The button that has the browser ask. */
  ask: string
  asking: string
  show: string
  content: string
  contentHint: string
  tryNote: string
  /** What the notification says that is shown to try it. */
  trial: string
  /** Where there are none, why, and what one can do. */
  refused: Readonly<Record<Exclude<Permission, 'ask' | 'granted'>, string>>
  quiet: string
  quietOn: string
  quietHint: string
  from: string
  to: string
  never: string
  kept: string
  /** The body of a notification; `summary` is what was written last, null where it is not to be seen. */
  note: (count: number, summary: string | null) => string
}>

/** The wording of the alerts, apart from the rest: it comes with the desk. */
export const alertWords = inLanguages('alerts', {
  label: '提醒设置',
  close: '关闭',
  sound: '提示音',
  sounds: { off: '静音', chime: '风铃', drop: '水滴', knock: '轻敲' },
  volume: '音量',
  percent: (volume) => `${Math.round(volume * 100)}%`,
  tryOut: '试听',
  locked: '点击页面任意处即可开启声音',
  soundless: '这个浏览器放不出提示音',
  notifications: '桌面通知',
  ask: '开启桌面通知',
  asking: '请在浏览器的询问中选择“允许”',
  show: '显示桌面通知',
  content: '通知里显示消息内容',
  contentHint: '关闭时只显示会员的名字和消息条数',
  tryNote: '发一条试试',
  trial: '桌面通知会这样显示',
  refused: {
    absent: '这个浏览器没有桌面通知，可以用提示音代替',
    insecure: '当前网址不是 https，浏览器不允许桌面通知',
    denied: '浏览器已阻止桌面通知。请点击地址栏左侧的图标，把“通知”改为“允许”，再回到这里',
  },
  quiet: '免打扰时段',
  quietOn: '每天定时免打扰',
  quietHint: '这段时间没有提示音和桌面通知，标题里的数字照常更新',
  from: '开始',
  to: '结束',
  never: '开始和结束相同，不会免打扰',
  kept: '设置保存在这个浏览器里',
  note: (count, summary) =>
    summary === null ? `${count} 条新消息` : count > 1 ? `[${count} 条] ${summary}` : summary,
})
