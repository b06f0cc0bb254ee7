import { type ToolLang, toolLangs } from '~/lib/toolLang'
import { type Report, say, type Said, type Severity } from './finding'
import { titleOf } from './titles'

const SEVERITIES: readonly (readonly [Severity, Said])[] = [
  ['error', say('错误', 'error')],
  ['warning', say('警告', 'warning')],
  ['info', say('提示', 'info')],
  ['ok', say('正常', 'ok')],
]

/** The report for people: what is worst first, then what the build should be told. */
export function reportText({ url, findings, settings }: Report, lang: ToolLang = toolLangs[0]): string {
  const groups = SEVERITIES.flatMap(([severity, word]) => {
    const own = findings.filter((finding) => finding.severity === severity)
    return own.map(
      ({ id, value, evidence }) => `[${word[lang]}] ${id} = ${value}  ${titleOf(id)[lang]}\n    ${evidence}`,
    )
  })
  const counts = SEVERITIES.map(
    ([severity, word]) => `${word[lang]} ${findings.filter((one) => one.severity === severity).length}`,
  ).join(', ')
  const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}`)
  const build =
    lines.length === 0
      ? say('构建设置：全部用默认值。', 'Settings of the build: all as by default.')
      : say('构建设置（写入 .env）：', 'Settings of the build, for .env:')
  const head = say(`后端检查 ${url}`, `Check of the backend ${url}`)
  return [`${head[lang]}: ${counts}`, '', ...groups, '', build[lang], ...lines, ''].join('\n')
}
