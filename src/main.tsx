import { type ReactNode, startTransition, StrictMode, useEffect } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from '~/app/App'
import { readConfig } from '~/app/config'
import { browserSource } from '~/app/settings'
import { loadWords } from '~/view/words'
import '~/ui/theme.css'

async function start(): Promise<void> {
  // every kind and state side by side, for QA and developers; no part of a release
  if (import.meta.env.MODE !== 'production' && /[?&]view=gallery(&|$)/.test(location.search))
    return render(await (await import('~/app/gallery')).gallery())

  // a mock, a recording, a panel: what QA works with is no part of a release
  const qa = import.meta.env.MODE === 'production' ? null : await (await import('~/qa/startQa')).startQa()

  const source = browserSource()
  const result = readConfig(source)
  const page = document.documentElement
  const { lang, theme } = result.ok ? result.config : result
  page.lang = lang
  if (theme) page.dataset['theme'] = theme

  const words = await loadWords(lang)
  render(
    qa?.view(lang) ?? <App result={result} read={(identity) => readConfig(source, identity)} words={words} />,
  )
  if (qa) await qa.showPanel()
}

function render(view: ReactNode): void {
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

const begin = () => void start()
// WebKit lets a script run while the styles are on their way; where they do not come at all the page goes on without
if (document.querySelector<HTMLLinkElement>('#root+link')?.sheet)
  // a task of its own: all that was imported has just been evaluated in this one
  setTimeout(begin)
else window.addEventListener('load', begin)
