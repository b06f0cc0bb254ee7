import { type KeyboardEvent, type SyntheticEvent, useEffect, useRef, useState } from 'react'
import type { ToolLang } from '~/lib/toolLang'
import { loadAgain } from '~/lib/loadAgain'
import { buttonWords } from './buttonWords'
import type { ControlApi } from './control'
import { readOpened, writeOpened } from './opened'
import type { OpenPanel } from './OpenPanel'
import { useKey } from './useKey'
import './button.css'

// what it can do weighs more than the page beside it, and most pages are opened without wanting any of it
const loadOpenPanel = loadAgain(() => import('./OpenPanel'))

type Props = Readonly<{ lang: ToolLang; control: ControlApi; address: string | null }>

/**
 * QA's panel beside the page: a small button until it is wanted (Ctrl+Alt+Q). It is no dialog: the page goes on as without it.
 */
export function Panel({ lang, control, address }: Props) {
  const [opened, setOpened] = useState(readOpened)
  const [Open, setOpen] = useState<typeof OpenPanel | null>(null)
  const { isOpen, section } = opened
  const { open, close } = buttonWords[lang]
  const button = useRef<HTMLButtonElement>(null)
  /** What had the focus before; undefined: nobody has opened it, a reload found it open, and the focus is the page's. */
  const [had, setHad] = useState<Element | null>()

  useEffect(() => writeOpened(opened), [opened])
  useEffect(() => {
    if (!isOpen || Open) return undefined
    let isOver = false
    void loadOpenPanel().then(
      (module) => isOver || setOpen(() => module.OpenPanel),
      () => {
        if (isOver) return
        // the next press tries again; the focus is where it was, or has gone on
        setHad(undefined)
        setOpened((now) => ({ ...now, isOpen: false }))
      },
    )
    return () => {
      isOver = true
    }
  }, [isOpen, Open])
  useEffect(() => {
    if (isOpen || had === undefined) return
    if (had instanceof HTMLElement && had.isConnected && had !== document.body)
      had.focus({ preventScroll: true })
    else button.current?.focus()
  }, [isOpen, had])
  const toggle = () => {
    if (!isOpen) setHad(document.activeElement)
    else if (had === undefined) setHad(null)
    setOpened({ ...opened, isOpen: !isOpen })
  }
  useKey(toggle)
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation()
    if (event.key === 'Escape' && isOpen && !event.nativeEvent.isComposing) toggle()
  }
  const label = isOpen ? close : open
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- it keeps to itself what is typed in it
    <div className="qa" onKeyDown={onKeyDown} onPaste={stop}>
      {isOpen && Open && (
        <Open
          lang={lang}
          control={control}
          address={address}
          section={section}
          onSection={(section) => setOpened({ ...opened, section })}
          onClose={toggle}
          takesFocus={had !== undefined}
        />
      )}
      <button
        ref={button}
        type="button"
        className="qa-button"
        aria-label={label}
        aria-expanded={isOpen}
        title={`${label} (Ctrl+Alt+Q)`}
        onClick={toggle}
      >
        QA
      </button>
    </div>
  )
}

const stop = (event: SyntheticEvent) => event.stopPropagation()
