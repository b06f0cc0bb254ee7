import { existsSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { createFavicon } from '~/lib/favicon'

/** A page with an icon at this address. */
function aPage(href: string | null) {
  const page = document.implementation.createHTMLDocument()
  if (href !== null) {
    const link = page.createElement('link')
    link.rel = 'icon'
    link.setAttribute('href', href)
    page.head.append(link)
  }
  return {
    favicon: createFavicon(page),
    shown: () => page.querySelector('link[rel="icon"]')?.getAttribute('href') ?? null,
  }
}

test.each([
  ['/favicon.svg', '/favicon-unread.svg'],
  ['./favicon.svg', './favicon-unread.svg'],
  ['favicon.svg', 'favicon-unread.svg'],
  ['/some/dir/favicon.svg?v=2', '/some/dir/favicon-unread.svg?v=2'],
  ['https://x.test/a/favicon.svg', 'https://x.test/a/favicon-unread.svg'],
])('the icon %s has a dot beside it, and loses it', (plain, dotted) => {
  const { favicon, shown } = aPage(plain)
  favicon.dot(true)
  favicon.dot(true)
  expect(shown()).toBe(dotted)
  favicon.dot(false)
  expect(shown()).toBe(plain)
})

test.each(['https://x.test/logo.png', 'favicon.ico', '/favicon.svg/logo', null])(
  'a page with another icon (%s) keeps it',
  (href) => {
    const { favicon, shown } = aPage(href)
    favicon.dot(true)
    expect(shown()).toBe(href)
  },
)

test('the icon with the dot is there', () => {
  expect(existsSync(path.resolve(import.meta.dirname, '../../public/favicon-unread.svg'))).toBe(true)
})
