import { inLanguages } from './inLanguages'

export type ViewerWords = Readonly<{
  label: string
  /** Of a picture: which one of how many. */
  picture: (place: number, count: number) => string
  close: string
  previous: string
  next: string
  closer: string
  farther: string
  download: string
  notDownloaded: string
  openPage: string
  failed: string
  retry: string
  load: string
}>

/** The wording of the viewer of pictures, apart from the rest: it comes with it. */
export const viewerWords = inLanguages('viewer', {
  label: '图片浏览',
  picture: (place, count) => `第 ${place} 张图片，共 ${count} 张`,
  close: '关闭',
  previous: '上一张',
  next: '下一张',
  closer: '放大',
  farther: '缩小',
  download: '下载',
  notDownloaded: '无法直接下载，请打开原图后保存',
  openPage: '打开原图',
  failed: '图片加载失败',
  retry: '重试',
  load: '点按加载',
})
