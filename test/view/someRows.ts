import { timelineOf } from '~/domain/timeline'
import type { Shown } from '~/store/selectors'
import { rowsFrom } from '~/view/list/rows'
import { MINUTE, T } from '~test/builders'

/** `t3` a delivered message of theirs, `m3` of ours, `p3` one of ours on its way; the number is its minute. */
export function rows(line: string, earlier?: ReturnType<typeof rowsFrom>) {
  const items = line
    .split(' ')
    .filter(Boolean)
    .map((name) => {
      const known = earlier?.entries.find(({ item }) => idOf(item) === name)?.item
      if (known) return known
      const at = T + Number(name.slice(1)) * MINUTE
      const id = name.startsWith('p') ? { localId: name } : { id: name }
      return Object.assign(id, {
        at,
        sentAt: at,
        topic: null,
        mine: !name.startsWith('t'),
      }) as unknown as Shown
    })
  return rowsFrom(timelineOf(items, utcDay, earlier?.entries), new Map([['m5', 'p5']]), true)
}
const idOf = (item: Shown) => ('localId' in item ? item.localId : item.id)
const utcDay = (at: number) => new Date(at).toISOString().slice(0, 10)
