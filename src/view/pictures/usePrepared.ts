import { useEffect, useRef, useState } from 'react'
import type { Outcome, Prepared, Refusal } from '~/lib/pictures/develop'
import type { Prepare, PrepareOptions } from '~/lib/pictures/prepare'

/** What became of a file: made smaller, which is also what one looks at, and in full size where that was asked for. */
type Made = Readonly<{ small?: Outcome; full?: Outcome }>

export type Picture = Readonly<{
  file: File
  /** What is shown of it. */
  preview: Blob | null
  /** What is sent; null: not ready yet. */
  ready: Prepared | null
  refused: Exclude<Refusal, 'cancelled'> | null
}>

/** Prepares these files one after the other; what is taken away meanwhile is called off. */
export function usePrepared(
  files: readonly File[],
  original: boolean,
  device: PrepareOptions['device'],
  prepare: Prepare,
): readonly Picture[] {
  const [made, setMade] = useState<ReadonlyMap<File, Made>>(new Map())
  const wanted = useRef(files)
  useEffect(() => {
    wanted.current = files
  }, [files])

  // all of them can be looked at before the first is prepared in full size
  const small = files.find((file) => !made.get(file)?.small)
  const full = original ? files.find((file) => isFullMissing(made.get(file))) : undefined
  const next = small ?? full
  const size = small ? 'small' : 'full'
  useEffect(() => {
    if (!next) return undefined
    const stop = new AbortController()
    void prepare(next, { original: size === 'full', device, signal: stop.signal }).then((outcome) => {
      if (stop.signal.aborted) return
      setMade((now) => {
        const kept = [...now].filter(([file]) => wanted.current.includes(file))
        return new Map([...kept, [next, { ...now.get(next), [size]: outcome }]])
      })
    })
    return () => stop.abort()
  }, [next, size, device, prepare])

  return files.map((file) => pictureOf(file, made.get(file) ?? {}, original))
}

const isFullMissing = (made: Made | undefined) =>
  made?.small !== undefined && !('reason' in made.small) && !made.full

function pictureOf(file: File, { small, full }: Made, original: boolean): Picture {
  if (small && 'reason' in small) {
    const refused = small.reason === 'cancelled' ? null : small.reason
    return { file, preview: null, ready: null, refused }
  }
  // where it could be made smaller, but not in full size, the smaller one is better than none
  const large = full && !('reason' in full) ? full : full && small
  return { file, preview: small?.file ?? null, ready: (original ? large : small) ?? null, refused: null }
}
