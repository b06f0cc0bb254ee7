import { deviceClock } from '~/lib/clock'
import { onFirstTouch } from '~/lib/firstTouch'
import { loadAgain } from '~/lib/loadAgain'
import type { Page } from '~/lib/page'
import type { Chat } from '~/sync/chat'
import type { Words } from '~/view/words'
import type { Config } from './config'
import { watchGesture } from './diagnosisGesture'
import type { createDiagnosis } from './Diagnosis'

/** Part of no first load: few people ever see it. */
export const loadDiagnosis = () => import('./Diagnosis')

type Patient = Readonly<{ chat: Chat; config: Config; words: Words }>

/**
 * Opens the diagnosis when somebody asks for it. It is loaded with the first touch of the page, or as soon as anything fails: there may be no
 * network later. Where it does not arrive the question stands, and each change of the connection tries again. Returns what ends it.
 */
export function bringDiagnosis({ chat, config, words }: Patient, page: Pick<Page, 'watch'>): () => void {
  const again = loadAgain(loadDiagnosis)
  let diagnosis: ReturnType<typeof createDiagnosis> | null = null
  let isAsked = false
  let isLoading = false
  let isOver = false

  const bring = () => {
    if (diagnosis || isLoading || isOver) return
    isLoading = true
    again().then(
      (module) => {
        if (isOver) return
        diagnosis = module.createDiagnosis({ chat: () => chat, config, words })
        if (isAsked) diagnosis.toggle()
      },
      () => (isLoading = false),
    )
  }
  const look = () => {
    // QA's panel looks from the start
    if (isAsked || chat.store.getState().link.failures > 0 || import.meta.env.MODE !== 'production') bring()
  }
  const asked = () => {
    if (diagnosis) return diagnosis.toggle()
    isAsked = true
    bring()
  }
  const stopWatching = watchGesture(asked, deviceClock.elapsed)
  const stopTouch = onFirstTouch(bring)
  const stopListening = chat.store.subscribe(({ link }, before) => link !== before.link && look())
  const stopPage = page.watch(look)
  look()
  return () => {
    isOver = true
    stopPage()
    stopListening()
    stopTouch()
    stopWatching()
    diagnosis?.stop()
  }
}
