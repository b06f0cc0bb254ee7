import { createStore, type StoreApi } from 'zustand/vanilla'
import type { ListTrouble } from '~/domain/desk/listTrouble'
import type { Summary } from '~/domain/desk/summary'

/** All conversations of a salesperson, as far as more than one of them is concerned. Members are named by their ids. */
export type DeskState = Readonly<{
  /** Whose conversation is in front; null: nobody's. */
  open: string | null
  summaries: ReadonlyMap<string, Summary>
  /** What is being written to those whose conversation is not in front. */
  drafts: ReadonlyMap<string, string>
  /** Whose conversation keeps itself up to date: the one in front, and those with own messages on their way. */
  live: readonly string[]
  /** Seconds between two looks at those that the request budget leaves waiting for longer than they should. */
  slower: ReadonlyMap<string, number>
  /** How far the server's clock runs ahead of the true time, ms, as the conversations tell. */
  skew: number
  /** Why no row is up to date, and since when; null: the server answers. */
  trouble: ListTrouble | null
  /** Where the list comes from: this browser alone, a host that tells it, or one that does not answer. */
  source: 'own' | 'host' | 'failed'
}>

export type DeskStore = StoreApi<DeskState> &
  Readonly<{
    setOpen: (id: string | null) => void
    setSummaries: (rows: readonly (readonly [id: string, summary: Summary])[]) => void
    /** '': nothing is being written. */
    setDraft: (id: string, text: string) => void
    setLive: (ids: readonly string[]) => void
    setSlower: (slower: ReadonlyMap<string, number>) => void
    setSkew: (skew: number) => void
    setTrouble: (trouble: ListTrouble | null) => void
    setSource: (source: DeskState['source']) => void
    /** Nothing is known of that member any more. */
    forget: (id: string) => void
  }>

/** Every action leaves the state object alone when it changes nothing. */
export function createDeskStore(): DeskStore {
  const store = createStore<DeskState>(() => ({
    open: null,
    summaries: new Map(),
    drafts: new Map(),
    live: [],
    slower: new Map(),
    skew: 0,
    trouble: null,
    source: 'own',
  }))
  const { getState, setState } = store
  return {
    ...store,
    setOpen: (open) => {
      if (getState().open !== open) setState({ open })
    },
    setSummaries: (rows) => {
      const { summaries } = getState()
      const news = rows.filter(([id, summary]) => summaries.get(id) !== summary)
      if (news.length > 0) setState({ summaries: new Map([...summaries, ...news]) })
    },
    setDraft: (id, text) => {
      const { drafts } = getState()
      if ((drafts.get(id) ?? '') === text) return
      const next = new Map(drafts)
      if (text === '') next.delete(id)
      else next.set(id, text)
      setState({ drafts: next })
    },
    setLive: (live) => {
      if (live.join('\n') !== getState().live.join('\n')) setState({ live })
    },
    setSlower: (slower) => {
      const { slower: before } = getState()
      const isSame = slower.size === before.size && [...slower].every(([id, ms]) => before.get(id) === ms)
      if (!isSame) setState({ slower })
    },
    setSkew: (skew) => {
      if (getState().skew !== skew) setState({ skew })
    },
    setTrouble: (trouble) => {
      const { trouble: before } = getState()
      if (before?.kind !== trouble?.kind || before?.since !== trouble?.since) setState({ trouble })
    },
    setSource: (source) => {
      if (getState().source !== source) setState({ source })
    },
    forget: (id) => {
      const { summaries, drafts, open } = getState()
      const without = <T>(map: ReadonlyMap<string, T>) => new Map([...map].filter(([key]) => key !== id))
      setState({
        summaries: without(summaries),
        drafts: without(drafts),
        open: open === id ? null : open,
      })
    },
  }
}
