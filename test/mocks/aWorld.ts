import type { PairQuery } from '~/wire/api'
import { chosenOptions } from '~/mocks/chosenOptions'
import type { WorldOptions } from '~/mocks/options'
import { createWorld, type WorldSetup } from '~/mocks/world'

/** 2026-03-10 11:00:00 in Beijing. */
export const NOON = Date.UTC(2026, 2, 10, 3)
export const HOURS = 3_600_000
export const BEGINNING = 0
export const END = 9_999_999_999_999

export const asMember: PairQuery = { appid: 'JH', from: '200', fromrole: 'MEMBER', to: '2' }
export const asSaler: PairQuery = { appid: 'JH', from: '2', fromrole: 'SALER', to: '200' }

/** The options of scenarios and switches, as an address names them; throws where it names none. */
export function optionsOf(names: string): Partial<WorldOptions> {
  const chosen = chosenOptions(names)
  if (!chosen.ok) throw new Error(chosen.said.en)
  return chosen.options
}

/** A world without story and bot, whose clock stands until it is moved on. */
export function aWorld(options: Partial<WorldSetup> = {}) {
  let time = NOON
  const world = createWorld({ now: () => time, ...options })
  /** Moves the clock on by so many ms. */
  const wait = (ms: number) => {
    time += ms
  }
  /** Keeps a side polling every 2 s for so many ms. */
  const poll = (side: PairQuery, ms: number) => {
    for (let gone = 0; gone < ms; gone += 2000) {
      wait(2000)
      world.poll({ ...side, lasttime: END })
    }
  }
  return { world, wait, poll }
}

export const contents = (rows: readonly { content: string }[]) => rows.map((row) => row.content)
