/** The languages of what QA and developers see. They need no other one: what members read may have more. */
export const toolLangs = ['zh-CN', 'en'] as const

export type ToolLang = (typeof toolLangs)[number]

/** Which of them to speak to whoever reads the page in this language. */
export const toolLang = (lang: string): ToolLang => toolLangs.find((one) => one === lang) ?? 'en'
