import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { backoff } from '~/lib/backoff'
import { deviceClock } from '~/lib/clock'
import { browserPage } from '~/lib/page'
import { after } from '~/lib/timer'
import { isBlocking, waitOf } from '~/domain/link'
import { Notice } from '~/ui/Notice'
import { Failed, Loading } from '~/view/list/EmptyList'
import type { Words } from '~/view/words'
import { troubleWords } from '~/view/words.trouble'
import { type ApiFailure, failureOf } from '~/wire/errors'
import { askIdentity, type Identity } from '~/wire/identity'
import type { ConfigResult } from './config'

type Props = Readonly<{
  /** Where the host tells who is looking. */
  url: string
  read: (identity: Identity) => ConfigResult
  words: Words
  page: (result: ConfigResult) => ReactNode
}>

/** Asks the host who is looking before anything is shown, and again on each return to the page: somebody else may be by then. */
export function Entrance({ url, read, words, page }: Props) {
  const { identity, failure, retry } = useIdentity(url)
  const result = useMemo(() => identity && read(identity), [identity, read])
  if (result) return page(result)
  if (!failure)
    return (
      <div className="animate-soon">
        <Loading words={words} />
      </div>
    )
  const isSignedOut = failure.kind === 'http' && [401, 403].includes(failure.status)
  return (
    <main data-shell className="mx-auto h-viewport w-full max-w-[860px] bg-surface">
      <h1 className="sr-only">{document.title}</h1>
      {isSignedOut && (
        <Notice
          tone="trouble"
          text={troubleWords(words.lang).notices.signedOut}
          actions={[{ label: words.actions.retry, onClick: retry }]}
        />
      )}
      <Failed words={words} onRetry={isSignedOut ? null : retry} />
    </main>
  )
}

/** Milliseconds until it is asked again after a failure, growing to the second; where nobody is signed in at once to that. */
const FIRST = 2_000
const LONGEST = 60_000

type Told = Readonly<{ identity: Identity | null; failure: ApiFailure | null }>

function useIdentity(url: string): Told & Readonly<{ retry: () => void }> {
  const [told, setTold] = useState<Told>({ identity: null, failure: null })
  const ask = useRef(() => {})
  useEffect(() => {
    let failures = 0
    /** `elapsed` ms until which the host asked to be left alone. */
    let notBefore = -Infinity
    let callOff = () => {}
    let controller = new AbortController()
    const run = async () => {
      callOff()
      controller.abort()
      controller = new AbortController()
      const { signal } = controller
      try {
        const identity = await askIdentity(url, signal)
        failures = 0
        if (!signal.aborted)
          setTold((before) => (isSame(before.identity, identity) ? before : { identity, failure: null }))
      } catch (error) {
        const failure = failureOf(error)
        if (signal.aborted || !failure) return
        // who was looking may go on: whether they are still let in the messages tell
        setTold((before) => (before.identity ? before : { identity: null, failure }))
        failures += 1
        const wait = waitOf(failure)
        const pause = isBlocking(failure) ? LONGEST : backoff(FIRST, failures, LONGEST, Math.random())
        notBefore = deviceClock.elapsed() + wait
        callOff = after(Math.max(wait, pause), () => void run())
      }
    }
    ask.current = () => void run()
    void run()
    const stop = browserPage.watch((event) => {
      const isReturn = event === 'shown' || event === 'thawed'
      if (isReturn && deviceClock.elapsed() >= notBefore) void run()
    })
    return () => {
      stop()
      callOff()
      controller.abort()
    }
  }, [url])
  return { ...told, retry: useCallback(() => ask.current(), []) }
}

const isSame = (a: Identity | null, b: Identity) => JSON.stringify(a) === JSON.stringify(b)
