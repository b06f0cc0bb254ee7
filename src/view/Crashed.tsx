import type { ReactNode } from 'react'
import type { Words } from './words'

type CrashedProps = Readonly<{ words: Words; children: ReactNode }>

/** What is left of a page whose shell could not be drawn: a sentence and a way on; below it what support wants to know. */
export function Crashed({ words, children }: CrashedProps) {
  return (
    <main data-shell className="px-6 pt-16 text-center">
      <p role="alert">{words.crashed.text}</p>
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
