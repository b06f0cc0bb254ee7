type Point = readonly [requests: number, ms: number]

type Trade = Readonly<{
  title: string
  x: string
  y: string
  /** Each series: all its points; those that no other beats are joined. */
  series: readonly (readonly [label: string, points: readonly Point[]])[]
  /** What is named: its point of each series. */
  mark: readonly [label: string, points: readonly Point[]]
}>

const [WIDTH, HEIGHT] = [720, 380]
const AREA = { left: 56, top: 56, right: 700, bottom: 310 }
/** Told apart by shape as well as by colour; each is readable on white and on black. */
const COLOURS = ['#1f8a70', '#d4483b']

/** Points of which none is beaten in both by another, from left to right. */
function frontier(points: readonly Point[]): readonly Point[] {
  const best: Point[] = []
  for (const point of [...points].sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
    if (point[1] < (best[best.length - 1]?.[1] ?? Infinity)) best.push(point)
  }
  return best
}

/** A chart of what more requests buy, as an SVG that reads on light and dark grounds. Requests are drawn by their logarithm. */
export function tradePlot({ title, x, y, series, mark }: Trade): string {
  const all = series.flatMap(([, points]) => points)
  const [least, most] = [Math.min(...all.map(([x]) => x)) / 1.04, Math.max(...all.map(([x]) => x)) * 1.04]
  const tallest = Math.ceil(Math.max(...all.map(([, ms]) => ms)) / 1_000)
  const across = (requests: number) =>
    round(AREA.left + (Math.log(requests / least) / Math.log(most / least)) * (AREA.right - AREA.left))
  const up = (ms: number) => round(AREA.bottom - (ms / tallest / 1_000) * (AREA.bottom - AREA.top))
  const text = (x: number, y: number, words: string | number, more = '') =>
    `<text x="${x}" y="${y}"${more}>${words}</text>`
  const marked = mark[1][0]?.[0] ?? least
  const seconds = Array.from({ length: tallest + 1 }, (_, i) => i)
  const ticks = [600, 800, 1_000, 1_200, 1_500, 2_000, 2_500, 3_000].filter((n) => n > least && n < most)
  const dot = (x: number, y: number, i: number, more = '') =>
    i === 0
      ? `<circle cx="${x}" cy="${y}" r="3" fill="${COLOURS[i]}"${more}/>`
      : `<rect x="${round(x - 2.5)}" y="${round(y - 2.5)}" width="5" height="5" fill="${COLOURS[i]}"${more}/>`
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${title}">`,
    '<style>text{font:13px system-ui,sans-serif;fill:#777}.t{font-size:15px;font-weight:600}',
    '.g{stroke:#999;stroke-opacity:.35}.m{fill:none;stroke:#777;stroke-width:2}.u{stroke:#888}polyline{fill:none;stroke-width:2}</style>',
    text(AREA.left, 22, title, ' class="t"'),
    ...seconds.map((s) => `<path class="g" d="M${AREA.left} ${up(s * 1_000)}H${AREA.right}"/>`),
    ...seconds.map((s) => text(AREA.left - 8, up(s * 1_000) + 4, s, ' text-anchor="end"')),
    ...ticks.map((n) => text(across(n), AREA.bottom + 18, n, ' text-anchor="middle"')),
    text(AREA.left, AREA.top - 12, y),
    ...series.flatMap(([, points], i) => {
      const line = frontier(points).map((point) => `${across(point[0])},${up(point[1])}`)
      return [
        ...points.map(([requests, ms]) => dot(across(requests), up(ms), i, ' fill-opacity=".45"')),
        `<polyline stroke="${COLOURS[i]}"${i === 0 ? '' : ' stroke-dasharray="6 4"'} points="${line.join(' ')}"/>`,
      ]
    }),
    ...mark[1].map(([requests, ms]) => `<circle class="m" cx="${across(requests)}" cy="${up(ms)}" r="7"/>`),
    `<path class="u" d="M${across(marked)} ${AREA.top}V${AREA.bottom}"/>`,
    text(across(marked) + 6, AREA.top - 8, mark[0], ' class="t"'),
    text((AREA.left + AREA.right) / 2, AREA.bottom + 38, x, ' text-anchor="middle"'),
    ...series.flatMap(([label], i) => [
      dot(AREA.left + 5 + i * 200, HEIGHT - 12, i),
      text(AREA.left + 16 + i * 200, HEIGHT - 8, label),
    ]),
    '</svg>',
    '',
  ].join('\n')
}

const round = (value: number) => Math.round(value * 10) / 10
