import { listen } from './listen'

/** What a page goes through. `hint`: it may have slept, or the network may be back, or gone; only a request tells. */
export type PageEvent = 'shown' | 'hidden' | 'hint' | 'frozen' | 'thawed'

/** The page that the conversation stands in, handed in so that tests own it. */
export type Page = Readonly<{
  isVisible: () => boolean
  /** Tells what happens to the page; returns what ends it. */
  watch: (happened: (event: PageEvent) => void) => () => void
  /** Whether its window has the keyboard; web views of phones do not tell reliably. */
  hasFocus: () => boolean
  /** Calls back as that changes; returns what ends it. */
  watchFocus: (changed: () => void) => () => void
}>

export const browserPage: Page = {
  isVisible: () => document.visibilityState !== 'hidden',
  watch(happened) {
    const onVisibility = () => happened(document.visibilityState === 'hidden' ? 'hidden' : 'shown')
    const onFreeze = () => happened('frozen')
    const onThaw = () => happened('thawed')
    // the first showing is no return
    const onPageShow = (event: PageTransitionEvent) => event.persisted && happened('thawed')
    const onNetwork = () => happened('hint')
    const ends = [
      listen(document, { visibilitychange: onVisibility, freeze: onFreeze, resume: onThaw }),
      listen(window, { pagehide: onFreeze, pageshow: onPageShow, online: onNetwork, offline: onNetwork }),
    ]
    return () => {
      for (const end of ends) end()
    }
  },
  hasFocus: () => document.hasFocus(),
  watchFocus: (changed) => listen(window, { focus: changed, blur: changed }),
}
