import { act, fireEvent, render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import type { ToolLang } from '~/lib/toolLang'
import type { Control, ControlOrder } from '~/mocks/control'
import { DEFAULTS } from '~/mocks/options'
import type { Answer, ControlApi } from '~/qa/control'
import type { Section } from '~/qa/opened'
import { Panel } from '~/qa/Panel'

const ABSENT = { ok: false, reason: 'absent', message: '' } as const

type Setup = Readonly<{
  lang?: ToolLang
  /** Where a reload finds it open; closed unless told. */
  section?: Section
  /** The query of the page. */
  query?: string
  world?: Partial<Control>
  /** There is no mock behind the page. */
  isAlone?: boolean
}>

/** The panel beside a page, over a world that does what it is told. */
export async function aPanel({
  lang = 'zh-CN',
  section,
  query = '?appid=JH&from=200&to=2&fromrole=MEMBER',
  world = {},
  isAlone = false,
}: Setup = {}) {
  history.replaceState(null, '', `/${query}`)
  const orders: ControlOrder[] = []
  let now: Control = {
    options: DEFAULTS,
    faults: {},
    isFaultsSet: false,
    now: 1_790_000_000_000,
    aheadMs: 0,
    rows: 42,
    pairs: [{ appid: 'JH', member: '200', saler: '2' }],
    ...world,
  }
  let looks = 0
  const answer = <T,>(data: T): Promise<Answer<T>> => Promise.resolve(isAlone ? ABSENT : { ok: true, data })
  const control: ControlApi = {
    look: () => {
      looks += 1
      return answer(now)
    },
    change: (order) => {
      orders.push(order)
      now = {
        ...now,
        aheadMs: now.aheadMs + (order.stepMs ?? 0),
        faults: order.faults === undefined ? now.faults : ((order.faults as Control['faults']) ?? {}),
      }
      return answer(now)
    },
    reset: () => answer(null),
    save: () => answer(new Blob(['{}'])),
    load: () => answer(null),
  }
  if (section) sessionStorage.setItem('jh-qa', JSON.stringify({ isOpen: true, section }))
  render(
    <>
      <textarea aria-label="composer" />
      <Panel lang={lang} control={control} address="http://localhost/~mock/quiet/7" />
    </>,
  )
  // what it looks at first has come
  await act(async () => {})
  return {
    user: userEvent.setup({ delay: null }),
    orders,
    looks: () => looks,
    press: (name: string | RegExp) => act(async () => fireEvent.click(screen.getByRole('button', { name }))),
    fill: (name: string | RegExp, value: string) =>
      fireEvent.change(screen.getByLabelText(name, { selector: 'input, select, textarea' }), {
        target: { value },
      }),
  }
}
