import { act, screen, within } from '@testing-library/react'
import { vi } from 'vitest'
import type { World } from '~/mocks/world'
import { renderChat, type Visit } from './renderChat'
// what arrives later would do so by the machine's time and not by the test's
import '~/app/desk/Desk'
import '~/sync/asides'
import '~/sync/sweep'
import '~/view/composer/ComposerParts'

const DESK = 'appid=JH&from=2&fromrole=SALER'

/** Where the host of the tests tells whom the salesperson talks with. */
const CONTACTS = { VITE_CONTACTS_URL: '/api/contacts' }

/** Milliseconds that pass at once: an answer may cause the next question. */
const STEP = 100

/** The machine's own, as long as the test does not own the clock. */
const machineTick = setImmediate
const turn = () => new Promise<void>((resolve) => void machineTick(resolve))
/** Turns of the machine in which an answer gets from the server to what it changes. */
const TURNS = 12

/** Opens the desk of SALER 2 against `world`. `hosted`: the host tells whom they talk with, else this browser alone knows. */
export async function renderDesk(
  world: World,
  { hosted = true, env = {}, ...visit }: Omit<Visit, 'pair'> & Readonly<{ hosted?: boolean }> = {},
) {
  // no reload of the page that stood here before
  history.replaceState(null, '')
  const chat = await renderChat(world, {
    ...visit,
    settle: false,
    pair: DESK,
    env: { ...(hosted && CONTACTS), ...env },
  })
  let unanswered = 0
  chat.server.events.on('request:start', () => void (unanswered += 1))
  for (const answered of ['response:mocked', 'response:bypass'] as const)
    chat.server.events.on(answered, () => void (unanswered -= 1))

  /** Lets so many seconds pass, with everything that happens in them. */
  const passes = async (seconds: number) => {
    for (let left = seconds * 1000; left > 0; left -= STEP)
      await act(async () => {
        await vi.advanceTimersByTimeAsync(Math.min(STEP, left))
        for (let quiet = 0; quiet < TURNS; quiet = unanswered > 0 ? 0 : quiet + 1) await turn()
      })
  }
  // the first answers come while the part that is the desk is still being shown: no `act` can be around both
  const environment = globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }
  environment.IS_REACT_ACT_ENVIRONMENT = false
  const isWaiting = () => unanswered > 0 || !screen.queryByRole('list', { hidden: true })
  for (let quiet = 0; quiet < TURNS; quiet = isWaiting() ? 0 : quiet + 1) await turn()
  environment.IS_REACT_ACT_ENVIRONMENT = true
  await passes(2)
  return { ...chat, passes, row, rows, names }
}

export type Desk = Awaited<ReturnType<typeof renderDesk>>

const list = () => screen.getByRole('list', { name: '会话', hidden: true })

/** The rows of the list, from top to bottom. */
const rows = (): HTMLElement[] =>
  within(list())
    .queryAllByRole('button', { hidden: true })
    .filter((button) => button.dataset['member'] !== undefined)

/** Whose rows they are. */
const names = (): string[] => rows().map((row) => row.querySelector('bdi')?.textContent ?? '')

/** The row of that member. */
function row(name: string): HTMLElement {
  const found = rows().find((one) => one.querySelector('bdi')?.textContent === name)
  if (!found) throw new Error(`${name} is not among ${names().join()}`)
  return found
}
