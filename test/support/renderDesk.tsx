import { screen, within } from '@testing-library/react'
import type { World } from '~/mocks/world'
import { elapse, renderChat, type Visit } from './renderChat'
// what arrives later would do so by the machine's time and not by the test's
import '~/app/desk/Desk'
import '~/sync/asides'
import '~/view/composer/ComposerParts'

const DESK = 'appid=JH&from=2&fromrole=SALER'

/** Where the host of the tests tells whom the salesperson talks with. */
const CONTACTS = { VITE_CONTACTS_URL: '/api/contacts' }

/** Opens the desk of SALER 2 against `world`. `hosted`: the host tells whom they talk with, else this browser alone knows. */
export async function renderDesk(
  world: World,
  { hosted = true, env = {}, ...visit }: Omit<Visit, 'pair'> & Readonly<{ hosted?: boolean }> = {},
) {
  const chat = await renderChat(world, { ...visit, pair: DESK, env: { ...(hosted && CONTACTS), ...env } })
  // the part that is the desk arrives, and asks
  await elapse('2 s')
  return { ...chat, row, rows }
}

export type Desk = Awaited<ReturnType<typeof renderDesk>>

const list = () => screen.getByRole('list', { name: '会话' })

/** The rows of the list, from top to bottom. */
const rows = (): HTMLElement[] => within(list()).queryAllByRole('button')

/** The row of that member. */
const row = (name: string): HTMLElement => within(list()).getByRole('button', { name: new RegExp(name) })
