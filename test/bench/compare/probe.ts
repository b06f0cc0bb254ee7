import type { Listed } from './contract'

/** How long something took, and when it was there, ms of the page's clock. */
export type Took = Readonly<{ ms: number; at: number }>
export type Strayed = Readonly<{
  /** Px by which the first message in view stood elsewhere than before, at worst, in any painted frame and in the end. */
  worst: number
  end: number
  /** Painted frames in which it was not there at all. */
  gone: number
  frames: number
}>
export type Flung = Readonly<{
  frames: number
  dropped: number
  blank: number
  partly: number
  moved: number
}>
export type Drifted = Readonly<{ jumps: number; sum: number; worst: number }>
export type Probe = Readonly<{
  frame: () => Promise<void>
  scroller: () => Element
  painted: (id: string, since: number, limit: number) => Promise<Took>
  paintedText: (text: string, since: number, limit: number) => Promise<Took>
  still: (ms?: number) => Promise<void>
  scrollTo: (top: number) => Promise<void>
  stray: (act: () => unknown, frames: number) => Promise<Strayed>
  fling: (step: number, frames: number) => Promise<Flung>
  drift: (step: number, frames: number) => Promise<Drifted>
  count: () => void
  responded: (path: string) => number
  counted: () => Readonly<{ mutations: number; commits: number }>
  nodes: () => number
  toEnd: () => number
}>

declare global {
  interface Window {
    probe?: Probe
    /** What React calls, in production too, if it is there before React is. */
    __REACT_DEVTOOLS_GLOBAL_HOOK__?: unknown
  }
}

/**
 * Puts `window.probe` into a page before any script of its own runs. It looks, and changes nothing but where the list is scrolled to.
 * All of it stands in this one function, for it is sent there as a text. `listed`: of a page that has no `window.bench`.
 */
