import { type ReactNode, useLayoutEffect } from 'react'
import { endStill } from '~/ui/still'
import type { Words } from './words'

type CrashedProps = Readonly<{ words: Words; children: ReactNode }>

/** What is left of a page whose shell could not be drawn: a sentence and a way on; below it what support wants to know. */
export function Crashed({ words, children }: CrashedProps) {
  useLayoutEffect(endStill, [])
  return (
    <main data-shell className="h-viewport overflow-y-auto bg-panel px-6 pt-16 text-center">
      <div role="alert">
        <h1>{words.crashed.text}</h1>
      </div>
      <p className="py-4">
        <button
          type="button"
          onClick={() => location.reload()}
          className="min-h-11 rounded-bubble bg-accent px-4 font-bold text-on-accent"
        >
          {words.crashed.reload}
        </button>
      </p>
      {children}
    </main>
  )
}
