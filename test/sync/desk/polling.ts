import type { Chat } from '~/sync/chat'
import { poll } from '~/sync/poll'
import { startSync, type Surroundings } from '~/sync/startSync'

/** Keeps a conversation up to date as the page does; returns what ends it. */
export function polling({ chat, around }: Readonly<{ chat: Chat; around: Surroundings }>): () => void {
  let under: AbortController | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let isOver = false
  const ask = async () => {
    if (under || isOver) return
    const mine = new AbortController()
    under = mine
    await poll(chat, mine.signal).catch(() => {})
    under = null
    arm()
  }
  const arm = () => {
    clearTimeout(timer)
    const { delay } = chat.store.getState()
    if (delay !== false && !isOver) timer = setTimeout(() => void ask(), delay)
  }
  const stopListening = chat.store.subscribe((now, before) => {
    if (now.delay !== before.delay && !under) arm()
  })
  const stop = startSync(
    chat,
    { now: () => void Promise.resolve().then(ask), cancel: () => under?.abort() },
    around,
  )
  void ask()
  return () => {
    isOver = true
    clearTimeout(timer)
    stopListening()
    stop()
  }
}
