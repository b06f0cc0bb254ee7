import { type ReactNode, startTransition, StrictMode, useEffect } from 'react'
import { createRoot } from 'react-dom/client'
import { after, delay } from '~/lib/timer'
import { App } from './App'
import { readConfig } from './config'
import { type Begun, styled } from './early'

/** Ms until the page is kept: nothing of it hurries. */
const KEPT_AFTER = 5_000

/** Has React draw the page that has begun, and go on with it. */
export async function renderPage({ source, result, words, conversation, end }: Begun): Promise<void> {
  const wording = await words
  await styled()
  // a task of its own: all that was imported has just been evaluated in this one
  await delay(0)
  end()
  render(
    <App
      result={result}
      read={(identity) => readConfig(source, identity)}
      begun={conversation}
      words={wording}
    />,
  )
  // the mock's pages have a service worker of their own
  if (import.meta.env.MODE !== 'production') return
  after(KEPT_AFTER, () => {
    import('./offline').then(
      ({ keepPage }) => keepPage(),
      () => {},
    )
  })
}

/** Has React draw this in place of what `index.html` shows. */
export function render(view: ReactNode): void {
  const root = document.getElementById('root')
  if (!root) return
  // in slices: drawn at once, it keeps a slow phone from answering a finger for half a second
  startTransition(() =>
    createRoot(root, import.meta.env.PROD ? SILENT : {}).render(
      <StrictMode>
        <Opened />
        {view}
      </StrictMode>,
    ),
  )
}

/** What `index.html` shows until now goes with the first thing that is drawn: until all of that has come it stays. This is beside it. */
function Opened() {
  useEffect(() => document.getElementById('late')?.remove(), [])
  return null
}

/** React writes what was thrown to the console, and that may tell what people wrote. */
const silence = () => {}
const SILENT = { onCaughtError: silence, onUncaughtError: silence, onRecoverableError: silence }
