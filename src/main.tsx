import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from '~/app/App'
import { browserSource, readConfig } from '~/app/config'
import '~/ui/theme.css'

const result = readConfig(browserSource())
const page = document.documentElement
const { lang, theme } = result.ok ? result.config : result
page.lang = lang
if (theme) page.dataset['theme'] = theme

const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App result={result} />
    </StrictMode>,
  )
}
