import { type ReactNode, StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from '~/app/App'
import { readConfig } from '~/app/config'
import { browserSource } from '~/app/settings'
import { loadWords } from '~/view/words'
import '~/ui/theme.css'

async function start(): Promise<void> {
  // the static build for QA answers itself; no other build contains the mock
  if (import.meta.env.MODE === 'mock') await (await import('~/mocks/browser')).startMock()

  // the mock's host knows the products of its story
  if (import.meta.env.MODE !== 'production' && !import.meta.env.VITE_API_TARGET) {
    window.jhIm ??= (await import('~/mocks/host')).host
  }

  // a recording answers in place of the backend
  if (import.meta.env.MODE !== 'production' && new URL(location.href).searchParams.has('replay')) {
    const problem = await (await import('~/qa/replayView')).replayView()
    if (problem) {
      render(problem)
      // another one is opened there
      return (await import('~/qa/showPanel')).showPanel()
    }
  }

  // QA sees what the page asks; no part of a release
  if (import.meta.env.MODE !== 'production') (await import('~/qa/watchPage')).watchPage()

  const source = browserSource()
  const result = readConfig(source)
  const page = document.documentElement
  const { lang, theme } = result.ok ? result.config : result
  page.lang = lang
  if (theme) page.dataset['theme'] = theme

  const words = await loadWords(lang)
  // every kind and state side by side, for QA and developers; no part of a release
  if (import.meta.env.MODE !== 'production') {
    const view = new URL(source.url).searchParams.get('view')
    if (view === 'gallery') {
      const { Gallery } = await import('~/view/gallery/Gallery')
      return render(<Gallery lang={lang} words={words} />)
    }
    if (view === 'qa') {
      const { BothSides } = await import('~/qa/bothSides/BothSides')
      return render(<BothSides lang={lang} />)
    }
  }
  render(<App result={result} read={(identity) => readConfig(source, identity)} words={words} />)
  if (import.meta.env.MODE !== 'production') (await import('~/qa/showPanel')).showPanel()
}

function render(view: ReactNode): void {
  const root = document.getElementById('root')
  if (root) createRoot(root, import.meta.env.PROD ? SILENT : {}).render(<StrictMode>{view}</StrictMode>)
}

/** React writes what was thrown to the console, and that may tell what people wrote. */
const silence = () => {}
const SILENT = { onCaughtError: silence, onUncaughtError: silence, onRecoverableError: silence }

void start()
