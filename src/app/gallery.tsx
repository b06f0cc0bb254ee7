import { lazy, type ReactElement } from 'react'
import { Gallery } from '~/view/gallery/Gallery'
import type { Over } from '~/view/gallery/Stage'
import { loadWords } from '~/view/words'
import { readConfig } from './config'
import { browserSource } from './settings'

const diagnosis: Over = {
  name: 'diagnosis',
  Show: lazy(() => import('./DiagnosisExhibit').then((module) => ({ default: module.DiagnosisExhibit }))),
  shown: '[role=dialog] pre',
}

const MORE = [diagnosis]

/** The gallery, in the language and the colours that the address asks for. */
export async function gallery(): Promise<ReactElement> {
  const result = readConfig(browserSource())
  const { lang, theme } = result.ok ? result.config : result
  const page = document.documentElement
  page.lang = lang
  if (theme) page.dataset['theme'] = theme
  return <Gallery lang={lang} words={await loadWords(lang)} more={MORE} />
}
