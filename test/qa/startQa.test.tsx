import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { startQa } from '~/qa/startQa'

const network = window.fetch
const { href } = location
afterEach(() => {
  cleanup()
  window.fetch = network
  delete window.jhIm
  delete window.jhRequests
  history.replaceState(null, '', href)
})

async function shown(query: string, lang: 'zh-CN' | 'en' = 'zh-CN') {
  history.replaceState(null, '', `/?appid=JH&from=200&to=2&fromrole=MEMBER&${query}`)
  const view = (await startQa()).view(lang)
  render(view)
  return view
}

test.each([
  ['zh-CN', '没有这样的场景', 'exclusive 与 inclusive 矛盾：都规定了 pollBoundary。'],
  [
    'en',
    'There is no such scenario',
    'exclusive and inclusive contradict each other: both set pollBoundary.',
  ],
] as const)(
  'what contradicts itself is said in place of the conversation (%s)',
  async (lang, title, said) => {
    await shown('scenario=inclusive,exclusive', lang)
    expect(screen.getByRole('heading').textContent).toBe(title)
    expect(screen.getByRole('alert').textContent).toContain(said)
  },
)

test('so is a scenario that is unknown, with those there are', async () => {
  await shown('scenario=nothing')
  expect(screen.getByRole('alert').textContent).toMatch(/没有这个场景：nothing。已有：.*rate-limited/)
})

test.each(['abc', '-1', '1234567890'])('so is a seed that is none: %s', async (seed) => {
  await shown(`scenario=quiet&seed=${seed}`)
  expect(screen.getByRole('heading').textContent).toBe('没有这样的种子')
  expect(screen.getByRole('alert').textContent).toContain('种子是至多 9 位的整数。')
})

test('so is a recording that is not there', async () => {
  await shown('replay=/nothing.txt')
  expect(screen.getByRole('heading').textContent).toBe('无法回放')
  expect(screen.getByRole('alert').textContent).toContain('replay 应为 kept，或本站 .json 文件的路径')
})

test.each(['', 'scenario=flaky,late-commit&seed=7', 'scenario=quiet,pollCap=20'])(
  'the conversation has the page to itself: %s',
  async (query) => {
    expect(await shown(query)).toBeNull()
    expect(window.jhRequests?.list()).toEqual([])
  },
)
