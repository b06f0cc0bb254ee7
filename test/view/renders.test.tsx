import { screen } from '@testing-library/react'
import { http, type RequestHandler } from 'msw'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { loadWords } from '~/view/words'
import { aWorld, elapse, HISTORY, messages, ownTheClock, polls, renderChat } from '~test/support/renderChat'

ownTheClock()

/** The months in which rows were rendered: each asks how a time of its own month is written. */
const rendered = new Set<number>()
beforeEach(async () => {
  const { time } = await loadWords('zh-CN')
  const { full } = time
  vi.spyOn(time, 'full').mockImplementation((month) => {
    rendered.add(month)
    return full(month)
  })
})

const MARCH = 2
const SEPTEMBER = 8
const OCTOBER = 9
/** Noon of the fifth of that month. */
const noonOf = (month: number) => Date.UTC(2026, month, 5, 4)

/** The messages that were rendered since this was last called, by their months; what the page says of today is none of them. */
function takeRendered(): number[] {
  const months = [...rendered].filter((month) => month <= OCTOBER)
  rendered.clear()
  return months.sort((a, b) => a - b)
}

/** What is older is asked for, and never comes: how many messages there are is not known then. */
const withoutEnd = http.get(HISTORY, ({ request }) =>
  new URL(request.url).searchParams.get('lasttime') === BEYOND ? undefined : new Promise<never>(() => {}),
)
const BEYOND = '9999999999999'

/**
 * A conversation with a message of theirs in each month from January to October, but ours in March and September; and all that is told of
 * them by themselves: theirs were read here, and a sweep has brought that.
 */
async function aYear(handlers: readonly RequestHandler[]) {
  const world = aWorld()
  for (let month = 0; month <= OCTOBER; month += 1) {
    const own = month === MARCH || month === SEPTEMBER
    world.says({ content: `${month}`, ...(own && { from: '200', fromrole: 'MEMBER' }) }, noonOf(month))
  }
  const chat = await renderChat(world, { handlers })
  await elapse('70 s')
  expect(messages()).toHaveLength(10)
  expect(world.rows().filter(({ status }) => status === 1)).toHaveLength(8)
  expect(takeRendered()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
  return { world, chat }
}

describe('no message is rendered again', () => {
  test('for one that comes', async () => {
    const { world } = await aYear([withoutEnd])
    world.says({ content: '新' })
    await elapse('10 s')
    expect(messages()).toHaveLength(11)
    expect(takeRendered()).toEqual([])
  })

  test('for one that is sent, on its way and delivered', async () => {
    const { chat } = await aYear([withoutEnd])
    await chat.user.type(screen.getByRole('textbox'), '我说的{Enter}')
    await elapse('10 s')
    expect(messages()).toHaveLength(11)
    expect(chat.asked()).toContain('sendMsg')
    // above the newest one of theirs the line of the unread ones goes
    expect(takeRendered()).toEqual([OCTOBER])
  })

  test('for polls that bring nothing', async () => {
    const { chat } = await aYear([])
    const [commits, polled] = [chat.commits(), polls(chat)]
    await elapse('20 s')
    expect(polls(chat) - polled).toBeGreaterThan(3)
    expect(takeRendered()).toEqual([])
    expect(chat.commits()).toBe(commits)
  })

  test('for the receipt of another: only where it stands, and where it stood', async () => {
    const { world } = await aYear([])
    // the other side reads the whole conversation
    world.markRead({ appid: 'JH', from: '200', fromrole: 'MEMBER', to: '2' })
    await elapse('65 s')
    expect(messages()[8]?.textContent).toContain('已读')
    expect(takeRendered()).toEqual([MARCH, SEPTEMBER])
  })
})
