import { type Entry, emptyState, type WorldState } from './state'

/** Where worlds are remembered that several pages share. */
export type Memory = Readonly<{
  /**
   * Lets `act` read and change what the world of this key remembers, and keeps it; nobody else does so in between. A
   * world that is not known yet is empty. Rejects if it cannot be kept: then nothing has changed.
   */
  change: <T>(key: string, act: (state: WorldState) => T) => Promise<T>
}>

/** A place for plain data that pages share. */
export type Store = Readonly<{
  /** One turn has the place for itself, from its first `get` to its last `put`; all of its puts are kept or none. */
  turn: <T>(work: (turn: Turn) => Promise<T>) => Promise<T>
}>

/** What may be done in a turn: nothing else may be waited for there, or the turn ends. */
export type Turn = Readonly<{
  /** undefined where nothing was put. */
  get: (key: string) => Promise<unknown>
  put: (key: string, value: unknown) => void
}>

/** What changes with every request. The rows lie apart: they change seldom, and there may be thousands. */
type Head = Omit<WorldState, 'entries'> & Readonly<{ revision: number }>

/** A memory in a store: all who use the same store share its worlds. */
export function sharedMemory(store: Store): Memory {
  /** The rows as this page last saw them, so that it reads them again only when another page has changed them. */
  const seen = new Map<string, Readonly<{ revision: number; entries: Entry[] }>>()

  const rowsOf = async (turn: Turn, key: string, revision: number) => {
    const known = seen.get(key)
    return known?.revision === revision ? known.entries : ((await turn.get(`${key} rows`)) as Entry[])
  }

  const change = <T>(key: string, act: (state: WorldState) => T) =>
    store.turn(async (turn) => {
      const head = (await turn.get(key)) as Head | undefined
      const { revision, ...rest } = head ?? { ...emptyState(), revision: 0 }
      const state: WorldState = { ...rest, entries: head ? await rowsOf(turn, key, revision) : [] }
      const before = state.entries.map(({ row }) => row)
      const result = act(state)

      const { entries, ...others } = state
      const isSame = entries.length === before.length && entries.every(({ row }, i) => row === before[i])
      const next = head && isSame ? revision : revision + 1
      turn.put(key, { ...others, revision: next } satisfies Head)
      if (next !== revision) turn.put(`${key} rows`, entries)
      seen.set(key, { revision: next, entries })
      return result
    })

  return {
    async change(key, act) {
      try {
        return await change(key, act)
      } catch (error) {
        // what was changed in vain must not be taken for what is kept
        seen.delete(key)
        throw error
      }
    },
  }
}

/** A memory of this page or server alone, for as long as it runs. */
export function pageMemory(states = new Map<string, WorldState>()): Memory {
  return {
    async change(key, act) {
      const state = states.get(key) ?? emptyState()
      states.set(key, state)
      return act(state)
    },
  }
}
