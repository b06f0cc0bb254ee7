import type { SoundName } from '~/lib/soundNotes'
import type { Lang } from '~/lib/lang'
import type { Permission } from '~/lib/notifications'

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
export const alertWords: Readonly<Record<Lang, AlertWords>> = {
  'zh-CN': {
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
  },
  en: {
    label: 'Alert settings',
    close: 'Close',
    sound: 'Sound',
    sounds: { off: 'Off', chime: 'Chime', drop: 'Drop', knock: 'Knock' },
    volume: 'Volume',
    percent: (volume) => `${Math.round(volume * 100)}%`,
    tryOut: 'Listen',
    locked: 'Click anywhere on the page to turn sound on',
    soundless: 'This browser cannot play the sound',
    notifications: 'Desktop notifications',
    ask: 'Turn on desktop notifications',
    asking: 'Please choose “Allow” where the browser asks',
    show: 'Show desktop notifications',
    content: 'Show what was written in notifications',
    contentHint: 'Otherwise they show only who writes, and how many messages there are',
    tryNote: 'Show one to try',
    trial: 'Desktop notifications look like this',
    refused: {
      absent: 'This browser has no desktop notifications. The sound can stand in for them',
      insecure: 'Browsers allow desktop notifications on https pages only',
      denied:
        'The browser blocks desktop notifications. Click the icon to the left of the address, set “Notifications” to “Allow”, then come back here',
    },
    quiet: 'Quiet hours',
    quietOn: 'Be quiet at the same time every day',
    quietHint: 'No sound and no notifications during this time; the number in the title goes on',
    from: 'From',
    to: 'To',
    never: 'Both times are the same: there are no quiet hours',
    kept: 'These settings are kept in this browser',
    note: (count, summary) => {
      const counted = `${count} new ${count === 1 ? 'message' : 'messages'}`
      return summary === null ? counted : count > 1 ? `[${count}] ${summary}` : summary
    },
  },
}
