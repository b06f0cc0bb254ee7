import type { ToolLang } from '~/lib/toolLang'

type ButtonWords = Readonly<{ open: string; close: string }>

/** What leads into the panel and out of it. Apart from its other words, which come with it. */
export const buttonWords: Readonly<Record<ToolLang, ButtonWords>> = {
  'zh-CN': { open: '打开测试面板', close: '关闭测试面板' },
  en: { open: 'Open the QA panel', close: 'Close the QA panel' },
}
