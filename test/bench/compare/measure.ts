import { type Browser } from 'playwright'
import { heapOf, wait } from '~test/bench/deskPage'
import { messageAt } from './conversation'
import type { createFigures, Figure } from './figures'
import type { Options, Section } from './options'
import { fill, navigate, type Product, type ProductStage } from './product'
import { type Candidate, type Setting, type Stage, USUAL } from './stage'

/** Rows that only one size is asked for: what tells the candidates apart. */
const LONG = 10_000
const SHORT = 1_000
/** A cell is several pages, each of which may take as long as the limit for what is waited for in it: it ends after so many limits. */
const CELL = 5
/** Milliseconds by which pictures come late. */
const LATE = 400

/** A browser that can be replaced: one that hangs is of no use any more. */
export type Browsers = Readonly<{ now: () => Promise<Browser>; replace: () => Promise<void> }>

/** Measures all that was asked for of one candidate. */
export async function measure(
  candidate: Candidate,
  browsers: Browsers,
  options: Options,
  figures: ReturnType<typeof createFigures>,
): Promise<void> {
  const { sections, limit } = options
  const product = 'site' in candidate ? (candidate as Product) : null
  let isLost = false

  /** One cell or several that go together; what takes too long, or fails, says so in the first of them. */
  async function cell(
    about: Readonly<{ section: Section; name: string; size?: number; throttle?: number }>,
    take: () => Promise<Figure>,
  ): Promise<boolean> {
    const { size = 0, throttle = 1 } = about
    const add = (figure: Figure) => figures.add(candidate.name, { ...about, size, throttle, figure })
    try {
      add(await within(take(), limit))
      return true
    } catch (error) {
      const isLate = error instanceof TooLate
      const said = String(error instanceof Error ? error.message : error).split('\n')[0] ?? ''
      add({
        kind: 'none',
        why: isLate ? `> ${limit / 1_000} s` : said.replace(/^.*Error: /, '').slice(0, 60),
      })
      await browsers.replace()
      return false
    }
  }
  /** A page with the conversation in it. */
  async function mounted(size: number, setting: Setting = USUAL): Promise<Stage> {
    const stage = await candidate.open(await browsers.now(), size, setting)
    await stage.mount(limit)
    if (product && size > 20_000) await fill(stage as ProductStage, await product.site(size), size)
    await stage.page.evaluate(() => window.probe!.still(300))
    return stage
  }
  async function withPage<T>(size: number, setting: Setting, look: (stage: Stage) => Promise<T>): Promise<T> {
    const stage = await mounted(size, setting)
    try {
      return await look(stage)
    } finally {
      // where it cannot be closed, what went wrong before tells more
      await stage.close().catch(() => {})
    }
  }
  const times = (all: readonly Readonly<{ ms: number; cpu: number }>[]): Figure => ({
    kind: 'times',
    ms: all.map(({ ms }) => ms),
    cpu: all.map(({ cpu }) => cpu),
  })

  for (const throttle of options.throttles) {
    const setting = { ...USUAL, throttle }
    // a phone has no such conversation, and minutes are not the point
    const sizes = options.sizes.filter((size) => size <= (throttle > 1 ? LONG : candidate.largest))
    for (const size of sizes) {
      if (isLost) break
      const at = { size, throttle }
      if (product && sections.has('load') && size <= LONG) await loads(product, size, setting)
      if (sections.has('mount') && !(product && size > 20_000)) isLost = !(await mounts(size, setting))
      if (isLost) break
      if (sections.has('append'))
        await cell({ section: 'append', name: 'append', ...at }, () => appended(size, setting))
      if (product && sections.has('send') && size <= LONG)
        await cell({ section: 'send', name: 'Enter → own bubble painted', ...at }, () => sent(size, setting))
    }
  }
  if (isLost) return
  const has = (section: Section, size: number) => sections.has(section) && options.sizes.includes(size)
  if (has('idle', LONG))
    await cell(
      {
        section: 'idle',
        name: 'empty poll: CPU ms, DOM mutations, layouts, React commits,',
        size: LONG,
      },
      () => idled(LONG),
    )
  if (has('burst', LONG)) await cell({ section: 'burst', name: '+1,000', size: LONG }, () => burst(LONG))
  for (const size of [SHORT, LONG].filter((size) => has('prepend', size)))
    for (const anchoring of options.anchoring)
      for (const top of [150, 0])
        await cell(
          {
            section: 'prepend',
            name: `prepend of 50, ${top} px below the top${anchoring ? '' : ', WebKit-like'}: px in the worst frame, in the end; frames without it,`,
            size,
          },
          () => prepended(size, { ...USUAL, anchoring }, top),
        )
  if (has('late', SHORT))
    for (const anchoring of options.anchoring)
      await cell(
        {
          section: 'late',
          name: `late images${anchoring ? '' : ', WebKit-like'}: px from the end; jumps while reading up, px,`,
          size: SHORT,
        },
        () => late(SHORT, { ...USUAL, anchoring, late: LATE }),
      )
  if (has('fling', LONG))
    await cell(
      { section: 'fling', name: 'fling of 120 frames: dropped, blank, partly blank,', size: LONG },
      () => flung(LONG),
    )
  for (const size of options.sizes.filter((size) => size <= candidate.largest && sections.has('memory')))
    await cell({ section: 'memory', name: 'heap MiB, nodes in the list,', size }, () => remembered(size))
  if (sections.has('load') && !product)
    await cell({ section: 'load', name: 'first load, JS and CSS by gzip, KiB' }, () =>
      Promise.resolve({ kind: 'parts', parts: [[candidate.firstLoad()]], digits: 1 }),
    )

  async function loads(product: Product, size: number, setting: Setting): Promise<void> {
    const site = await product.site(size)
    const all: Awaited<ReturnType<typeof navigate>>[] = []
    const at = { size, throttle: setting.throttle }
    await cell({ section: 'load', name: 'navigation → newest message painted', ...at }, async () => {
      for (let i = 0; i < options.runs; i += 1)
        all.push(await navigate(await browsers.now(), site, setting, limit))
      return times(all)
    })
    if (all.length === 0 || setting.throttle > 1 || size !== options.sizes[0]) return
    for (const [name, which] of [
      ['first load, JS and CSS by gzip, KiB', 'first'],
      ['… until the conversation is idle, KiB', 'later'],
    ] as const)
      await cell({ section: 'load', name }, () =>
        Promise.resolve({ kind: 'parts', parts: [all.map((one) => one[which])], digits: 1 }),
      )
  }

  async function mounts(size: number, setting: Setting): Promise<boolean> {
    const at = { size, throttle: setting.throttle }
    const whole: number[] = []
    const isMounted = await cell({ section: 'mount', name: 'mount', ...at }, async () => {
      const all: { ms: number; cpu: number }[] = []
      for (let i = 0; i < options.runs; i += 1) {
        const stage = await candidate.open(await browsers.now(), size, setting)
        const took = await stage.mount(limit)
        all.push(took)
        if (product) whole.push((await (stage as ProductStage).whole(limit)) - took.at + took.ms)
        await stage.close()
      }
      return times(all)
    })
    if (product && isMounted && size > 2_000)
      await cell({ section: 'mount', name: 'mount, until all of it is there', ...at }, () =>
        Promise.resolve({ kind: 'parts', parts: [whole] }),
      )
    return isMounted
  }

  function appended(size: number, setting: Setting): Promise<Figure> {
    return withPage(size, setting, async (stage) => {
      const all: { ms: number; cpu: number }[] = []
      for (let i = 0; i < options.appends; i += 1)
        all.push(
          await stage.append([messageAt(size + i, { at: Date.now(), unread: true, theirs: true })], 8_000),
        )
      return times(all)
    })
  }

  function sent(size: number, setting: Setting): Promise<Figure> {
    return withPage(size, setting, async (stage) => {
      const all: { ms: number; cpu: number }[] = []
      for (let i = 0; i < Math.min(10, options.appends); i += 1)
        all.push(await (stage as ProductStage).send(`测试 ${size} ${i}`, 8_000))
      return times(all)
    })
  }

  function idled(size: number): Promise<Figure> {
    return withPage(size, USUAL, async (stage): Promise<Figure> => {
      // it has seen one arrive, as in a talk
      await stage.append([messageAt(size, { at: Date.now(), unread: true, theirs: true })], 8_000)
      // what is read out of it is cleared after three seconds
      await wait(4_000)
      const { cpu, mutations, layouts, commits } = await stage.idle(10)
      return { kind: 'parts', parts: [[cpu], [mutations], [layouts], [commits]], digits: 1 }
    })
  }

  async function burst(size: number): Promise<Figure> {
    const all: { ms: number; cpu: number }[] = []
    for (let i = 0; i < Math.min(3, options.runs); i += 1)
      await withPage(size, USUAL, async (stage) => {
        const now = Date.now()
        const rows = Array.from({ length: 1_000 }, (_, i) =>
          messageAt(size + i, { at: now - 1_000 + i, unread: true, theirs: true }),
        )
        all.push(await stage.append(rows, limit))
      })
    return times(all)
  }

  async function prepended(size: number, setting: Setting, top: number): Promise<Figure> {
    const all: Awaited<ReturnType<Stage['prepend']>>[] = []
    for (let i = 0; i < Math.min(2, options.runs); i += 1)
      all.push(await withPage(size, setting, (stage) => stage.prepend(top)))
    const parts = [all.map(({ worst }) => worst), all.map(({ end }) => end), all.map(({ gone }) => gone)]
    return { kind: 'parts', parts, digits: 1 }
  }

  function late(size: number, setting: Setting): Promise<Figure> {
    return withPage(size, setting, async (stage): Promise<Figure> => {
      await wait(2_500)
      const toEnd = await stage.page.evaluate(() => window.probe!.toEnd())
      const { jumps, sum } = await stage.drift()
      return { kind: 'parts', parts: [[toEnd], [jumps], [sum]] }
    })
  }

  function flung(size: number): Promise<Figure> {
    return withPage(size, USUAL, async (stage): Promise<Figure> => {
      const { dropped, blank, partly } = await stage.fling()
      return { kind: 'parts', parts: [[dropped], [blank], [partly]] }
    })
  }

  function remembered(size: number): Promise<Figure> {
    return withPage(size, USUAL, async (stage): Promise<Figure> => {
      // what pages of peers were handed is the harness's
      await stage.page.evaluate(() => Object.assign(window, { rows: undefined }))
      await stage.page.evaluate(() => window.probe!.still(500))
      for (let i = 0; i < 2; i += 1) await heapOf(stage.session)
      const heap = await heapOf(stage.session)
      const nodes = await stage.page.evaluate(() => window.probe!.nodes())
      return { kind: 'parts', parts: [[heap], [nodes]], digits: 1 }
    })
  }
}

class TooLate extends Error {}

async function within<T>(work: Promise<T>, limit: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TooLate()), CELL * limit)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
    // one that came too late fails by the browser that is closed
    work.catch(() => {})
  }
}
