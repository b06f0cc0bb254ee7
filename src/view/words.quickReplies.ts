import type { FileFault } from '~/domain/replyFile'
import type { ReplyContent } from '~/domain/quickReplies'
import type { VariableNames } from '~/domain/replyVariables'
import { inLanguages } from './inLanguages'

/** What is wrong with a file as a whole: there is no line to name. `full`: more would be kept than can be. */
export type WholeFault = 'large' | 'unreadable' | 'full'

export type QuickReplyWords = Readonly<{
  label: string
  /** What is spoken as one looks for some. */
  count: (count: number) => string
  none: string
  /** There are none at all. */
  empty: string
  hint: string
  pictures: (count: number) => string
  manage: string
  notManaged: string
  fill: Readonly<{ title: string; insert: string; back: string }>
  /** What stands in braces for what is filled in by itself. */
  variables: VariableNames
  /** What was not inserted with the text. */
  picturesGone: string
  noUpload: string
  manager: Readonly<{
    title: string
    add: string
    import: string
    export: string
    close: string
    edit: (name: string) => string
    remove: (name: string) => string
    question: (name: string) => string
    yes: string
    no: string
    used: (count: number) => string
    full: (most: number) => string
    notKept: string
  }>
  form: Readonly<{
    add: string
    edit: string
    title: string
    text: string
    /** Names the variables above. */
    hint: string
    addPicture: string
    picture: (position: number) => string
    removePicture: (position: number) => string
    refused: (name: string) => string
    tooMany: (most: number) => string
    over: (count: number) => string
    nothing: string
    save: string
    cancel: string
    discard: Readonly<{ question: string; yes: string; no: string }>
  }>
  file: Readonly<{
    name: (date: string) => string
    reading: string
    done: (added: number, same: number) => string
    /** `lost`: pictures that are not there any more. */
    saved: (count: number, lost: number) => string
    bad: (line: number, fault: FileFault | 'encoding') => string
    refused: Readonly<Record<WholeFault, string>>
  }>
  examples: readonly ReplyContent[]
}>

const example = (title: string, text: string): ReplyContent => ({ title, text, pictures: [] })

const faults: Readonly<Record<FileFault | 'encoding', string>> = {
  encoding: '文字不是 UTF-8 编码，请另存为 UTF-8 后再导入',
  syntax: '这里不符合 JSON 格式',
  deep: '嵌套层数太多',
  whole: '文件应是 { "v": 1, "replies": […] }',
  version: '"v" 应为 1，可能是新版本导出的文件',
  list: '"replies" 应为列表 […]',
  tooMany: '一个文件最多 500 条',
  reply: '每条快捷回复应为 { "title": …, "text": … }',
  title: '"title" 应为文字',
  longTitle: '标题超过 40 字',
  text: '"text" 应为文字',
  longText: '内容超过 2000 字',
  empty: '这条既没有内容也没有图片',
  signs: '含有不能发送的字符',
  pictures: '"pictures" 应为列表 […]',
  manyPictures: '一条最多 9 张图片',
  picture: '这张图片打不开，应为 "data:image/…;base64,…"',
}

/** The wording of the quick replies: it comes with their panel. */
export const quickReplyWords = inLanguages('quickReplies', {
  label: '快捷回复',
  count: (count) => `${count} 条快捷回复`,
  none: '没有找到，按 Esc 关闭后可以照常发送',
  empty: '还没有快捷回复，可以在“管理”中新建或导入',
  hint: '↑↓ 选择，Enter 插入，Esc 关闭',
  pictures: (count) => `${count} 张图片`,
  manage: '管理',
  notManaged: '没有打开，请再点一次',
  fill: { title: '填写后插入', insert: '插入', back: '返回' },
  variables: { nickname: '昵称', order: '订单号' },
  picturesGone: '图片已不在这个浏览器里，没有添加',
  noUpload: '这里不能发送图片，没有添加图片',
  manager: {
    title: '管理快捷回复',
    add: '新建',
    import: '导入',
    export: '导出',
    close: '关闭',
    edit: (name) => `编辑：${name}`,
    remove: (name) => `删除：${name}`,
    question: (name) => `删除“${name}”？`,
    yes: '删除',
    no: '保留',
    used: (count) => `用过 ${count} 次`,
    full: (most) => `最多保存 ${most} 条，请先删除一些`,
    notKept: '浏览器没有空间保存，修改只在这次打开期间有效',
  },
  form: {
    add: '新建快捷回复',
    edit: '编辑快捷回复',
    title: '标题',
    text: '内容',
    hint: '{昵称} 和 {订单号} 自动填好，其他 {…} 在插入时填写',
    addPicture: '添加图片',
    picture: (position) => `第 ${position} 张图片`,
    removePicture: (position) => `移除第 ${position} 张图片`,
    refused: (name) => `${name} 不能添加，请换一张图片`,
    tooMany: (most) => `最多 ${most} 张图片`,
    over: (count) => `超出 ${count} 字，请删减后保存`,
    nothing: '请填写内容或添加图片',
    save: '保存',
    cancel: '取消',
    discard: { question: '放弃修改？', yes: '放弃', no: '继续编辑' },
  },
  file: {
    name: (date) => `快捷回复-${date}.json`,
    reading: '正在导入',
    done: (added, same) =>
      same === 0 ? `已导入 ${added} 条` : `已导入 ${added} 条，另有 ${same} 条已经有了`,
    saved: (count, lost) =>
      lost === 0 ? `已导出 ${count} 条` : `已导出 ${count} 条，其中 ${lost} 张图片已不在这个浏览器里`,
    bad: (line, fault) => `没有导入，文件第 ${line} 行有误：${faults[fault]}`,
    refused: {
      large: '没有导入，文件超过 30 MB',
      unreadable: '没有导入，读不到这个文件，请重新选择',
      full: '没有导入，加上已有的会超过 500 条，请先删除一些',
    },
  },
  examples: [
    example('欢迎', '{昵称}您好，很高兴为您服务，请问有什么可以帮您？'),
    example('稍等', '好的，我马上为您查询，请稍等。'),
    example('运费说明', '满 99 元包邮，未满收取 8 元运费，偏远地区以下单页为准。'),
    example('发货进度', '您的订单 {订单号} 已发出，快递单号 {快递单号}，请留意查收。'),
    example('退换货', '签收后 7 天内支持无理由退换，请保持商品和包装完好。'),
  ],
})
