type Points = readonly (readonly [x: number, share: number])[]

type Plot = Readonly<{
  title: string
  x: string
  y: string
  /** Upright lines at these x. */
  marks: readonly (readonly [x: number, label: string])[]
  /** Each y is a share, 0 to 1. */
  series: readonly (readonly [label: string, points: Points])[]
}>

const [WIDTH, HEIGHT] = [720, 330]
const AREA = { left: 56, top: 56, right: 700, bottom: 270 }
/** Told apart by dashes as well as by colour; each is readable on white and on black. */
const LOOKS = ['#d4483b', '#c27c0e', '#1f8a70'].map(
  (colour, i) => `stroke="${colour}" stroke-dasharray="${['6 4', '2 4', 'none'][i]}"`,
)

/** A line chart of shares as an SVG that reads on light and dark grounds. */
export function plot({ title, x, y, marks, series }: Plot): string {
  const widest = Math.max(...series.flatMap(([, points]) => points.map(([x]) => x)))
  const across = (x: number) => round(AREA.left + (x / widest) * (AREA.right - AREA.left))
  const up = (share: number) => round(AREA.bottom - share * (AREA.bottom - AREA.top))
  const text = (x: number, y: number, words: string, more = '') =>
    `<text x="${x}" y="${y}"${more}>${words}</text>`
  const shares = [0, 0.25, 0.5, 0.75, 1]
  const ticks = Array.from({ length: Math.floor(widest / 60) + 1 }, (_, i) => i * 60)
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${title}">`,
    '<style>text{font:13px system-ui,sans-serif;fill:#777}.t{font-size:15px;font-weight:600}',
    '.g{stroke:#999;stroke-opacity:.35}.m{stroke:#888}polyline{fill:none;stroke-width:2.5}</style>',
    text(AREA.left, 22, title, ' class="t"'),
    ...shares.map((share) => `<path class="g" d="M${AREA.left} ${up(share)}H${AREA.right}"/>`),
    ...shares.map((share) => text(AREA.left - 8, up(share) + 4, `${share * 100}`, ' text-anchor="end"')),
    ...ticks.map((tick) => text(across(tick), AREA.bottom + 18, `${tick}`, ' text-anchor="middle"')),
    text(AREA.left, AREA.top - 12, y),
    ...marks.map(([x]) => `<path class="m" d="M${across(x)} ${AREA.top}V${AREA.bottom}"/>`),
    ...marks.map(([x, label], i) =>
      text(
        across(x) + (i === 0 ? -6 : 6),
        AREA.top - 8,
        label,
        i === 0 ? ' text-anchor="end"' : ' class="t"',
      ),
    ),
    ...series.map(
      ([, points], i) =>
        `<polyline ${LOOKS[i]} points="${points.map(([x, share]) => `${across(x)},${up(share)}`).join(' ')}"/>`,
    ),
    text((AREA.left + AREA.right) / 2, AREA.bottom + 36, x, ' text-anchor="middle"'),
    ...series.flatMap(([label], i) => {
      const before = series.slice(0, i).reduce((sum, [label]) => sum + label.length * 7 + 60, 0)
      const left = AREA.left + before
      return [
        `<polyline ${LOOKS[i]} points="${left},${HEIGHT - 9} ${left + 24},${HEIGHT - 9}"/>`,
        text(left + 30, HEIGHT - 5, label),
      ]
    }),
    '</svg>',
    '',
  ].join('\n')
}

const round = (value: number) => Math.round(value * 10) / 10
