import type { Refusal } from '~/lib/pictures/develop'
import { sizeText } from '~/lib/sizeText'
import { inLanguages } from './inLanguages'

export type PictureWords = Readonly<{
  button: string
  /** The choice that a phone offers. */
  album: string
  camera: string
  notLoaded: string
  title: string
  picture: (position: number, name: string) => string
  preparing: string
  remove: (name: string) => string
  add: string
  original: (bytes: number) => string
  send: (count: number) => string
  cancel: string
  /** Somebody has pressed the button, and so many are not ready yet. */
  waiting: (left: number) => string
  stop: string
  discard: Readonly<{ question: (count: number) => string; yes: string; no: string }>
  tooMany: (most: number, left: number) => string
  /** What is spoken as it changes. */
  state: (ready: number, refused: number) => string
  refused: Readonly<Record<Exclude<Refusal, 'cancelled'>, string>>
  notPictures: (names: readonly string[]) => string
  folder: string
  drop: string
  /** Text was pasted, and there are pictures too. */
  offer: (count: number) => string
  take: string
  dismiss: string
}>

/** What is said about pictures before they are sent: it comes with their button. */
export const pictureWords = inLanguages('pictures', {
  button: '图片',
  album: '从相册选择',
  camera: '拍照',
  notLoaded: '图片没有打开，可以再添加一次',
  title: '待发图片',
  picture: (position, name) => `第 ${position} 张：${name}`,
  preparing: '处理中',
  remove: (name) => `移除 ${name}`,
  add: '添加图片',
  original: (bytes) => `原图（${sizeText(bytes, 'zh-CN')}）`,
  send: (count) => `发送 ${count} 张`,
  cancel: '取消',
  waiting: (left) => `还有 ${left} 张在处理，完成后自动发送`,
  stop: '停止',
  discard: { question: (count) => `放弃这 ${count} 张图片？`, yes: '放弃', no: '保留' },
  tooMany: (most, left) => `一次最多 ${most} 张，其余 ${left} 张留到下一次`,
  state: (ready, refused) =>
    refused === 0 ? `${ready} 张图片待发送` : `${ready} 张图片待发送，${refused} 张不能发送`,
  refused: {
    empty: '这是空文件，请重新选择',
    large: '超过 30 MB，请压缩后再发',
    pixels: '像素太多，请缩小后再发',
    heic: '这里打不开 HEIC 照片，请转成 JPG 或截图后再发',
    svg: '不能发送 SVG，请截图后再发',
    unknown: '不是能识别的图片',
    damaged: '图片已损坏，打不开',
    unreadable: '读不到这个文件，请重新选择',
    failed: '处理失败，请重新选择',
  },
  notPictures: (names) => `不是图片，没有添加：${names.join('、')}`,
  folder: '不能添加文件夹，请选择其中的图片',
  drop: '松开即可添加图片',
  offer: (count) => `剪贴板里还有 ${count} 张图片`,
  take: '添加',
  dismiss: '关闭提示',
})
