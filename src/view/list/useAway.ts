import { useEffect, useState } from 'react'
import { listen } from '~/lib/listen'

/**
 * Whether a message came while nobody looked: the page is hidden, or `at` (true UTC ms) is from before it was shown again.
 * `shown` is called when it is.
 */
export function useAway(now: () => number, shown: () => void): (at: number) => boolean {
  const [visits] = useState(createVisits)
  useEffect(() => {
    const onChange = () => {
      if (isPageHidden()) return
      visits.begin(now())
      shown()
    }
    return listen(document, { visibilitychange: onChange })
  }, [visits, now, shown])
  return visits.isAway
}

export const isPageHidden = (): boolean => document.visibilityState === 'hidden'

function createVisits() {
  let since = -Infinity
  return {
    begin: (at: number) => {
      since = at
    },
    isAway: (at: number) => isPageHidden() || at < since,
  }
}
