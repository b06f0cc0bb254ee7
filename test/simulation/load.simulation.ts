import { expect, test } from 'vitest'
import { ACTIVE_FOR, PACES } from '~/domain/pace'
import { number, table, write } from './document'
import { HEADERS, type Load, ROW, spend, spendNaively, type State, STATES } from './load'

/** How a day's open pages are spread: an assumption, to be replaced by what a backend sees. */
const MIX: readonly (readonly [State, number])[] = [
  ['active', 0.1],
  ['idle', 0.3],
  ['hidden on a PC', 0.2],
  ['hidden on a phone', 0.4],
]
const HOUR = 3_600

test('what an hour costs', { timeout: 3_600_000 }, async () => {
  const naive = { active: await spendNaively(true), idle: await spendNaively(false) }
  const loads = new Map<State, Load>()
  for (const state of STATES) loads.set(state, await spend(state))
  const rows = [...loads].map(([state, load]) => line(state, load.requests, load.bytes))
  rows.push(line('naive, a talking tab', naive.active.requests, naive.active.bytes))
  rows.push(line('naive, any other tab, whatever happens', naive.idle.requests, naive.idle.bytes))
  const mixed = (of: (load: Load) => number) =>
    MIX.reduce((sum, [state, share]) => sum + share * of(loads.get(state) ?? naive.idle), 0)
  const mix = MIX.map(([state, share]) => `${share * 100} % ${state}`).join(', ')
  rows.push(
    line(
      `product, mixed: ${mix}`,
      mixed(({ requests }) => requests),
      mixed(({ bytes }) => bytes),
    ),
  )
  expect(loads.get('hidden on a phone')?.requests).toBe(0)
  const head = ['a page', 'requests an hour', 'MB an hour', 'requests/s of 10,000', 'requests/s of 1,000,000']
  const note = `A message counts ${ROW} bytes (the mean of the documented ones), a request ${number(HEADERS)} bytes of headers beside it (HTTP/1.1; HTTP/2 needs about a fifth of them); nothing is taken to be compressed.`
  await write('load', `${note}\n\n${table(head, rows)}`)

  const seen: (readonly [State, Load])[] = []
  for (const state of ['active', 'idle', 'hidden on a PC'] as const)
    seen.push([state, await spend(state, true)])
  await write(
    'delays',
    table(
      ['a message of the other side is shown', 'on average after', 'at the latest after'],
      seen.map(([state, { delays }]) => [
        state,
        `${number(delays.reduce((sum, ms) => sum + ms, 0) / delays.length / 1000, 1)} s`,
        `${number(Math.max(...delays) / 1000, 1)} s`,
      ]),
    ),
  )
  await write('trade', tradeOffs())
})

function line(state: string, requests: number, bytes: number): (string | number)[] {
  const rate = requests / HOUR
  return [
    state,
    number(requests),
    number(bytes / 1e6, 1),
    number(rate * 1e4, rate > 0 && rate < 0.01 ? 1 : 0),
    number(rate * 1e6),
  ]
}

/** What twice as much of each saves and costs. */
function tradeOffs(): string {
  const slower = (name: string, ms: number, what: string) => [
    name,
    `${ms / 1000} s`,
    `${number((HOUR * 1000) / ms / 2)} requests an hour`,
    `${what} ${number(ms / 2000, 1)} s later on average, ${number(ms / 1000)} s at worst`,
  ]
  const tail = ACTIVE_FOR / PACES.active - ACTIVE_FOR / PACES.idle
  return table(
    ['which', 'is', 'half as often saves', 'and costs'],
    [
      slower('first of `VITE_POLL_SECONDS`', PACES.active, 'in a live talk: news'),
      slower('second', PACES.idle, 'in a quiet one: news'),
      slower('third', PACES.hidden, 'in the background of a PC: title and alerts'),
      slower('first of `VITE_SWEEP_SECONDS`', PACES.sweepActive, 'receipts and what came late:'),
      slower('second', PACES.sweepIdle, 'the same in a quiet talk:'),
      [
        '`ACTIVE_FOR` of `domain/pace.ts`',
        `${ACTIVE_FOR / 1000} s`,
        `${number(tail / 2)} requests a burst of talk`,
        `an answer after a pause of ${ACTIVE_FOR / 2000} s at the idle pace`,
      ],
    ],
  )
}
