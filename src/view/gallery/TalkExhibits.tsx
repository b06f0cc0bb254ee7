import { useMemo, useRef } from 'react'
import { toolLang } from '~/lib/toolLang'
import { Composer } from '~/view/Composer'
import { MessageMenu } from '~/view/list/MessageMenu'
import { SearchPanel } from '~/view/search/SearchPanel'
import { Viewer } from '~/view/viewer/Viewer'
import { GalleryRow } from './GalleryRow'
import { SampleTalk } from './SampleTalk'
import { stateExhibits } from './samples'
import type { OverProps } from './Stage'
import { PICTURES, talkOfGallery } from './talkOfGallery'

const IDLE = () => {}
const MENU_ACTIONS = { resend: IDLE, edit: IDLE, remove: IDLE, tell: IDLE, quote: IDLE }

const TEXT = { 'zh-CN': '好的，我马上为您查询，请稍等。', en: 'I will look it up at once.' }

/** Of a message that was perhaps sent: no other has as much in it. */
export function MenuExhibit({ lang, words, onClose }: OverProps) {
  const failed = useMemo(
    () => stateExhibits(TEXT[toolLang(lang)]).find(({ name }) => name === 'unconfirmed'),
    [lang],
  )
  if (!failed) return null
  return (
    <SampleTalk lang={lang} words={words}>
      <GalleryRow exhibit={failed} words={words} position={1} />
      <MessageMenu
        item={failed.entry.item}
        name={words.me}
        at={{ x: innerWidth - 80, y: 152 }}
        lang={lang}
        words={words}
        actions={MENU_ACTIONS}
        onClose={onClose}
      />
    </SampleTalk>
  )
}

export function ViewerExhibit({ lang, words, onClose }: OverProps) {
  return (
    <SampleTalk lang={lang} words={words} said={PICTURES}>
      <Viewer from="sample-1" onClose={onClose} />
    </SampleTalk>
  )
}

export function SearchExhibit({ lang, words, onClose }: OverProps) {
  const said = useMemo(() => talkOfGallery(lang), [lang])
  return (
    <SampleTalk lang={lang} words={words} said={said} older="more">
      <SearchPanel onClose={() => onClose()} onChoose={IDLE} />
    </SampleTalk>
  )
}

/** As a member sees it, and as it is with a text; nearly too long, too long, and with pictures. */
export function ComposerExhibit({ lang, words }: OverProps) {
  const text = TEXT[toolLang(lang)]
  return (
    <div className="flex h-full flex-col justify-between overflow-y-auto">
      <Box {...{ lang, words }} />
      <Box {...{ lang, words }} draft={`${text}\n${text}`} textLimit={9999} />
      <Box {...{ lang, words }} draft={text} textLimit={text.length + 3} />
      <Box {...{ lang, words }} draft={text} textLimit={text.length - 3} />
      <Box {...{ lang, words }} />
    </div>
  )
}

/** At the end of the page, as what opens above it needs. */
export function BoxExhibit({ lang, words }: OverProps) {
  return (
    <div className="flex h-full flex-col justify-end">
      <Box lang={lang} words={words} me="SALER" />
    </div>
  )
}

type BoxProps = Omit<OverProps, 'onClose'> &
  Readonly<{ me?: 'MEMBER' | 'SALER'; draft?: string; textLimit?: number }>

function Box({ lang, words, ...more }: BoxProps) {
  const box = useRef(null)
  return (
    <SampleTalk lang={lang} words={words} {...more}>
      <Composer ref={box} onSend={IDLE} onTyping={IDLE} />
    </SampleTalk>
  )
}
