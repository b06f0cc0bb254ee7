import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from '~/app/App'
import { browserSource, readConfig } from '~/app/config'
import '~/ui/theme.css'

const result = readConfig(browserSource())
const page = document.documentElement
page.lang = result.ok ? result.config.lang : result.lang
if (result.ok && result.config.theme) page.dataset['theme'] = result.config.theme

const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App result={result} />
    </StrictMode>,
  )
}
