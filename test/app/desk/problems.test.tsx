import { render, screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { readDeskSettings } from '~/app/desk/settings'
import { AddressProblems } from '~/view/AddressProblems'
import { loadWords } from '~/view/words'

await loadWords('en')

const METAS: Readonly<Record<string, string>> = {
  'jh-contacts-url': 'ftp://crm.example',
  'jh-host-origins': '*',
  'jh-requests-per-minute': '9',
}

test.each([
  [
    'zh-CN',
    [
      '页面设置 jh-contacts-url 的值“ftp://crm.example”不是有效的网址',
      '页面设置 jh-host-origins 的值“*”无效：需要一个或几个不带路径的网址，用空格隔开，例如 https://crm.example.com',
      '页面设置 jh-requests-per-minute 的值“9”无效：需要每分钟 10 到 6000 次之间的整数',
    ],
  ],
  [
    'en',
    [
      'The setting jh-contacts-url is “ftp://crm.example”, which is not a web address',
      'The setting jh-host-origins is “*”, which must be one or more origins without a path, with spaces between them, for example https://crm.example.com',
      'The setting jh-requests-per-minute is “9”, which must be a whole number of requests a minute, 10 to 6000',
    ],
  ],
] as const)('a setting of the desk that is wrong is named with what it has to be (%s)', (lang, sentences) => {
  const meta = (name: string) => METAS[name] ?? null
  const result = readDeskSettings({
    url: 'https://im.example/',
    userAgent: '',
    touchPoints: 0,
    meta,
    env: {},
  })
  render(<AddressProblems problems={result.ok ? [] : result.problems} lang={lang} />)
  expect(screen.getAllByRole('listitem').map((item) => item.textContent)).toEqual(sentences)
})
