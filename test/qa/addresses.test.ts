import { describe, expect, test } from 'vitest'
import { sidesOf } from '~/qa/bothSides/sides'
import { factsOf, otherSideOf, worldAddress, worldNames } from '~/qa/facts'
import { addressWith, choiceIn, choiceText, scenariosWith } from '~/qa/scenario/choice'

const PAGE = 'https://qa.example/some/dir/?appid=JH&from=200&to=2&fromrole=MEMBER'

describe('a choice of scenarios', () => {
  test('is read from an address and written to one, in the order of the list', () => {
    const choice = choiceIn('flaky,pollCap=20,quiet')
    expect(choice).toEqual({ names: ['flaky', 'quiet'], switches: { pollCap: '20' } })
    expect(choiceText(choice)).toBe('quiet,flaky,pollCap=20')
    expect(choiceText({ names: ['quiet'], switches: { pollCap: '' } })).toBe('quiet')
    expect(choiceText(choiceIn('nothing,quiet'))).toBe('quiet,nothing')
  })

  test('makes a link that a person can read; the rest of the address stays', () => {
    const link = addressWith(`${PAGE}&scenario=busy&seed=4&lang=en`, 'quiet,pollCap=20', 7)
    expect(link).toBe(`${PAGE}&lang=en&scenario=quiet,pollCap=20&seed=7`)
    expect(addressWith(link, '', 1)).toBe(`${PAGE}&lang=en`)
    expect(addressWith(`${PAGE}&replay=kept&speed=4`, 'quiet', 1)).toBe(`${PAGE}&scenario=quiet`)
    expect(addressWith('https://qa.example/?view=qa', 'quiet', 1)).toBe(
      'https://qa.example/?view=qa&scenario=quiet',
    )
  })

  test('is searched by name, title and description', () => {
    expect(scenariosWith('无人').map(({ name }) => name)).toContain('quiet')
    expect(scenariosWith('QUIET bot').map(({ name }) => name)).toContain('quiet')
    expect(scenariosWith('nothing like it')).toEqual([])
  })
})

describe('a page', () => {
  test.each([
    ['/~mock/flaky%2Cquiet/7', 'https://qa.example/~mock/flaky%2Cquiet/7'],
    ['./~mock/default/1', 'https://qa.example/some/dir/~mock/default/1'],
    [null, 'https://qa.example/~mock/default/1'],
    ['https://api.example', null],
    ['https://api.example/~mock', null],
  ])('that asks %s is answered by the world at %s', (base, world) => {
    expect(worldAddress(base, PAGE)).toBe(world)
  })

  test('its world has the names of the address', () => {
    expect(worldNames('https://qa.example/~mock/flaky%2Cquiet/7')).toEqual({
      scenario: 'flaky,quiet',
      seed: '7',
    })
  })

  test('the other side is whoever the page is not', () => {
    expect(otherSideOf(factsOf(PAGE))).toEqual({ appid: 'JH', member: '200', saler: '2', role: 'SALER' })
    expect(otherSideOf(factsOf('https://a.example/?appid=X&from=3&fromrole=saler&to=208'))).toEqual({
      appid: 'X',
      member: '208',
      saler: '3',
      role: 'MEMBER',
    })
    expect(otherSideOf(factsOf('https://a.example/?from=3&fromrole=SALER'))).toMatchObject({
      member: '200',
      saler: '3',
      role: 'MEMBER',
    })
  })
})

test('both sides have the world, the language and the pair of the page that shows them', () => {
  const rest = 'scenario=quiet,flaky&seed=7&lang=en'
  expect(sidesOf(`https://qa.example/some/dir/?view=qa&${rest}&from=201&to=3`)).toEqual({
    member: `https://qa.example/some/dir/?appid=JH&from=201&to=3&fromrole=MEMBER&${rest}`,
    saler: `https://qa.example/some/dir/?appid=JH&from=3&to=201&fromrole=SALER&${rest}`,
    desk: `https://qa.example/some/dir/?appid=JH&from=3&fromrole=SALER&${rest}`,
  })
  expect(sidesOf('https://qa.example/?view=qa').member).toBe(
    'https://qa.example/?appid=JH&from=200&to=2&fromrole=MEMBER',
  )
})
