import { type KeyboardEvent, type SyntheticEvent, useEffect, useMemo, useRef, useState } from 'react'
import type { ControlApi } from './control'
import { Drawer } from './Drawer'
import { factsOf } from './facts'
import { readOpened, writeOpened } from './opened'
import { QaProvider, useWorldView } from './QaContext'
import { Sections } from './Sections'
import { thisPage } from './subject'
import { useKey } from './useKey'
import type { QaWords } from './words'

const SUBJECTS = [thisPage]

const reload = () => location.reload()

type Props = Readonly<{ words: QaWords; control: ControlApi; address: string | null }>

/**
 * QA's panel beside the page: a small button until it is wanted (Ctrl+Alt+Q). It is no dialog: the page goes on as without it.
 */
export function Panel({ words, control, address }: Props) {
  const [opened, setOpened] = useState(readOpened)
  const { isOpen, section } = opened
  const view = useWorldView(control, isOpen, section)
  const qa = useMemo(
    () => ({ words, control, view, address, facts: factsOf(location.href), subjects: SUBJECTS, reload }),
    [words, control, view, address],
  )
  const button = useRef<HTMLButtonElement>(null)
  const tab = useRef<HTMLButtonElement>(null)
  /** What had the focus before; undefined: nobody has opened it, a reload found it open, and the focus is the page's. */
  const had = useRef<Element | null>(undefined)

  useEffect(() => writeOpened(opened), [opened])
  useEffect(() => {
    const before = had.current
    if (before === undefined) return
    if (isOpen) tab.current?.focus()
    else if (before instanceof HTMLElement && before.isConnected && before !== document.body)
      before.focus({ preventScroll: true })
    else button.current?.focus()
  }, [isOpen])
  const toggle = () => {
    if (!isOpen) had.current = document.activeElement
    else had.current ??= null
    setOpened({ ...opened, isOpen: !isOpen })
  }
  useKey(toggle)
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation()
    if (event.key === 'Escape' && isOpen && !event.nativeEvent.isComposing) toggle()
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- it keeps to itself what is typed in it
    <div className="qa" onKeyDown={onKeyDown} onPaste={stop}>
      {isOpen && (
        <QaProvider value={qa}>
          <Drawer onClose={toggle}>
            <Sections
              section={section}
              onSection={(section) => setOpened({ ...opened, section })}
              tabRef={tab}
            />
          </Drawer>
        </QaProvider>
      )}
      <button
        ref={button}
        type="button"
        className="qa-button"
        aria-label={isOpen ? words.close : words.open}
        aria-expanded={isOpen}
        title={`${isOpen ? words.close : words.open} (Ctrl+Alt+Q)`}
        onClick={toggle}
      >
        QA
      </button>
    </div>
  )
}

const stop = (event: SyntheticEvent) => event.stopPropagation()
