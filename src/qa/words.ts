import type { ToolLang } from '~/lib/toolLang'
import type { Endpoint, Failure } from '~/mocks/faults'
import type { DraftProblem } from './network/faultDraft'
import type { Section } from './opened'
import type { ScriptProblem } from './otherSide/script'
import { en } from './words.en'
import { zh } from './words.zh'

/** All wording of QA's tools. */
export type QaWords = Readonly<{
  lang: ToolLang
  panel: string
  sections: Readonly<Record<Section, string>>
  /** Why the mock did not do it. */
  refusals: Readonly<{ absent: string; unreachable: string; refused: (message: string) => string }>
  done: string
  frame: string
  sides: Readonly<{ member: string; saler: string }>
  /** What the right side shows. */
  views: Readonly<{ desk: string; saler: string }>
  bothSides: Readonly<{ title: string; rightSide: string; parts: string; show: string; hide: string }>
  scenario: Readonly<{
    now: (world: Readonly<{ scenario: string; seed: string }>, rows: number) => string
    search: string
    list: string
    none: string
    chosen: (count: number) => string
    clear: string
    switches: string
    unset: string
    yes: string
    no: string
    seed: string
    link: string
    copy: string
    copied: string
    notCopied: string
    go: string
    world: string
    reset: string
    save: string
    load: string
  }>
  otherSide: Readonly<{
    as: string
    roles: Readonly<{ MEMBER: string; SALER: string }>
    member: string
    saler: string
    text: string
    send: string
    samples: string
    burst: string
    burstOf: (count: number) => string
    burstWord: string
    script: string
    scriptHint: string
    play: string
    said: (count: number) => string
    planned: (count: number, seconds: number) => string
    line: (line: number, problem: string) => string
    problems: Readonly<Record<ScriptProblem['reason'], (said: string) => string>>
    empty: string
  }>
  network: Readonly<{
    cut: string
    presets: string
    presetNames: Readonly<Record<Preset, string>>
    asAddress: string
    table: string
    endpoint: string
    all: string
    endpoints: Readonly<Record<Endpoint, string>>
    latency: string
    percent: string
    failure: string
    failures: Readonly<Record<Failure, string>>
    asAll: string
    status: string
    retryAfter: string
    apply: string
    problem: (row: string, field: DraftProblem['field']) => string
  }>
  clock: Readonly<{
    world: string
    ahead: string
    onTime: string
    behind: (length: string) => string
    steps: string
    tomorrow: string
    by: string
    unit: string
    units: Readonly<{ s: string; m: string; h: string; d: string }>
    step: string
    bad: string
    hint: string
  }>
  requests: Readonly<{
    list: string
    filter: string
    pause: string
    goOn: string
    clear: string
    none: string
    shown: (shown: number, all: number) => string
    rows: (rows: number) => string
    waiting: string
    took: (added: number, known: number, refused: number) => string
    failed: (how: string) => string
    /** By the page itself. */
    givenUp: string
    answered: string
    query: string
    body: string
    answer: string
    cutShort: string
    headers: string
  }>
  sync: Readonly<{
    none: string
    one: string
    desk: string
    groups: Readonly<Record<SyncGroup, string>>
    facts: Readonly<Record<SyncFact, string>>
    never: string
    /** Of an outbox. */
    empty: string
    yes: string
    no: string
    units: Readonly<Record<'ms' | 's' | 'm' | 'h', string>>
    votes: (votes: string) => string
  }>
  tools: Readonly<{
    recording: string
    masked: string
    start: string
    stop: string
    saveKept: string
    openRecording: string
    running: (count: number) => string
    full: string
    nothing: string
    contract: string
    contractHint: string
    write: string
    check: string
    checking: string
    noBackend: string
    failed: (why: string) => string
    copyReport: string
    settings: string
    noSettings: string
    severities: Readonly<Record<'ok' | 'info' | 'warning' | 'error', string>>
  }>
}>

export const PRESETS = [
  'fine',
  'slow',
  'flaky',
  'down',
  'busy',
  'signIn',
  'hang',
  'truncated',
  'lost',
] as const
export type Preset = (typeof PRESETS)[number]

export type SyncGroup = 'cursor' | 'pace' | 'sweep' | 'outbox' | 'history' | 'counts'

export type SyncFact =
  | 'cursor'
  | 'skew'
  | 'offset'
  | 'mode'
  | 'delay'
  | 'next'
  | 'failures'
  | 'behind'
  | 'putOff'
  | 'tabs'
  | 'last'
  | 'nextSweep'
  | 'running'
  | 'gap'
  | 'older'
  | 'cap'
  | 'page'
  | 'rows'
  | 'unread'
  | 'refused'
  | 'written'

/** The wording in a language. */
export const qaWords = (lang: ToolLang): QaWords => (lang === 'en' ? en : zh)
