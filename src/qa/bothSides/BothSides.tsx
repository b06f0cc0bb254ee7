import { useEffect, useMemo, useRef, useState } from 'react'
import { cn } from '~/lib/cn'
import type { ToolLang } from '~/lib/toolLang'
import { ask } from '~/qa/ask'
import { createControlApi } from '~/qa/control'
import { factsOf, worldOfPage } from '~/qa/facts'
import type { Section } from '~/qa/opened'
import { Choose } from '~/qa/parts'
import { QaProvider, useWorldView } from '~/qa/QaContext'
import { Sections } from '~/qa/Sections'
import type { Subject } from '~/qa/subject'
import { useKey } from '~/qa/useKey'
import { qaWords } from '~/qa/words'
import { Side } from './Side'
import { sidesOf } from './sides'
import '~/qa/qa.css'
import '~/qa/sections.css'
import './bothSides.css'

const PARTS = ['member', 'saler', 'panel'] as const
/** What a narrow page shows, of which there is room for one. */
type Part = (typeof PARTS)[number]

/** The member's phone, the salesperson's page and QA's panel on one page, over one world. */
export function BothSides({ lang }: Readonly<{ lang: ToolLang }>) {
  const words = qaWords(lang)
  const [right, setRight] = useState<'desk' | 'saler'>('desk')
  const [section, setSection] = useState<Section>('scenario')
  const [isOpen, setOpen] = useState(true)
  const [part, setPart] = useState<Part>('member')
  const [sides] = useState(() => sidesOf(location.href))
  const member = useRef<HTMLIFrameElement>(null)
  const saler = useRef<HTMLIFrameElement>(null)

  const [address] = useState(worldOfPage)
  const control = useMemo(() => createControlApi(address, ask), [address])
  const view = useWorldView(control, isOpen || part === 'panel', section)
  const qa = useMemo(() => {
    const subjects: readonly Subject[] = [
      { id: 'member', window: () => member.current?.contentWindow ?? null },
      { id: 'saler', window: () => saler.current?.contentWindow ?? null },
    ]
    const reload = () => {
      for (const subject of subjects) subject.window()?.location.reload()
    }
    return { words, control, view, address, facts: factsOf(location.href), subjects, reload }
  }, [words, control, view, address])

  const toggle = () => setOpen(!isOpen)
  useKey(toggle)
  useEffect(() => {
    document.title = words.bothSides.title
  }, [words])
  return (
    <main className={cn('qa', 'qa-both', `qa-part-${part}`, !isOpen && 'qa-folded')}>
      <header>
        <h1>{words.bothSides.title}</h1>
        <div role="group" aria-label={words.bothSides.parts} className="qa-parts">
          {PARTS.map((one) => (
            <button key={one} type="button" aria-pressed={one === part} onClick={() => setPart(one)}>
              {one === 'panel' ? 'QA' : words.sides[one]}
            </button>
          ))}
        </div>
        <Choose
          label={words.bothSides.rightSide}
          value={right}
          options={(['desk', 'saler'] as const).map((value) => ({ value, label: words.views[value] }))}
          onChoose={setRight}
        />
        <button
          type="button"
          className="qa-fold"
          aria-expanded={isOpen}
          title={`${isOpen ? words.bothSides.hide : words.bothSides.show} (Ctrl+Alt+Q)`}
          onClick={toggle}
        >
          {isOpen ? words.bothSides.hide : words.bothSides.show}
        </button>
      </header>
      <Side ref={member} place="member" label={words.sides.member} address={sides.member} />
      <Side
        ref={saler}
        place="saler"
        label={`${words.sides.saler} · ${words.views[right]}`}
        address={sides[right]}
      />
      {(isOpen || part === 'panel') && (
        <aside aria-label={words.panel} className="qa-wide">
          <QaProvider value={qa}>
            <Sections section={section} onSection={setSection} />
          </QaProvider>
        </aside>
      )}
    </main>
  )
}
