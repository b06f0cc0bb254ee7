import type { ToolLang } from '~/lib/toolLang'

/** One sentence for people. */
export type Sentence = Readonly<Record<ToolLang, string>>

export const sentence = (zh: string, en: string): Sentence => ({ 'zh-CN': zh, en })

/** Where nobody knows who reads it. */
export const inBoth = (said: Sentence): string => `${said['zh-CN']}${said.en}`
