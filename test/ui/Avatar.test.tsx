import { render } from '@testing-library/react'
import { expect, test } from 'vitest'
import { Avatar } from '~/ui/Avatar'

test('without pictures, members of neighbouring ids have all colours there are, about as often', () => {
  const ids = Array.from({ length: 800 }, (_, n) => String(201 + n))
  const { container } = render(ids.map((id) => <Avatar key={id} id={id} name="林" url={null} />))
  const counts = new Map<string, number>()
  for (const { style } of container.querySelectorAll<HTMLElement>('[data-avatar]'))
    counts.set(style.backgroundColor, (counts.get(style.backgroundColor) ?? 0) + 1)
  expect(counts.size).toBe(8)
  expect(Math.max(...counts.values())).toBeLessThan(200)
})
