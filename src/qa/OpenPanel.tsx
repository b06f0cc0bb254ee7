import { useEffect, useMemo, useRef } from 'react'
import type { ToolLang } from '~/lib/toolLang'
import type { ControlApi } from './control'
import { Drawer } from './Drawer'
import { factsOf } from './facts'
import type { Section } from './opened'
import { QaProvider, useWorldView } from './QaContext'
import { Sections } from './Sections'
import { thisPage } from './subject'
import { qaWords } from './words'
import './qa.css'
import './drawer.css'
import './sections.css'

const SUBJECTS = [thisPage]

const reload = () => location.reload()

type Props = Readonly<{
  lang: ToolLang
  control: ControlApi
  address: string | null
  section: Section
  onSection: (section: Section) => void
  onClose: () => void
  /** Somebody has opened it just now, rather than a reload found it open. */
  takesFocus: boolean
}>

/** The panel beside the page, as long as it is open. */
export function OpenPanel({ lang, control, address, section, onSection, onClose, takesFocus }: Props) {
  const words = qaWords(lang)
  const view = useWorldView(control, true, section)
  const qa = useMemo(
    () => ({ words, control, view, address, facts: factsOf(location.href), subjects: SUBJECTS, reload }),
    [words, control, view, address],
  )
  const tab = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (takesFocus) tab.current?.focus()
  }, [takesFocus])
  return (
    <QaProvider value={qa}>
      <Drawer onClose={onClose}>
        <Sections section={section} onSection={onSection} tabRef={tab} />
      </Drawer>
    </QaProvider>
  )
}
