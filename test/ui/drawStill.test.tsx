import { render } from '@testing-library/react'
import {
  Component,
  createContext,
  memo,
  type ReactNode,
  useContext,
  useId,
  useLayoutEffect,
  useOptimistic,
  useReducer,
  useState,
} from 'react'
import { beforeEach, expect, test, vi } from 'vitest'
import { drawStill } from '~/ui/drawStill'
import { GalleryRow } from '~/view/gallery/GalleryRow'
import { kindExhibits, stateExhibits } from '~/view/gallery/samples'
import { SampleTalk } from '~/view/gallery/SampleTalk'
import { ConversationView } from '~/view/ConversationView'
import { DRAWN } from '~/view/list/drawnRows'
import { loadWords } from '~/view/words'

/** What was drawn, with what may be written in several ways written in one. */
function plain(root: Node): string {
  const ids = new Map<string, string>()
  const name = (id: string) => {
    if (!ids.has(id)) ids.set(id, `id-${ids.size}`)
    return ids.get(id) ?? ''
  }
  const line = (node: Node, depth: number): string => {
    const pad = ' '.repeat(depth)
    if (!(node instanceof Element)) return `${pad}“${node.textContent}”`
    const attributes = node
      .getAttributeNames()
      .sort()
      .map((key) => {
        const value = node.getAttribute(key) ?? ''
        if (key === 'style') return `style=${(node as HTMLElement).style.cssText}`
        return `${key}=${/^(id|for|aria-(describedby|labelledby|controls))$/.test(key) ? name(value) : value}`
      })
    node.normalize()
    return [
      `${pad}<${node.tagName} ${attributes.join(' ')}>`,
      ...[...node.childNodes].map((child) => line(child, depth + 1)),
    ].join('\n')
  }
  return [...root.childNodes].map((child) => line(child, 0)).join('\n')
}

const still = (node: ReactNode) => {
  const into = document.createElement('div')
  drawStill(node, into)
  return into
}

/** What React draws first, before any effect. */
function byReact(node: ReactNode): Node {
  let seen: Node | null = null
  /** Its effect is the first of all. */
  const First = () => {
    useLayoutEffect(() => {
      seen ??= into.cloneNode(true)
    })
    return null
  }
  const into = document.createElement('div')
  const { unmount } = render(
    <>
      <First />
      {node}
    </>,
    { container: document.body.appendChild(into) },
  )
  unmount()
  into.remove()
  return seen ?? into
}

beforeEach(() => {
  vi.spyOn(document, 'hasFocus').mockReturnValue(true)
  return () => vi.restoreAllMocks()
})

test.each(['zh-CN', 'en'] as const)(
  'every message and state is drawn as React begins it, in %s',
  async (lang) => {
    const words = await loadWords(lang)
    const exhibits = [...kindExhibits(), ...stateExhibits('你好')]
    expect(exhibits.length).toBeGreaterThan(30)
    const rows = (
      <SampleTalk lang={lang} words={words}>
        {exhibits.map((exhibit, i) => (
          <GalleryRow
            key={`${exhibit.name} ${exhibit.entry.item.mine}`}
            exhibit={exhibit}
            words={words}
            position={i + 1}
          />
        ))}
      </SampleTalk>
    )
    expect(plain(still(rows))).toBe(plain(byReact(rows)))
  },
)

test('so is the frame around them, with what somebody has begun to write', async () => {
  const words = await loadWords('zh-CN')
  const talk = (
    <SampleTalk lang="zh-CN" words={words} draft={'\n写了<b>一半'}>
      <ConversationView />
    </SampleTalk>
  )
  const drawn = still(talk)
  expect(plain(drawn)).toBe(plain(byReact(talk)))
  expect(drawn.querySelector('textarea')?.value).toBe('\n写了<b>一半')
})

test('the rows of a list are all drawn, each where the engine would have it', async () => {
  const words = await loadWords('zh-CN')
  const said = [
    { minutesAgo: 9, content: '一' },
    { minutesAgo: 8, mine: true, content: '二' },
  ]
  const talk = (
    <SampleTalk lang="zh-CN" words={words} said={said}>
      <ConversationView />
    </SampleTalk>
  )
  const into = document.createElement('div')
  drawStill(talk, into, { substitutes: DRAWN })
  const { container, unmount } = render(talk)
  const rowsOf = (root: Element) =>
    [...(root.querySelector('[data-rows]')?.children ?? [])].map((row) =>
      plain(row).replace(/ style=[^ >]*/g, ''),
    )
  expect(rowsOf(into)).toHaveLength(2)
  expect(rowsOf(into)).toEqual(rowsOf(container))
  unmount()
})

const Side = createContext('none')

test('contexts reach what stands in them alone, classes and memos are drawn, and React finds all as it left it', () => {
  const Say = memo(function Say() {
    const [one] = useState(() => 'eins')
    const [two] = useReducer((n: number) => n + 1, 2)
    return (
      <p id={useId()} hidden={false} draggable={false} style={{ lineHeight: 2, marginTop: 3, opacity: 0 }}>
        {useContext(Side)} {one} {two} {null} {0}
      </p>
    )
  })
  class Old extends Component<{ children: ReactNode }> {
    override render() {
      return <svg strokeWidth={2}>{this.props.children}</svg>
    }
  }
  const Deep = () => useContext(Side)
  const all = (
    <>
      <Say />
      <Side value="left">
        <Say />
        <Old>
          <Side.Provider value="right">
            <text fontSize={4}>
              <Deep />
            </text>
          </Side.Provider>
        </Old>
      </Side>
      <Say />
    </>
  )
  expect(plain(still(all))).toBe(plain(byReact(all)))
  const Broken = () => {
    throw new Error('broken')
  }
  expect(() =>
    still(
      <Side value="left">
        <Broken />
      </Side>,
    ),
  ).toThrow('broken')
  // neither its contexts nor its hooks were kept: outside of a component nobody answers
  const stray: (value: number) => unknown = useState
  vi.spyOn(console, 'error').mockReturnValue()
  expect(() => stray(0)).toThrow(/./)
  const { container, unmount } = render(<Say />)
  expect(container.textContent).toContain('none eins 2')
  unmount()
})

test('what a component asks for that nobody answers here is an error, and no wrong picture', () => {
  const Odd = () => <p>{String(useOptimistic(1)[0])}</p>
  expect(() => still(<Odd />)).toThrow(TypeError)
})