export function installProbe(listed?: Readonly<{ scroller: string; idAttribute: string }>): void {
  let commits = 0
  let mutations = 0
  window.__REACT_DEVTOOLS_GLOBAL_HOOK__ = {
    supportsFiber: true,
    renderers: new Map(),
    inject: () => 1,
    onCommitFiberRoot: () => void (commits += 1),
    onCommitFiberUnmount: () => {},
    onPostCommitFiberRoot: () => {},
    checkDCE: () => {},
  }
  // pictures would fill it before what is looked for has come
  performance.setResourceTimingBufferSize(100_000)

  const own: Listed | undefined = listed && {
    scroller: () => document.querySelector(listed.scroller),
    idAttribute: listed.idAttribute,
  }
  const list = (): Listed => {
    const found = own ?? window.bench
    if (!found) throw new Error('The page has no window.bench.')
    return found
  }
  const scroller = (): Element => {
    const element = list().scroller()
    if (!element) throw new Error('The page has no list.')
    return element
  }
  const animationFrame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve))
  /** The next task: after a frame was begun it comes when that is painted. */
  const task = () =>
    new Promise<void>((resolve) => {
      const { port1, port2 } = new MessageChannel()
      port1.addEventListener('message', () => {
        port1.close()
        resolve()
      })
      port1.start()
      port2.postMessage(null)
    })
  const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))
  /** Resolves when the next frame was laid out, its resize observers have run, and it is painted. */
  const frame = async () => {
    await animationFrame()
    await task()
  }

  const idOf = (element: Element): string | null => {
    const { idAttribute } = list()
    return element.closest(`[${idAttribute}]`)?.getAttribute(idAttribute) ?? null
  }
  const find = (id: string): Element | null => {
    const { idAttribute, parent } = list()
    let last = parent?.()?.lastElementChild
    for (let i = 0; last && i < 3; i += 1, last = last.previousElementSibling)
      if (last.getAttribute(idAttribute) === id) return last
    return (
      list()
        .scroller()
        ?.querySelector(`[${idAttribute}="${CSS.escape(id)}"]`) ?? null
    )
  }
  /** The newest message, without searching all of them where all are in the page. */
  const newest = (): Element | null => {
    const last = list().parent?.()?.lastElementChild
    if (last) return last
    const all = list().scroller()?.querySelectorAll(`[${list().idAttribute}]`)
    return all?.[all.length - 1] ?? null
  }
  /** Whether the whole of it is in view; of one that is higher than the view, its end. */
  const isInView = (element: Element): boolean => {
    const at = element.getBoundingClientRect()
    const view = scroller().getBoundingClientRect()
    const isEnd = at.height > 0 && at.bottom <= view.bottom + 2 && at.bottom > view.top + 4
    return isEnd && getComputedStyle(element).visibility !== 'hidden'
  }
  const until = async (found: () => Element | null, since: number, limit: number): Promise<Took> => {
    for (;;) {
      await frame()
      const element = found()
      const at = performance.now()
      if (element && isInView(element)) return { ms: at - since, at }
      if (at - since > limit)
        throw new Error(`not in ${element ? 'view' : 'the page'} after ${limit / 1_000} s`)
    }
  }

  // an engine takes no taps while it scrolls, and what is at a point would not be found
  const withTaps = () => {
    const styles = new CSSStyleSheet()
    styles.replaceSync('* { pointer-events: auto !important }')
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, styles]
  }
  const columns = [0.12, 0.3, 0.5, 0.7, 0.88]
  const messageAtPoint = (y: number): Element | null => {
    const element = scroller()
    const view = element.getBoundingClientRect()
    for (const part of columns) {
      const hit = document.elementFromPoint(view.left + view.width * part, y)
      const id = hit && element.contains(hit) ? idOf(hit) : null
      if (hit && id !== null) return hit.closest(`[${list().idAttribute}]`)
    }
    return null
  }
  /** The first message in view. */
  const first = (): Element | null => {
    const view = scroller().getBoundingClientRect()
    for (let y = view.top + 4; y < view.bottom; y += 6) {
      const found = messageAtPoint(y)
      if (found) return found
    }
    return null
  }
  /** Where messages stood in the next frame as it was painted: an observer is told then, whatever changes before it hears of it. */
  const paintedTop = async (id: string): Promise<number | null> => {
    await animationFrame()
    const element = find(id)
    if (!element) return null
    return new Promise((resolve) => {
      const observer = new IntersectionObserver(([entry]) => {
        observer.disconnect()
        resolve(entry && entry.boundingClientRect.height > 0 ? entry.boundingClientRect.top : null)
      })
      observer.observe(element)
    })
  }

  const observer = new MutationObserver((records) => {
    for (const { type, addedNodes, removedNodes } of records)
      mutations += type === 'childList' ? addedNodes.length + removedNodes.length : 1
  })

  window.probe = {
    frame,
    scroller,
    painted: (id, since, limit) => until(() => find(id), since, limit),
    paintedText: (text, since, limit) =>
      until(
        () => {
          const last = newest()
          return last?.textContent.includes(text) ? last : null
        },
        since,
        limit,
      ),
    /** Until nothing was changed for so many ms, four seconds at most. */
    async still(ms = 200) {
      let last = performance.now()
      const began = last
      const changes = new MutationObserver(() => void (last = performance.now()))
      changes.observe(document, { subtree: true, childList: true, attributes: true, characterData: true })
      while (performance.now() - last < ms && performance.now() - began < 4_000) await sleep(30)
      changes.disconnect()
    },
    async scrollTo(top) {
      scroller().scrollTop = top
      await frame()
      await frame()
    },
    /** Does it, and follows the first message in view through so many frames from the first change on. */
    async stray(act, frames) {
      withTaps()
      const element = scroller()
      const [top0, height0] = [element.scrollTop, element.scrollHeight]
      const hasChanged = () => element.scrollTop !== top0 || element.scrollHeight !== height0
      const message = first()
      const id = message && idOf(message)
      if (id === null) throw new Error('no message in view')
      const start = await paintedTop(id)
      if (start === null) throw new Error('no message in view')
      void act()
      let [worst, end, gone, seen] = [0, 0, 0, 0]
      const began = performance.now()
      while (seen < frames) {
        const top = await paintedTop(id)
        if (top === null) gone += 1
        else {
          end = Math.abs(top - start)
          worst = Math.max(worst, end)
        }
        if (seen > 0 || hasChanged() || top === null || worst > 1) seen += 1
        if (seen === 0 && performance.now() - began > 8_000) throw new Error('nothing came')
      }
      return { worst, end, gone, frames: seen }
    },
    /** Scrolls up by `step` px in each of so many frames. Dropped: frames of the screen in which none came; blank: nothing in view. */
    async fling(step, frames) {
      withTaps()
      const element = scroller()
      const view = element.getBoundingClientRect()
      const lines = [0.1, 0.3, 0.5, 0.7, 0.9].map((part) => view.top + view.height * part)
      const nudges = [0, 10, -10, 20, -20, 30]
      const isCovered = (y: number) => nudges.some((by) => messageAtPoint(y + by))
      const from = element.scrollTop
      const times: number[] = []
      let [blank, partly] = [0, 0]
      for (let i = 0; i < frames; i += 1) {
        times.push(await animationFrame())
        element.scrollTop -= step
        await task()
        const bare = lines.filter((y) => !isCovered(y)).length
        if (bare === lines.length) blank += 1
        else if (bare > 0) partly += 1
      }
      const gaps = times.slice(1).map((time, i) => time - (times[i] ?? time))
      const dropped = gaps.reduce((sum, gap) => sum + Math.max(0, Math.round(gap / (1_000 / 60)) - 1), 0)
      return { frames, dropped, blank, partly, moved: Math.round(from - element.scrollTop) }
    },
    /** Reads upwards by `step` px a frame: what moves the first message in view by more or less than that is a jump. */
    async drift(step, frames) {
      withTaps()
      const element = scroller()
      let [jumps, sum, worst] = [0, 0, 0]
      for (let i = 0; i < frames; i += 1) {
        const message = first()
        const id = message && idOf(message)
        const before = message?.getBoundingClientRect().top ?? 0
        const room = Math.min(step, element.scrollTop)
        element.scrollTop -= room
        const top = id === null ? null : await paintedTop(id)
        if (top === null) await frame()
        else {
          const by = Math.abs(top - before - room)
          if (by <= 1.5) continue
          jumps += 1
          sum += by
          worst = Math.max(worst, by)
        }
      }
      return { jumps, sum: Math.round(sum), worst: Math.round(worst) }
    },
    /** From now on. */
    count() {
      observer.disconnect()
      observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true })
      commits = 0
      mutations = 0
    },
    /** Nodes that were added, removed or changed in the document, and commits of React, since `count`. */
    counted() {
      for (const { type, addedNodes, removedNodes } of observer.takeRecords())
        mutations += type === 'childList' ? addedNodes.length + removedNodes.length : 1
      return { mutations, commits }
    },
    /** When the last answer of that path was there. */
    responded(path) {
      const entries = performance.getEntriesByType('resource') as PerformanceResourceTiming[]
      const isOfPath = ({ name }: PerformanceEntry) => name.includes(path)
      return entries.reverse().find(isOfPath)?.responseEnd ?? Number.NaN
    },
    /** Elements and texts in the list. */
    nodes() {
      const walker = document.createTreeWalker(scroller(), NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT)
      let count = 0
      while (walker.nextNode()) count += 1
      return count
    },
    /** Px below the view. */
    toEnd: () => Math.round(scroller().scrollHeight - scroller().scrollTop - scroller().clientHeight),
  }
}
