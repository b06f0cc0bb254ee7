/** The languages of the product, the first being the default. */
export const langs = ['zh-CN', 'en'] as const

export type Lang = (typeof langs)[number]
