import type { ComponentType, ReactElement, ReactNode } from 'react'
import { Virtualizer } from 'virtua'
import type { Substitutes } from '~/ui/drawStill'
import { rowOf, topOf } from './anchor'
import { quarterOf } from './scrolling'

type Props = Readonly<{
  as: ComponentType<Readonly<{ style: object; children: ReactNode }>>
  data: readonly unknown[]
  children: (item: unknown, index: number) => ReactElement
}>

/** All rows, one below the other, in the elements that the engine would put them in. */
function AllRows({ as: Rows, data, children }: Props) {
  return (
    <Rows style={{}}>
      {data.map((item, index) => {
        const row = children(item, index)
        return <div key={row.key}>{row}</div>
      })}
    </Rows>
  )
}

/** What is drawn in place of what measures and moves rows. */
export const DRAWN: Substitutes = new Map([[Virtualizer as unknown, AllRows]])

/** Scrolls a list that was drawn to where a visit begins: its first unread message, a quarter below the top, or its end. */
export function placeDrawn(list: HTMLElement): void {
  const line = list.querySelector('[data-unread-line]')?.closest('[data-row]')?.getAttribute('data-row')
  const row = line ? rowOf(list, line) : null
  list.scrollTop = row ? topOf(row, list) - quarterOf(list) : list.scrollHeight
}
