import dayjs from 'dayjs'
import type { DeskInspection } from '~/sync/desk/inspectDesk'
import type { Inspection, JournalEntry } from '~/sync/inspect'
import type { DiagnosisWords } from '~/view/words.diagnosis'
import { isOurOrigin } from '~/wire/request'
import type { BrowserFacts } from './browserFacts'
import type { PageConfig } from './config'

/** What a diagnosis is made of; null where there is none. */
export type Seen = Readonly<{
  /** The version, and the name of the script that runs: it carries a hash of its content. */
  build: string
  /** Device's date, ms. */
  now: number
  chat: Inspection | null
  desk: DeskInspection | null
  config: PageConfig | null
  /** Parts of the page that could not be drawn. */
  notDrawn: number
  browser: BrowserFacts | null
}>

/** Polls, and questions for history, that are told of. */
const TOLD = 20

/** Their lines, in this order. */
const BROWSER = ['browser', 'screen', 'network', 'storage', 'offers'] as const

/** The name of a line, and what it tells. */
type Line = readonly [label: keyof DiagnosisWords['labels'], facts: readonly (string | false)[]]

/**
 * What support wants to know, as a text. Only what is named here gets into it: never what anybody wrote, who they are, or the
 * page's address.
 */
export function diagnosisText(seen: Seen, { labels }: DiagnosisWords): string {
  const { build, now, chat, desk, config, browser } = seen
  const say = (lines: readonly Line[]) =>
    lines.map(([label, facts]) => `${labels[label]}: ${facts.filter(Boolean).join(' · ')}`)
  const asks = (label: 'polls' | 'pages', entries: readonly JournalEntry[]) =>
    entries.length === 0 ? [] : [`${labels[label]}:\n${linesOf(entries.slice(-TOLD)).join('\n')}`]
  const head = [
    build,
    dayjs(now).format('YYYY-MM-DD HH:mm:ss.SSS Z'),
    ...(seen.notDrawn > 0 ? [`not drawn: ${seen.notDrawn}`] : []),
  ]
  return [
    head,
    chat ? say(chatLines(chat)) : [],
    chat ? asks('polls', chat.journal.polls) : [],
    chat ? asks('pages', chat.journal.history) : [],
    desk ? say(deskLines(desk)) : [],
    config ? say([settingsLine(config)]) : [],
    browser ? say(BROWSER.map((label) => [label, browser[label]])) : [],
  ]
    .filter((part) => part.length > 0)
    .map((part) => part.join('\n'))
    .join('\n\n')
}

function chatLines(chat: Inspection): readonly Line[] {
  const { pace, sweep, history, counts, link, skew, clock, outbox } = chat
  return [
    [
      'conversation',
      [
        chat.role,
        chat.device,
        chat.opened ? 'opened' : 'not opened',
        chat.tabs,
        chat.presence,
        counts.generation > 0 && `generation ${counts.generation}`,
      ],
    ],
    [
      'pace',
      [
        pace.mode,
        pace.delay === null ? 'no delay' : ms(pace.delay),
        pace.active ? 'active' : 'idle',
        pace.visible ? 'visible' : 'hidden',
        pace.frozen && 'frozen',
        pace.underWay !== null && `asking for ${ms(pace.underWay)}`,
        pace.nextPoll !== null && `next in ${ms(pace.nextPoll)}`,
        pace.putOff > 0 && `put off for ${ms(pace.putOff)}`,
        link.slow && 'slow',
        link.stale && 'stale',
      ],
    ],
    ['failures', [String(pace.failures), pace.failure ?? false]],
    ['cursor', [stamp(chat.cursor)]],
    ['skew', [hours(skew.ms), ...skew.votes.map((vote) => `${vote.count}× ${hours(vote.ms)}`)]],
    ['clock', [clock.trusted ? ms(-clock.offset) : 'no server told']],
    [
      'sweep',
      [
        sweep.to === null ? 'none yet' : `to ${stamp(sweep.to)}`,
        sweep.to !== null && sweep.last !== null && `${ms(sweep.last)} ago`,
        sweep.running && 'running',
        sweep.next !== null && `next in ${ms(sweep.next)}`,
        sweep.failures > 0 && `failures ${sweep.failures}`,
        sweep.gap && 'gap',
        pace.behind !== null && `behind for ${ms(pace.behind)}`,
      ],
    ],
    [
      'history',
      [
        history.older,
        `page ${history.page}`,
        history.cap !== null && `cap ${history.cap}`,
        history.since && 'reads since',
        history.failures > 0 && `failures ${history.failures}`,
        history.putOff > 0 && `put off for ${ms(history.putOff)}`,
        history.beginningKnown && 'beginning known',
      ],
    ],
    [
      'messages',
      [
        `${counts.rows} rows`,
        `${counts.unread} unread`,
        `${counts.refused} refused`,
        `${counts.written} written`,
      ],
    ],
    [
      'outbox',
      [
        String(outbox.length),
        ...outbox.map(({ phase, type, age, failure, sweeps }) =>
          [type, phase, failure, ms(age), sweeps > 0 ? `${sweeps} sweeps` : null].filter(Boolean).join(' '),
        ),
      ],
    ],
  ]
}

