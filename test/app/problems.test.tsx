import { render, screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { App } from '~/app/App'
import { readConfig } from '~/app/config'
import { loadWords } from '~/view/words'

async function open(query: string, env: Record<string, string> = {}) {
  const result = readConfig({
    url: `https://shop.example/${query}`,
    userAgent: '',
    touchPoints: 0,
    meta: () => null,
    env,
  })
  const words = await loadWords(result.ok ? result.config.lang : result.lang)
  render(<App result={result} read={() => result} words={words} />)
}

test('what is missing or wrong in the address is named, with an address that works', async () => {
  await open('?appid=JH&from=200&fromrole=BOSS')
  expect(await screen.findByRole('heading', { name: '打不开会话' })).toBeVisible()
  expect(screen.getAllByRole('listitem').map((item) => item.textContent)).toEqual([
    '缺少 to（对方的用户编号）',
    'fromrole 的值“BOSS”无效（你的角色：MEMBER 会员，或 SALER 客服）',
  ])
  expect(screen.getByRole('link')).toHaveAttribute('href', '?appid=JH&from=200&to=2&fromrole=MEMBER')
})

test('in English too', async () => {
  await open('?lang=en&appid=JH&from=200&fromrole=MEMBER')
  expect(await screen.findByText('to is missing (user id of the other side)')).toBeVisible()
})

test('a setting that is wrong is named with what it has to be', async () => {
  await open('?appid=JH&from=200&to=2&fromrole=MEMBER', { VITE_TEXT_LIMIT: '0' })
  expect(
    await screen.findByText('页面设置 jh-text-limit 的值“0”无效：需要 1 到 100000 之间的整数'),
  ).toBeVisible()
})
