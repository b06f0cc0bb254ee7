import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { ScenarioGroup } from '~/mocks/scenario'
import { SCENARIOS } from '~/mocks/scenarios'
import { SWITCHES, type Switch } from '~/mocks/switches'
import { formatted } from '~test/support/formatted'

const PAGE = 'src/mocks/README.md'

const MEMBER = 'http://localhost:5173/?appid=JH&from=200&to=2&fromrole=MEMBER'
const DESK = 'http://localhost:5173/?appid=JH&from=2&fromrole=SALER'

const GROUPS: Readonly<Record<ScenarioGroup, string>> = {
  talk: '会话 Who talks, and how much',
  content: '内容 What messages hold',
  backend: '后端 What the documentation leaves open',
  network: '网络 What happens to requests',
}

const table = (head: readonly string[], rows: readonly (readonly string[])[]) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

const linkOf = (name: string) =>
  `[\`${name}\`](${name.startsWith('desk') ? DESK : MEMBER}${name === 'default' ? '' : `&scenario=${name}`})`

function scenarioTables(): string {
  return (Object.keys(GROUPS) as ScenarioGroup[])
    .map((group) => {
      const rows = SCENARIOS.filter((one) => one.group === group).map((one) => [
        linkOf(one.name),
        one.title,
        one.note,
        one.description,
      ])
      return `### ${GROUPS[group]}\n\n${table(['scenario', '名称', '说明', 'what is different'], rows)}`
    })
    .join('\n\n')
}

function valuesOf(one: Switch): string {
  if (one.kind === 'flag') return '`true`, `false`'
  if (one.kind === 'choice') return one.choices.map((choice) => `\`${choice}\``).join(', ')
  return `${one.min} … ${one.max}`
}

function switchTable(): string {
  const own = SWITCHES.filter(({ name }) => !name.includes('.'))
  return table(
    ['switch', '说明', 'values'],
    own.map((one) => [`\`${one.name}\``, one.title, valuesOf(one)]),
  )
}

// `PAGES=write npx vitest run --project node test/mocks/pages.test.ts` writes them anew
test.each([
  ['scenarios', scenarioTables],
  ['switches', switchTable],
])('the page for QA lists all %s, as they are', async (name, text) => {
  const page = readFileSync(PAGE, 'utf8')
  const [start, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`]
  const [before = '', rest = ''] = page.split(start)
  const after = rest.split(end)[1]
  if (after === undefined) throw new Error(`${PAGE} has no place for ${name}`)
  const expected = await formatted(PAGE, `${before}${start}\n\n${text()}\n\n${end}${after}`)
  if (process.env['PAGES'] === 'write') writeFileSync(PAGE, expected)
  expect(readFileSync(PAGE, 'utf8')).toBe(expected)
})
