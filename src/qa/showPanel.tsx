import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { toolLangs } from '~/lib/toolLang'
import { ask } from './ask'
import { createControlApi } from './control'
import { worldOfPage } from './facts'
import { Panel } from './Panel'
import { isSide } from './subject'

/** Puts the panel beside the page, in an element of its own; not where the page around this one has it. */
export function showPanel(): void {
  if (isSide()) return
  const element = document.createElement('div')
  document.body.append(element)
  const lang = toolLangs.find((lang) => lang === document.documentElement.lang) ?? toolLangs[0]
  const address = worldOfPage()
  createRoot(element).render(
    <StrictMode>
      <Panel lang={lang} control={createControlApi(address, ask)} address={address} />
    </StrictMode>,
  )
}
