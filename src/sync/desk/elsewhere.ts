import { GONE_AFTER } from './shareDesk'

type Shown = Readonly<{ id: string | null; visible: boolean; at: number }>

/** What the other windows of this desk have in front, as far as they are still there. `now`: `elapsed` ms. */
export function createElsewhere(now: () => number) {
  const windows = new Map<string, Shown>()
  return {
    noted: (window: string, id: string | null, visible: boolean) =>
      void windows.set(window, { id, visible, at: now() }),
    /** Members whose conversation somebody sees in another window. */
    ids: (): ReadonlySet<string> => {
      const ids = new Set<string>()
      for (const [window, { id, visible, at }] of windows) {
        if (now() - at > GONE_AFTER) windows.delete(window)
        else if (id !== null && visible) ids.add(id)
      }
      return ids
    },
  }
}
