import type { MicrophoneFailure } from '~/lib/recorder/microphone'
import { inLanguages } from './inLanguages'

export type RecorderWords = Readonly<{
  label: string
  asking: string
  recording: string
  /** Stands beside the time for the last seconds, and is spoken as they begin. */
  left: (seconds: number) => string
  encoding: string
  short: string
  /** What is spoken when it can be listened to. */
  done: (seconds: number) => string
  unplayable: string
  /** Why there is no recording, and what one can do. */
  failures: Readonly<Record<MicrophoneFailure, string>>
  discard: string
  play: (seconds: number) => string
  pause: (seconds: number) => string
  /** What buttons show. */
  actions: Readonly<
    Record<'cancel' | 'finish' | 'again' | 'retry' | 'send' | 'close' | 'drop' | 'keep', string>
  >
  /** The name of the button that sends: another one than that of the composer. */
  sendVoice: string
}>

/** The wording of the recorder, apart from the rest: it comes with its panel. */
export const recorderWords = inLanguages('recorder', {
  label: '录音',
  asking: '请允许使用麦克风',
  recording: '正在录音',
  left: (seconds) => `还剩 ${seconds} 秒`,
  encoding: '正在处理录音',
  short: '录音不足 1 秒，没有保留',
  done: (seconds) => `录好了，共 ${seconds} 秒，可以试听`,
  unplayable: '这里无法试听，仍可发送',
  failures: {
    refused: '没有麦克风权限，请在浏览器和系统的设置中允许后重试',
    missing: '没有找到麦克风，请接好后重试',
    inUse: '麦克风打不开，可能正被其他程序使用，请关闭后重试',
    insecure: '当前网址不是 https，浏览器不允许录音，请改发文字',
    unsupported: '这个浏览器不能录音，请改发文字或换一个浏览器',
    broken: '录音没有成功，请重试',
  },
  discard: '要放弃这段录音吗？',
  play: (seconds) => `试听 ${seconds} 秒`,
  pause: (seconds) => `暂停试听 ${seconds} 秒`,
  actions: {
    cancel: '取消',
    finish: '完成',
    again: '重录',
    retry: '重试',
    send: '发送',
    close: '关闭',
    drop: '放弃',
    keep: '保留',
  },
  sendVoice: '发送语音',
})
