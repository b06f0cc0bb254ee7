import { counted } from '~/lib/counted'
import type { Lang } from '~/lib/lang'
import type { ClipTrouble } from '~/lib/voice/trouble'

type Words = Readonly<{
  progress: string
  /** Seconds so far. */
  reached: (seconds: number) => string
  rate: (rate: number) => string
  file: string
  /** What happened, and what one can do. */
  troubles: Readonly<Record<ClipTrouble, string>>
}>

/** Wording of a voice from its first tap on. */
export const words: Readonly<Record<Lang, Words>> = {
  'zh-CN': {
    progress: '播放进度',
    reached: (seconds) => `第 ${seconds} 秒`,
    rate: (rate) => `播放速度 ${rate}×`,
    file: '下载文件',
    troubles: {
      unreachable: '语音加载失败，请检查网络后点按重试',
      missing: '语音文件已不在服务器上',
      refused: '服务器暂时没有给出语音，点按重试',
      empty: '语音文件是空的',
      page: '这个地址打开的是网页，不是语音',
      large: '语音文件太大，请下载后收听',
      kept: '语音在其他网站上，本页无法读取，请下载后收听',
      wideband: '暂不支持宽带 AMR 语音，请下载后收听',
      silk: '暂不支持 SILK 格式的语音，请下载后收听',
      damaged: '语音文件已损坏，无法播放',
      format: '浏览器不支持这种语音格式，请下载后收听',
      decoder: '语音转换没有完成，点按重试',
      speaker: '没有可用的扬声器或耳机，接好后点按重试',
      blocked: '浏览器没有开始播放，请再点一次',
    },
  },
  en: {
    progress: 'Progress',
    reached: (seconds) => counted(seconds, 'second'),
    rate: (rate) => `Speed ${rate}×`,
    file: 'Download file',
    troubles: {
      unreachable: 'The voice did not load. Check the network, then tap to retry',
      missing: 'The voice is no longer on the server',
      refused: 'The server did not send the voice, tap to retry',
      empty: 'The voice file is empty',
      page: 'There is a web page at this address, not a voice',
      large: 'The voice file is too large to play here, please download it',
      kept: 'The voice is on another site that this page may not read, please download it',
      wideband: 'Wideband AMR cannot be played here, please download the file',
      silk: 'SILK cannot be played here, please download the file',
      damaged: 'The voice file is damaged and cannot be played',
      format: 'This browser cannot play this format, please download the file',
      decoder: 'The voice could not be converted, tap to retry',
      speaker: 'There is no speaker or headphone to play on. Connect one, then tap to retry',
      blocked: 'The browser did not start the sound, please tap once more',
    },
  },
}
