import { useMemo, useRef, useState } from 'react'
import { type AlertSettings as Settings, NIGHT } from '~/domain/desk/alertSettings'
import { createContactStore } from '~/store/contactStore'
import { createDeskStore } from '~/store/deskStore'
import { createReplyShelf } from '~/store/quickReplies'
import { createReplyPictures } from '~/store/replyPictures'
import { AlertSettings } from '~/view/desk/AlertSettings'
import { type DeskPage, DeskPageProvider } from '~/view/desk/DeskContext'
import { ShortcutSheet } from '~/view/desk/ShortcutSheet'
import { ReplyManager } from '~/view/quickReplies/ReplyManager'
import { alertWords } from '~/view/words.alerts'
import { quickReplyWords } from '~/view/words.quickReplies'
import { NOW } from './samples'
import type { OverProps } from './Stage'

const IDLE = () => {}
/** Keeps nothing. */
const NO_STORAGE = {
  read: () => null,
  write: () => true,
  remove: IDLE,
  keys: () => [],
  watch: () => IDLE,
}

const ALL_ON: Settings = { sound: 'chime', volume: 0.6, notifications: true, content: false, quiet: NIGHT }

export function AlertsExhibit({ lang, onClose }: OverProps) {
  const [settings, setSettings] = useState(ALL_ON)
  return (
    <AlertSettings
      settings={settings}
      sound="ready"
      permission="granted"
      isAsking={false}
      words={alertWords(lang)}
      onChange={(part) => setSettings((now) => ({ ...now, ...part }))}
      onListen={IDLE}
      onAsk={IDLE}
      onTryNote={IDLE}
      onClose={onClose}
    />
  )
}

export function ShortcutsExhibit({ lang, words, onClose }: OverProps) {
  const page = useMemo(
    (): DeskPage => ({
      store: createDeskStore(),
      contacts: createContactStore(
        NO_STORAGE,
        { appid: 'GALLERY', me: { id: '2', role: 'SALER' } },
        () => NOW,
      ),
      words,
      lang,
      device: 'pc',
      picture: () => null,
      now: () => NOW,
      open: IDLE,
      remove: IDLE,
      entitle: IDLE,
      alerts: null,
    }),
    [lang, words],
  )
  return (
    <DeskPageProvider value={page}>
      <ShortcutSheet onClose={onClose} />
    </DeskPageProvider>
  )
}

export function ManagerExhibit({ lang, onClose }: OverProps) {
  const words = quickReplyWords(lang)
  const nothing = useRef<HTMLElement>(null)
  const replies = useMemo(() => {
    const newId = () => 'sample'
    const shelf = createReplyShelf({ storage: NO_STORAGE, key: '', examples: words.examples, newId })
    return { shelf, pictures: createReplyPictures(() => Promise.reject(new Error('no place')), newId) }
  }, [words])
  return (
    <ReplyManager
      replies={replies}
      words={words}
      newFileName={() => words.file.name('2026-11-20')}
      returnTo={nothing}
      onClose={onClose}
    />
  )
}
