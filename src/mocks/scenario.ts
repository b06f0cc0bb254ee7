import type { BotPace, WorldOptions } from './options'

/** Which part of a world a scenario is about. */
export type ScenarioGroup = 'talk' | 'content' | 'backend' | 'network'

/** What a scenario changes; paces and faults in part. */
export type Changes = Partial<Omit<WorldOptions, 'pace'>> & Readonly<{ pace?: Partial<BotPace> }>

/** A situation to look at, by name: what the address `?scenario=NAME` chooses. Several go together: `NAME,NAME`. */
export type Scenario = Readonly<{
  name: string
  group: ScenarioGroup
  /** What QA calls it. */
  title: string
  /** What is different, and what the page should make of it: in Chinese, … */
  note: string
  /** … and in English. */
  description: string
  /** What is different from the everyday conversation. */
  changes: Changes
}>
