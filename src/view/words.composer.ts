import { inLanguages } from './inLanguages'

export type ComposerWords = Readonly<{
  emoji: string
  emojiFailed: string
  voice: string
  voiceFailed: string
  quickReplies: string
  quickRepliesFailed: string
  /** Of the panel's key: one sign before the caret. */
  erase: string
  recent: string
  groups: Readonly<Record<EmojiGroup, string>>
  /** Its label does not contain that of the button which sends: whoever looks for that finds one. */
  sendKey: Readonly<{ label: string; enter: string; ctrl: (key: 'Ctrl' | '⌘') => string }>
}>

export type EmojiGroup = 'faces' | 'hands' | 'hearts' | 'nature' | 'food' | 'things' | 'signs'

/** What the composer says beyond its first frame. */
export const composerWords = inLanguages('composer', {
  emoji: '表情',
  emojiFailed: '表情没有加载出来，请再点一次',
  voice: '语音',
  voiceFailed: '录音没有加载出来，请再点一次',
  quickReplies: '快捷回复',
  quickRepliesFailed: '快捷回复没有加载出来，请再点一次',
  erase: '删除',
  recent: '最近使用',
  groups: {
    faces: '笑脸',
    hands: '手势与人物',
    hearts: '爱心与祝福',
    nature: '动物与自然',
    food: '食物',
    things: '物品与活动',
    signs: '符号',
  },
  sendKey: { label: '回车键设置', enter: '按 Enter 发送', ctrl: (key) => `按 ${key}+Enter 发送` },
})
