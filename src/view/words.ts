import type { Lang } from '~/lib/lang'
import { come } from './inLanguages'
import type { AlertWords } from './words.alerts'
import type { ComposerWords } from './words.composer'
import type { DeskWords } from './words.desk'
import type { DeskTroubleWords } from './words.deskTrouble'
import type { DiagnosisWords } from './words.diagnosis'
import type { PictureWords } from './words.pictures'
import type { ProblemWords } from './words.problems'
import type { QuickReplyWords } from './words.quickReplies'
import type { RecorderWords } from './words.recorder'
import type { SearchWords } from './words.search'
import type { TroubleWords } from './words.trouble'
import type { ViewerWords } from './words.viewer'
import { zh } from './words.zh'

/** What the first frame may say; the first language's is part of the first load. */
export type Words = Readonly<{
  lang: Lang
  list: string
  title: (name: string) => string
  /** Whether the other side is there; `away` is what a member is told where nobody is. */
  presence: Readonly<{ online: string; offline: string; away: string }>
  roles: Readonly<{ MEMBER: string; SALER: string }>
  me: string
  loading: string
  empty: Readonly<{ title: (name: string) => string; hint: string }>
  failed: Readonly<{ title: string; hint: string; blocked: string }>
  unsupported: string
  unreadLine: string
  /** Where the talk turns to a product or an order; null: back to plain talk. */
  topic: (topic: Readonly<{ type: string; id: string }> | null) => string
  topicId: string
  /** What a screen reader says of new messages; `last` is the newest of `count`. */
  announce: (name: string, count: number, last: string) => string
  older: Readonly<{ more: string; loading: string; failed: string; end: string }>
  toEnd: string
  unseen: (count: number) => string
  /** What leads to the search; the rest of its wording is in `words.search`. */
  search: Readonly<{ label: string; failed: string }>
  composer: Readonly<{
    label: string
    send: string
    left: (count: number) => string
    over: (count: number) => string
  }>
  status: Readonly<{
    read: string
    unread: string
    sending: string
    slow: string
    queued: string
    failed: string
    /** Its fate is being looked for. */
    unknown: string
    perhaps: string
  }>
  actions: Readonly<{
    resend: string
    edit: string
    copy: string
    copied: string
    notCopied: string
    remove: string
    retry: string
    sendAnyway: string
    cancel: string
  }>
  /** The menu of a message. */
  menu: Readonly<{ label: string; quote: string; copyId: string }>
  /** How fresh the view is; `time` is that of the newest answer. */
  fresh: Readonly<{
    connecting: string
    now: string
    updating: string
    behind: string
    gap: string
    until: (time: string) => string
    offlineUntil: (time: string) => string
  }>
  offline: string
  crashed: Readonly<{ text: string; reload: string; copy: string }>
  release: Readonly<{ text: string; reload: string }>
  time: Readonly<{
    /** Patterns of dayjs; what has a name, weekdays from Sunday and months from January on, is named by the language: dayjs knows English. */
    today: string
    yesterday: string
    week: (weekday: number) => string
    year: (month: number) => string
    older: (month: number) => string
    full: (month: number) => string
  }>
}>

/** What the parts say that come later. Of the first language it comes with them, each in a file of its own. */
export type Parts = Readonly<{
  alerts: AlertWords
  composer: ComposerWords
  desk: DeskWords
  deskTrouble: DeskTroubleWords
  diagnosis: DiagnosisWords
  pictures: PictureWords
  problems: ProblemWords
  quickReplies: QuickReplyWords
  recorder: RecorderWords
  search: SearchWords
  trouble: TroubleWords
  viewer: ViewerWords
}>

/** All wording of the view in a language, in one file (the kinds bring their own): complete, the compiler sees to it. */
export type Language = Words & Readonly<{ parts: Parts }>

/** The languages besides the first one: each is loaded whole. */
const others: Readonly<Record<Exclude<Lang, 'zh-CN'>, () => Promise<Language>>> = {
  en: () => import('./words.en').then(({ en }) => en),
}

/** The wording of a language, to be loaded before anything is shown in it; where it does not arrive, the first one stands in. */
export const loadWords = (lang: Lang): Promise<Words> =>
  lang === 'zh-CN' ? Promise.resolve(zh) : others[lang]().then(added(lang), () => zh)

const added = (lang: Lang) => (words: Language) => {
  come[lang] = words.parts
  return words
}
