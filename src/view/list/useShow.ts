import { type Ref, useImperativeHandle, useLayoutEffect, useState } from 'react'
import { after } from '~/lib/timer'
import type { Rows } from './rows'

/** What the page may ask of the list. */
export type MessageListHandle = Readonly<{
  /** Leads the reader to a message by its row's key, with the focus, and marks it for a while; nothing if it is not there. */
  show: (key: string) => void
}>

/** Milliseconds for which a message that one was led to is marked. */
const MARKED_FOR = 2_000

type Options = Readonly<{ rows: Rows; lead: (key: string) => void; focusOn: (key: string) => void }>

/** Lets others show a message: the key of the one that is marked, null for none. */
export function useShow(ref: Ref<MessageListHandle> | undefined, { rows, lead, focusOn }: Options) {
  // an object of its own each time: the same message may be shown again
  const [shown, setShown] = useState<Readonly<{ key: string }> | null>(null)
  useImperativeHandle(ref, () => ({
    show: (key) => {
      if (rows.indexOf(key) >= 0) setShown({ key })
    },
  }))
  // once what covered the list is gone: what is hidden takes no focus
  useLayoutEffect(() => {
    if (!shown) return undefined
    lead(shown.key)
    focusOn(shown.key)
    return after(MARKED_FOR, () => setShown(null))
  }, [shown, lead, focusOn])
  return shown?.key ?? null
}
