import type { Client } from './client'
import { say, type Found } from './finding'
import type { Known } from './gather'
import type { Written } from './write'

/** What a question may look at and ask. */
export type Asked = Readonly<{
  client: Client
  known: Known
  /** What was written before `known` was read; null: nothing was to be. */
  written: Written | null
  /** The origin of the page that asks, '' outside of any: a page sees of CORS only what comes through. */
  page: string
  /** The origin that CORS is asked for: of the page that will ask. */
  origin: string
}>

/** Answers one question, or a few that the same requests answer. Never throws. */
export type Question = (asked: Asked) => readonly Found[] | Promise<readonly Found[]>

export const NO_ROWS = say(
  '回答里没有可用的消息（--write 可以写几条来判断）',
  'the answers have no usable message (--write would post some to tell)',
)
