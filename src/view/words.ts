import type { Lang } from '~/lib/lang'
import { zh } from './words.zh'

/** All wording of the view (the kinds bring their own); each language is complete, the compiler sees to it. */
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
    /** Patterns of dayjs. */
    today: string
    yesterday: string
    week: (weekday: number) => string
    year: string
    older: string
    full: string
  }>
}>

const languages: Readonly<Record<Lang, () => Promise<Words>>> = {
  'zh-CN': () => Promise.resolve(zh),
  en: () => import('./words.en').then(({ en }) => en),
}

/** The wording of a language. Only the first one is part of the first load; where another does not arrive, it stands in. */
export const loadWords = (lang: Lang): Promise<Words> => languages[lang]().catch(() => zh)
