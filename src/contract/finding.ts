import type { ToolLang } from '~/lib/toolLang'

/**
 * `ok`: as the product takes it for granted, or copes with by itself. `info`: differs from the documentation, and the product copes;
 * or undecided. `warning`: needs a setting or a decision, or part of the product stays out. `error`: the product cannot work so.
 */
export type Severity = 'ok' | 'info' | 'warning' | 'error'

/** One thing that was found out. `value` is for programs, `evidence` one sentence for people: never with contents or names of messages. */
export type Finding = Readonly<{
  id: string
  value: string | number
  evidence: string
  severity: Severity
}>

/** What the check has found out about one backend. */
export type Report = Readonly<{
  /** What was asked, without `/api/im`. */
  url: string
  findings: readonly Finding[]
  /** Settings of the build that must differ from their default, `VITE_…` by name. */
  settings: Readonly<Record<string, string>>
}>

/** A sentence in both languages. */
export type Said = Readonly<Record<ToolLang, string>>

export const say = (zh: string, en: string): Said => ({ 'zh-CN': zh, en })

/** A finding before a language was chosen, with what it means for the build. */
export type Found = Readonly<{
  id: string
  value: string | number
  evidence: Said
  severity: Severity
  settings?: Readonly<Record<string, string>>
}>

export const found = (id: string, value: string | number, severity: Severity, evidence: Said): Found => ({
  id,
  value,
  evidence,
  severity,
})

/** Nothing that was seen tells it: the evidence says why. */
export const undecided = (id: string, evidence: Said): Found => found(id, 'undecided', 'info', evidence)

/** The exit code of the command: 1 where the product cannot work with this backend, else 0; warnings do not count. */
export const exitCodeOf = ({ findings }: Report): number =>
  findings.some(({ severity }) => severity === 'error') ? 1 : 0
