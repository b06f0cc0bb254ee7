import { expect, test } from 'vitest'
import { PACES, type Paces } from '~/domain/pace'
import { MIX, visitsOf } from './arrivals'
import { draw, number, table, write } from './document'
import { liveVisit } from './liveVisit'
import { type Figures, type Measured, measure, POLICIES, PRODUCT, summed } from './policies'
import { tradePlot } from './tradePlot'

/** Hours that pages are seen, about, of each pattern: in the model; with the real store and sync, for the product and for other settings. */
const [MODELLED, LIVED, SET] = [8, 20, 8]

/** Other rules that the page names; the plot shows all. */
const NAMED = [
  '3 s for 2 min, then 5 s',
  '1.5 s for 2 min, then 5 s',
  '2 s for 1 min, then 5 s',
  '2 s for 5 min, then 5 s',
  '2 s for 2 min, then 4 s',
  '2 s for 2 min, then 8 s',
  '1.5 s for 1 min, then 8 s',
  '1.5 s for 30 s, 3 s for 2 min, then 8 s',
  '1/40 of the silence, 2 to 5 s',
  '1/20 of the silence, 1.5 to 8 s',
  'root of the silence × 8, 2 to 5 s',
  '2 s for 2 min, then 5 s, after 10 min 8 s',
]

/** Others of the first two of VITE_POLL_SECONDS. */
const SETTINGS = [
  [1, 4],
  [1, 5],
  [2, 8],
  [3, 8],
  [4, 10],
] as const

const seconds = (ms: number, digits = 1) => `${number(ms / 1000, digits)} s`
const delaysOf = ({ median, p95, worst }: Figures) => [seconds(median, 2), seconds(p95, 2), seconds(worst)]

test('what other rules would cost, and how late news would be', { timeout: 3_600_000 }, async () => {
  const product = measure(MODELLED)
  const all = POLICIES.map((policy) => ({ name: policy.name, of: measure(MODELLED, policy) }))
  draw(
    'pace.svg',
    plotOf(
      all.map(({ of }) => of),
      product,
    ),
  )
  const named = NAMED.map((name) => {
    const one = all.find((other) => other.name === name)
    if (!one) throw new Error(`no rule is called ${name}`)
    return one
  })
  await write('rules', tableOfRules([{ name: `**${PRODUCT}**`, of: product }, ...named]))
  // of all rules that cost no more, none is much better in one and no worse in the other
  for (const { name, of } of all) {
    const { polls, median, p95 } = of.mix
    if (polls > product.mix.polls || p95 > product.mix.p95) continue
    expect([name, median > 0.95 * product.mix.median]).toEqual([name, true])
  }
})

test('what the pace costs, and how late news is', { timeout: 3_600_000 }, async () => {
  const lived = await live(LIVED)
  // the model, which knows nothing of messages, asks as often as what it stands for
  expect(Math.abs(measure(LIVED).mix.polls / lived.mix.polls - 1)).toBeLessThan(0.02)
  await write('pace', tableOfPatterns(lived))
  const settings: (readonly [string, Figures])[] = []
  for (const [active, idle] of SETTINGS) {
    const paces = { ...PACES, active: active * 1_000, idle: idle * 1_000 }
    settings.push([`\`${active} ${idle} 15\``, (await live(SET, paces)).mix])
  }
  await write('settings', tableOfSettings([['**`2 5 15`**', lived.mix], ...settings]))
})

/** The mix with the real store and sync. */
async function live(hours: number, paces?: Paces): Promise<Measured> {
  const all: Parameters<typeof summed>[0][number][] = []
  for (const [pattern] of MIX) {
    const visits: Awaited<ReturnType<typeof liveVisit>>[] = []
    for (const [seed, visit] of visitsOf(pattern, hours).entries())
      visits.push(await liveVisit(visit, seed, paces))
    all.push([pattern, visits])
  }
  return summed(all)
}

function tableOfRules(rules: readonly Readonly<{ name: string; of: Measured }>[]): string {
  const head = [
    'rule',
    'polls an hour',
    'median',
    '95 % within',
    'latest',
    'polls of a page left open',
    '95 %',
  ]
  return table(
    head,
    rules.map(({ name, of: { mix, patterns } }) => {
      const open = patterns.get('page left open')
      const polls = [mix, open].map((figures) => number(figures?.polls ?? 0))
      const [median = '', p95 = '', worst = ''] = delaysOf(mix)
      return [name, polls[0] ?? '', median, p95, worst, polls[1] ?? '', seconds(open?.p95 ?? 0, 2)]
    }),
  )
}

const COSTS = ['polls', 'sweeps', 'other requests', 'in all', 'median', '95 % within', 'latest']
const costsOf = (figures: Figures) => {
  const { polls, sweeps, others } = figures
  return [...[polls, sweeps, others, polls + sweeps + others].map((n) => number(n)), ...delaysOf(figures)]
}

function tableOfPatterns({ mix, patterns }: Measured): string {
  const shares = new Map(MIX)
  const rows = [...patterns].map(([pattern, figures]) => {
    const names: string[] = [pattern, `${number((shares.get(pattern) ?? 0) * 100)} %`]
    return names.concat(costsOf(figures))
  })
  return table(['an hour of', 'share', ...COSTS], [...rows, ['the mix', '100 %', ...costsOf(mix)]])
}

const tableOfSettings = (settings: readonly (readonly [string, Figures])[]) =>
  table(
    ['`VITE_POLL_SECONDS`', ...COSTS],
    settings.map(([name, figures]) => [name].concat(costsOf(figures))),
  )

const plotOf = (all: readonly Measured[], product: Measured) =>
  tradePlot({
    title: 'What more polls buy: news of the other side, of a mix of talks',
    x: 'polls an hour of a page that is seen',
    y: 'seconds from the server to the page',
    series: [
      ['half of it within', all.map(({ mix }) => [mix.polls, mix.median] as const)],
      ['95 % of it within', all.map(({ mix }) => [mix.polls, mix.p95] as const)],
    ],
    mark: [
      PRODUCT,
      [
        [product.mix.polls, product.mix.median],
        [product.mix.polls, product.mix.p95],
      ],
    ],
  })
