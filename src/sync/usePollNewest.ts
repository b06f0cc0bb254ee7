import { useEffect, useRef } from 'react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useStore } from 'zustand'
import { type Pair, pairKey } from '~/domain/identity'
import type { Clock } from '~/lib/clock'
import { onWake } from '~/lib/wake'
import type { Chat } from './chat'
import { poll } from './poll'

/** A request this old (ms) is given up on waking: it may hang in a connection that no longer exists. */
const STALE_REQUEST = 5_000

/**
 * The poll loop: TanStack Query schedules it, the store alone holds what it brings. Call it from a component that renders
 * nothing; it renders with each change of the delay.
 */
export function usePollNewest(chat: Chat, clock: Clock, device: 'phone' | 'pc'): void {
  const client = useQueryClient()
  const delay = useStore(chat.store, (state) => state.delay)
  const pair = useStore(chat.store, (state) => state.pair)
  const running = useRef<Readonly<{ since: number }> | null>(null)

  const { refetch } = useQuery({
    queryKey: queryKeyOf(pair),
    queryFn: async ({ signal }) => {
      const mine = { since: clock.elapsed() }
      running.current = mine
      try {
        return await poll(chat, signal)
      } finally {
        // a poll that was given up may end after the next one has begun
        if (running.current === mine) running.current = null
      }
    },
    refetchInterval: delay,
    refetchIntervalInBackground: true,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    networkMode: 'always',
    retry: false,
    staleTime: 0,
    gcTime: 0,
    structuralSharing: false,
    notifyOnChangeProps: [],
  })

  useEffect(() => {
    const { store, pacer } = chat
    const key = queryKeyOf(store.getState().pair)
    let stopped = false
    const mayPoll = () => !stopped && store.getState().delay !== false && pacer.mayPoll()
    const pollNow = async () => {
      if (!mayPoll()) return
      // a poll that left before the reason for this one may not bring what it is about: one more follows it
      const joins = running.current !== null
      await refetch({ cancelRefetch: false })
      if (joins && mayPoll() && store.getState().link.failures === 0) await refetch({ cancelRefetch: false })
    }
    const stopNudges = store.subscribe((state, before) => state.nudges !== before.nudges && void pollNow())
    const stopWaking = onWake(
      () => {
        pacer.touch()
        const since = running.current?.since
        // `refetch` alone would join the request that hangs
        const hangs = since !== undefined && clock.elapsed() - since > STALE_REQUEST
        const ready = hangs ? client.cancelQueries({ queryKey: key }) : Promise.resolve()
        void ready.then(pollNow)
      },
      () => {
        pacer.apply()
        // the phone is about to freeze the page: what is under way would be cut in the middle
        if (device === 'phone') void client.cancelQueries({ queryKey: key })
      },
    )
    return () => {
      stopped = true
      stopNudges()
      stopWaking()
    }
  }, [chat, client, clock, device, refetch])
}

/** Without the cursor: the cache would keep an entry for each poll. */
const queryKeyOf = (pair: Pair) => ['newest', ...pairKey(pair)]
