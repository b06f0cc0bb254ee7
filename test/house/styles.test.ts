import postcss from 'postcss'
import { expect, test } from 'vitest'
// oxlint-disable-next-line no-restricted-imports -- it stands beside the folders, not in one
import { withoutWhere } from '../../vite.parts'

const said = (css: string) => postcss([withoutWhere]).process(css, { from: undefined }).css

test('what :where() says is said plainly', () => {
  expect(said('a:where(b, .c:not(d, e)):hover .f{}')).toBe('ab:hover .f, a.c:not(d, e):hover .f{}')
})

test('the ring of Firefox itself is not made stronger than ours: it goes', () => {
  expect(said(':-moz-focusring:where(:not(iframe)){outline:auto}:focus-visible{outline:0}')).toBe(
    ':focus-visible{outline:0}',
  )
})
