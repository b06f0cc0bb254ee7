import { isTold } from '~/domain/link'
import { ACTIVE_FOR, nextDelay } from '~/domain/pacing'
import type { Clock } from '~/lib/clock'
import { after } from '~/lib/timer'
import type { ChatStore } from '~/store/chatStore'
import type { ApiFailure } from '~/wire/errors'

/** Milliseconds after which an unanswered poll is told of. */
const SLOW = 8_000

export type PacerOptions = Readonly<{
  clock: Clock
  device: 'phone' | 'pc'
  isVisible: () => boolean
  random: () => number
}>

/** Keeps the store's `delay` and `link` in step with what happens. */
export type Pacer = ReturnType<typeof createPacer>

export function createPacer(
  store: Pick<ChatStore, 'getState' | 'setDelay' | 'setLink'>,
  { clock, device, isVisible, random }: PacerOptions,
) {
  let activeUntil = clock.elapsed() + ACTIVE_FOR
  let drawn = random()
  let callOff: (() => void) | null = null
  let notBefore = 0

  const apply = () => {
    const { failures, failure } = store.getState().link
    const active = clock.elapsed() < activeUntil
    store.setDelay(nextDelay({ failures, failure, active, visible: isVisible(), device, random: drawn }))
  }

  return {
    /** Applies what may have changed outside: visibility, the end of an active spell. */
    apply,
    /** Somebody is there: the talk is active from now on. */
    touch: () => {
      activeUntil = clock.elapsed() + ACTIVE_FOR
      apply()
    },
    /** false while the server asked not to be asked: waking and sending do not override that. */
    mayPoll: () => clock.elapsed() >= notBefore,
    /** A poll has left. */
    started: () => {
      callOff?.()
      callOff = after(SLOW, () => isVisible() && store.setLink({ slow: true }))
    },
    /** It was answered. */
    succeeded: () => {
      callOff?.()
      const wasTold = isTold(store.getState().link)
      store.setLink({ failures: 0, failure: null, slow: false, ...(wasTold && { restored: true }) })
      apply()
    },
    /** It failed; the draw for the back-off is made here, once. */
    failed: (failure: ApiFailure) => {
      callOff?.()
      drawn = random()
      notBefore = clock.elapsed() + (failure.kind === 'http' ? (failure.retryAfter ?? 0) : 0)
      const { failures } = store.getState().link
      store.setLink({ failures: failures + 1, failure, restored: false })
      apply()
    },
    /** It was aborted by us: nobody's failure. */
    aborted: () => {
      callOff?.()
      store.setLink({ slow: false })
    },
  }
}
