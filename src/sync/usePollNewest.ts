import { useEffect } from 'react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useStore } from 'zustand'
import { type Pair, pairKey } from '~/domain/identity'
import { delay } from '~/lib/timer'
import type { Chat } from './chat'
import { poll } from './poll'
import { startSync, type Surroundings } from './startSync'

/**
 * The poll loop: TanStack Query schedules it, the store alone holds what it brings. Call it from a component that renders
 * nothing; it renders with each change of the delay.
 */
export function usePollNewest(chat: Chat, around: Surroundings): void {
  const client = useQueryClient()
  const pace = useStore(chat.store, (state) => state.delay)
  const { refetch } = useQuery(pollQuery(chat, pace))

  useEffect(() => {
    const { queryKey } = pollQuery(chat, false)
    let cancelled = Promise.resolve()
    let stopped = false
    const pollNow = async () => {
      // a poll that has just ended, or is being cancelled, would be joined
      await cancelled
      await delay(0)
      if (!stopped) await refetch({ cancelRefetch: false })
    }
    const stop = startSync(
      chat,
      {
        now: () => void pollNow(),
        cancel: () => {
          cancelled = client.cancelQueries({ queryKey })
        },
      },
      around,
    )
    return () => {
      stopped = true
      stop()
    }
  }, [chat, client, around, refetch])
}

/**
 * The query: its interval is the only retry, and nothing of the browser's own triggers; both are the engine's. The cached
 * value is a small receipt.
 */
export const pollQuery = (chat: Chat, pace: number | false) => ({
  queryKey: queryKeyOf(chat.store.getState().pair),
  queryFn: ({ signal }: Readonly<{ signal: AbortSignal }>) => poll(chat, signal),
  refetchInterval: pace,
  refetchIntervalInBackground: true,
  refetchOnWindowFocus: false,
  refetchOnReconnect: false,
  networkMode: 'always' as const,
  retry: false,
  staleTime: 0,
  gcTime: 0,
  structuralSharing: false,
  notifyOnChangeProps: [],
})

/** Without the cursor: the cache would keep an entry for each poll. */
const queryKeyOf = (pair: Pair) => ['newest', ...pairKey(pair)]
