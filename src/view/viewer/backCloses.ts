import { after } from '~/lib/timer'

/** Marks the entry of the history that stands for what is open. The address stays as it is. */
const MARK = 'jhViewer'

/** Milliseconds to wait for a way back that the browser may have refused. */
const GIVEN_UP = 1_000

/** Under way back from an entry of ours; resolves there. */
let leaving: Promise<void> | null = null

const isMarked = () => (history.state as Record<string, unknown> | null)?.[MARK] === true

/**
 * Has the browser's Back close what is open, and do nothing else. Call what it returns once it is closed, by whatever means.
 * WeChat on iPhones shows a bar of its own, for good, to whoever has an entry to go back to: there it is left alone.
 */
export function backCloses(close: () => void, userAgent = navigator.userAgent): () => void {
  if (/MicroMessenger/i.test(userAgent) && /iPhone|iPad/.test(userAgent)) return () => {}
  let isOver = false
  let hasEntered = false
  const enter = () => {
    if (isOver) return
    // it is ours already where the page was loaded anew with the viewer open
    if (!isMarked()) history.pushState({ ...(history.state as object | null), [MARK]: true }, '')
    hasEntered = true
  }
  const onPop = () => {
    if (!hasEntered || isMarked()) return
    hasEntered = false
    close()
  }
  window.addEventListener('popstate', onPop)
  if (leaving) void leaving.then(enter)
  else enter()
  return () => {
    isOver = true
    window.removeEventListener('popstate', onPop)
    if (!hasEntered || !isMarked()) return
    leaving = new Promise<void>((resolve) => {
      const end = () => {
        callOff()
        window.removeEventListener('popstate', end)
        leaving = null
        resolve()
      }
      const callOff = after(GIVEN_UP, end)
      window.addEventListener('popstate', end)
    })
    history.back()
  }
}
