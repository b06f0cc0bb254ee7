import type { ListTrouble } from '~/domain/desk/listTrouble'
import { inLanguages } from './inLanguages'

export type DeskTroubleWords = Readonly<{
  /** Why no row is up to date. */
  kinds: Readonly<Record<ListTrouble['kind'], string>>
  /** What the rows show instead; `time`: when the server answered last. */
  since: (time: string) => string
}>

/** What the list says while the server does not answer. */
export const deskTroubleWords = inLanguages('deskTrouble', {
  kinds: {
    offline: '网络断开，正在重试',
    busy: '服务器繁忙，列表稍后更新',
    signedOut: '登录已失效，请重新进入',
    server: '服务器暂时没有正常应答，正在重试',
  },
  since: (time) => `列表显示 ${time} 前的消息`,
})
