import type { Role } from './schema'

/** What a message to be sent says, in plain words; `toFields` turns it into the API's. */
export type Outgoing = Readonly<{
  appid: string
  from: Readonly<{ id: string; role: Role; nickname: string; avatar: string; area: string }>
  to: Readonly<{ id: string; nickname: string; avatar: string }>
  type: string
  content: string
  channel: 'PC' | 'WX'
  topic: Readonly<{ type: string; id: string }>
  /** Seconds of a voice, bytes of an image; null for other kinds. */
  voiceLength: number | null
  imageSize: number | null
}>

/** The form fields of `sendMsg`, in the documentation's order. */
export function toFields(message: Outgoing): Record<string, string> {
  return {
    appid: message.appid,
    from: message.from.id,
    fromarea: message.from.area,
    fromrole: message.from.role,
    f_nickname: message.from.nickname,
    f_avatar: message.from.avatar,
    to: message.to.id,
    t_nickname: message.to.nickname,
    t_avatar: message.to.avatar,
    content: message.content,
    type: message.type,
    channel: message.channel,
    bustype: message.topic.type,
    busid: message.topic.id,
    voiceLength: String(message.voiceLength ?? -1),
    imageSize: String(message.imageSize ?? -1),
  }
}
