import { GONE_AFTER } from './shareDesk'

/** What a window of this desk has in front, and which conversations it needs kept up to date. */
export type Shown = Readonly<{
  /** null: none is in front. */
  id: string | null
  /** Somebody sees the window, and it has the keyboard. */
  looking: boolean
  needs: readonly string[]
}>

/** What the other windows of this desk have in front, as far as they are still there. `now`: `elapsed` ms. */
export function createElsewhere(now: () => number) {
  const windows = new Map<string, Shown & Readonly<{ at: number }>>()
  const there = () => {
    for (const [window, { at }] of windows) if (now() - at > GONE_AFTER) windows.delete(window)
    return [...windows.values()]
  }
  return {
    noted: (window: string, shown: Shown) => void windows.set(window, { ...shown, at: now() }),
    /** Members whose conversation another window needs kept up to date: somebody sees it, or something is on its way. */
    ids: (): ReadonlySet<string> => new Set(there().flatMap(({ needs }) => needs)),
    /** Somebody looks at that conversation in another window. */
    isLookedAt: (id: string): boolean => there().some((shown) => shown.looking && shown.id === id),
  }
}
