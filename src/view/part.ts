import { useEffect, useSyncExternalStore } from 'react'
import { loadAgain } from '~/lib/loadAgain'

/** A part of the view that the first frame does without. */
export type Part<T> = Readonly<{
  /** null until it has arrived. */
  now: () => T | null
  /** Asks for it, unless it is there or under way. Resolves also where it does not arrive. */
  bring: () => Promise<void>
  subscribe: (listener: () => void) => () => void
}>

/** Once it has arrived it is there at once for all who use it; where it does not, it is asked for again as somebody wants it. */
export function createPart<T>(load: () => Promise<T>): Part<T> {
  const again = loadAgain(load)
  const listeners = new Set<() => void>()
  let part: T | null = null
  let bringing: Promise<void> | null = null
  return {
    now: () => part,
    bring() {
      if (part) return Promise.resolve()
      bringing ??= again().then(
        (loaded) => {
          part = loaded
          for (const listener of listeners) listener()
        },
        () => {
          bringing = null
        },
      )
      return bringing
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

/** The part, or null for as long as it is not there. It is asked for while it is `wanted`. */
export function usePart<T>(part: Part<T>, wanted = true): T | null {
  const { now, bring, subscribe } = part
  useEffect(() => {
    if (wanted) void bring()
  }, [bring, wanted])
  return useSyncExternalStore(subscribe, now)
}
