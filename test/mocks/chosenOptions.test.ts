import { expect, test } from 'vitest'
import { chosenOptions } from '~/mocks/chosenOptions'
import { SCENARIOS } from '~/mocks/scenarios'
import { inBoth } from '~/mocks/sentence'
import { SWITCHES } from '~/mocks/switches'
import { DEFAULTS } from '~/mocks/options'
import { optionsOf } from './aWorld'

const sentenceOf = (text: string) => {
  const chosen = chosenOptions(text)
  return chosen.ok ? '' : inBoth(chosen.said)
}

test('what scenarios change comes together, in any order and by any separator', () => {
  const both = optionsOf('slow,flaky')
  expect(both.faults).toEqual({ latencyMs: 1500, failRate: 0.3 })
  expect(optionsOf('flaky slow')).toEqual(both)
  expect(optionsOf('hostile,damaged').planted).toEqual(['damaged', 'hostile'])
  expect(optionsOf('busy,reads-late').pace).toMatchObject({ inARow: 300, reads: [60_000, 90_000] })
})

test('all ways to write one choice are one world', () => {
  const names = (text: string) => {
    const chosen = chosenOptions(text)
    return chosen.ok ? chosen.names : chosen.said.en
  }
  expect(['flaky,slow', 'slow, flaky', 'slow+flaky,slow', 'default,slow,flaky'].map(names)).toEqual(
    Array.from({ length: 4 }, () => 'flaky,slow'),
  )
  expect(['', 'default', ' , '].map(names)).toEqual(['default', 'default', 'default'])
})

test('a switch goes before a scenario, and may be that of one endpoint', () => {
  expect(optionsOf('capped,pollCap=3')).toMatchObject({ pollCap: 3, historyCap: 10 })
  expect(optionsOf('skewMs=-3600000').skewMs).toBe(-3_600_000)
  expect(optionsOf('flaky,send.failRate=0.5,send.failure=lost,poll.latencyMs=3000').faults).toEqual({
    failRate: 0.3,
    at: { send: { failRate: 0.5, failure: 'lost' }, poll: { latencyMs: 3000 } },
  })
  expect(optionsOf('history=false,story=false')).toMatchObject({ history: false, story: false })
})

test.each([
  ['nothing', /没有这个场景：nothing。.*No such scenario: nothing\. Known: .*rate-limited/],
  ['__proto__', /No such scenario/],
  ['nothing=1', /没有这个开关：nothing。No such switch/],
  ['constructor=1', /No such switch/],
  ['faults=1', /No such switch/],
  ['send.nothing=1', /No such switch/],
  ['inclusive,exclusive', /exclusive 与 inclusive 矛盾.*contradict each other: both set pollBoundary/],
  ['quiet,busy', /busy and quiet contradict each other: both set bot/],
  ['empty,reads-late', /both set bot/],
  ['down,errors,flaky', /矛盾.*faults\.(failRate|status)/],
  ['pollCap=1,pollCap=2', /pollCap=1 与 pollCap=2 矛盾/],
  ['pollCap=-1', /pollCap 是 0 到 10000 的整数/],
  ['pollCap=1.5', /a whole number from 0 to 10000/],
  ['pollCap=', /整数/],
  ['failRate=2', /failRate is a number from 0 to 1/],
  ['bot=maybe', /bot is true or false/],
  ['direction=up', /direction is one of both, incoming/],
  [Array.from({ length: 50 }, (_, n) => `pollCap=${n}`).join(','), /at once/],
])('%s is answered with a sentence', (text, sentence) => {
  expect(sentenceOf(text)).toMatch(sentence)
})

test('a name that goes on for ever is not repeated', () => {
  expect(sentenceOf('x'.repeat(10_000)).length).toBeLessThan(1000)
})

test('each scenario goes with each other one, or says what contradicts', () => {
  const pairs = SCENARIOS.flatMap(({ name: a }) => SCENARIOS.map(({ name: b }) => `${a},${b}`))
  const sentences = pairs.map(sentenceOf).filter((sentence) => sentence !== '')
  expect(sentences.filter((sentence) => !sentence.includes('contradict each other'))).toEqual([])
  expect(sentences.length).toBeLessThan(pairs.length / 4)
})

test('every option of a world has a switch, but for those that are no single value', () => {
  const single = Object.entries(DEFAULTS).filter(
    ([name]) => !['seed', 'pace', 'faults', 'planted'].includes(name),
  )
  const switches = SWITCHES.map(({ name }) => name)
  expect(single.map(([name]) => name).filter((name) => !switches.includes(name))).toEqual([])
  expect(new Set(switches).size).toBe(switches.length)
})