function deskLines({
  conversations,
  leads,
  gate,
  intervals,
  trouble,
  slower,
  source,
}: DeskInspection): readonly Line[] {
  return [
    [
      'desk',
      [
        `${conversations.listed} listed`,
        `${conversations.made} made`,
        `${conversations.live} live`,
        leads === null ? 'not running' : leads ? 'leads' : 'follows',
        `list ${source}`,
      ],
    ],
    [
      'budget',
      [
        `${gate.lastMinute}/${gate.perMinute} a minute`,
        `${gate.inFlight}/${gate.atOnce} at once`,
        `reserve ${gate.reserve}`,
        `answers in ${ms(gate.answersIn)}`,
        gate.putOff > 0 && `put off for ${ms(gate.putOff)}`,
        trouble.failures > 0 && `failures ${trouble.failures} ${trouble.failure ?? ''}`,
        trouble.putOff > 0 && `backs off for ${ms(trouble.putOff)}`,
      ],
    ],
    [
      'every',
      [
        ...Object.entries(intervals ?? {}).map(([tier, every]) => `${tier} ${ms(every)}`),
        slower > 0 && `${slower} slower`,
      ],
    ],
  ]
}

/** Of addresses only whether they are ours: whose they are is the host's business. */
function settingsLine(config: PageConfig): Line {
  const { api, media, uploadUrl, paces, textLimit, lang, theme, channel } = config
  const { active, idle, hidden, sweepActive, sweepIdle } = paces
  return [
    'settings',
    [
      `API of ${originOf(api.base)}`,
      api.encoding,
      `unread from ${api.unreadFrom}`,
      `media of ${originOf(media.base)}`,
      media.bareNames && 'bare names',
      media.hosts !== null && `${media.hosts.length} media hosts`,
      uploadUrl === null ? 'no upload' : `upload to ${originOf(uploadUrl)}`,
      `polls ${active} ${idle} ${hidden}`,
      `sweeps ${sweepActive} ${sweepIdle}`,
      `text ${textLimit}`,
      channel,
      lang,
      theme ?? false,
    ],
  ]
}

const originOf = (address: string) => (isOurOrigin(address) ? 'same origin' : 'other origin')

/** A line each, in columns: how a request failed may be longer than how many rows came. */
function linesOf(entries: readonly JournalEntry[]): string[] {
  const width = Math.max(5, ...entries.map((entry) => outcomeOf(entry).length))
  return entries.map((entry) => lineOf(entry, width))
}

/** The rows and the new ones among them, or the failure. */
const outcomeOf = ({ rows, added, failure }: JournalEntry): string =>
  failure ?? (rows === null ? '-' : `${rows}/${added ?? 0}`)

/** `10:00:02 1511143202000   0/0    35`, then what else there is to say. */
function lineOf(entry: JournalEntry, width: number): string {
  const { at, lasttime, page, limit, refused } = entry
  const took = entry.ms === null ? '…' : String(entry.ms)
  return [
    dayjs(at).format('HH:mm:ss'),
    stamp(lasttime),
    outcomeOf(entry).padStart(width),
    took.padStart(5),
    page === null ? '' : `${page}×${limit ?? ''}`,
    refused ? `refused ${refused}` : '',
  ]
    .filter((part) => part !== '')
    .join(' ')
}

const stamp = (at: number) => String(at).padStart(13, '0')

/** What votes is a multiple of 15 min. */
const hours = (skew: number) => (skew % 900_000 === 0 ? `${skew / 3_600_000} h` : ms(skew))

/** As exact as it matters. */
function ms(amount: number): string {
  const size = Math.abs(amount)
  if (size < 10_000) return `${Math.round(amount)} ms`
  return size < 120_000 ? `${Math.round(amount / 1_000)} s` : `${Math.round(amount / 6_000) / 10} min`
}
