import { act, screen, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { describe, expect, test, vi } from 'vitest'
import type { World } from '~/mocks/world'
import {
  aTalk,
  elapse,
  HISTORY,
  messages,
  ownTheClock,
  POLL,
  renderChat,
  SEND,
  shownTexts,
} from '~test/support/renderChat'

ownTheClock()

const DAY = 86_400_000
const ALL = '*/api/im/*'

type Talk = Awaited<ReturnType<typeof aTalk>>

const goOffline = ({ chat }: Talk) => chat.server.use(http.all(ALL, () => HttpResponse.error()))
const box = () => screen.getByRole('textbox')
const says = ({ chat }: Pick<Talk, 'chat'>, text: string) => chat.user.type(box(), `${text}{Enter}`)
const texts = (world: World) => world.rows().map(({ content }) => content)
const bubbleOf = (text: string) => {
  const found = messages().find((one) => one.querySelector('[data-bubble]')?.textContent === text)
  if (!found) throw new Error(`${text} is not shown`)
  return found
}

/** The server stores what is sent, as `change` makes it, and `answer` is what comes back. */
function stores(
  { world, chat }: Talk,
  answer: (row: object) => Promise<Response> | Response,
  change: (content: string) => string = (content) => content,
) {
  chat.server.use(
    http.post(SEND, async ({ request }) => {
      const fields = Object.fromEntries(new URLSearchParams(await request.text()))
      const content = change(fields['content'] ?? '')
      const row = world.says({
        ...fields,
        content,
        from: '200',
        fromrole: 'MEMBER',
        to: '2',
        torole: 'SALER',
      })
      return (await answer(row)) as HttpResponse<null>
    }),
  )
}

/** Opens the same conversation in the same browser once more. */
async function again({ world, chat }: Talk, away: `${number} s` | `${number} ms` = '1 s'): Promise<Talk> {
  chat.leave()
  await elapse(away)
  return { world, chat: await renderChat(world) }
}

const lost = () => HttpResponse.error()
const never = () => new Promise<never>(() => {})

test('F55 a message that the poll brings before its acknowledgement stays the very same bubble', async () => {
  const talk = await aTalk()
  let acknowledge: () => void = () => undefined
  stores(talk, (row) =>
    new Promise<void>((resolve) => (acknowledge = resolve)).then(() =>
      HttpResponse.json({ success: true, data: [row] }),
    ),
  )
  await says(talk, '二')
  const bubble = bubbleOf('二')
  await elapse('6 s')
  expect(messages()).toEqual([messages()[0], bubble])
  acknowledge()
  await elapse('6 s')
  expect(messages()).toEqual([messages()[0], bubble])
  expect(bubble).toHaveTextContent('未读')
})

test.each<[string, string, (text: string) => string, string]>([
  ['trims', '  二  三 ', (text) => text.trim(), '二  三'],
  ['escapes', '<b>粗</b>', (text) => text.replace(/</g, '&lt;'), '&lt;b>粗&lt;/b>'],
  ['strips emoji', '好👍的', (text) => text.replace('👍', ''), '好的'],
])(
  'F57 a server %s: the message is found again, and shown as it is stored',
  async (_, text, change, stored) => {
    const talk = await aTalk()
    stores(talk, lost, change)
    await talk.chat.user.click(box())
    await talk.chat.user.paste(text)
    await talk.chat.user.keyboard('{Enter}')
    await elapse('60 s')
    expect(shownTexts()).toEqual(['一', stored])
    expect(messages()[1]).toHaveTextContent('未读')
  },
)

describe('an acknowledgement', () => {
  test('F59 without an id says nothing: the message is looked for, and found', async () => {
    const talk = await aTalk()
    stores(talk, (row) => HttpResponse.json({ success: true, data: [{ ...row, _id: undefined }] }))
    talk.chat.server.use(http.get(POLL, never), http.get(HISTORY, never))
    await says(talk, '二')
    await elapse('500 ms')
    expect(bubbleOf('二')).toHaveTextContent('确认中')
    talk.chat.server.resetHandlers()
    await elapse('30 s')
    expect(bubbleOf('二')).toHaveTextContent('未读')
    expect(texts(talk.world)).toEqual(['一', '二'])
  })

  test('F59 for a message that stands there already says nothing either', async () => {
    const talk = await aTalk()
    const old = talk.world.says({ content: '旧', from: '200', fromrole: 'MEMBER', to: '2', torole: 'SALER' })
    await elapse('3 s')
    talk.chat.server.use(http.post(SEND, () => HttpResponse.json({ success: true, data: [old] })))
    await says(talk, '新')
    await elapse('500 ms')
    expect(bubbleOf('新')).toHaveTextContent('确认中')
    await elapse('60 s')
    expect(bubbleOf('新')).toHaveTextContent('可能未发出')
    expect(shownTexts()).toEqual(['一', '旧', '新'])
  })
})

test('F61 what is written without a network says so, and goes out once, in order, after a poll has succeeded', async () => {
  const talk = await aTalk()
  goOffline(talk)
  await elapse('12 s')
  await says(talk, '二')
  await says(talk, '三')
  await elapse('5 s')
  expect(bubbleOf('二')).toHaveTextContent('等待网络')
  expect(bubbleOf('三')).toHaveTextContent('等待网络')
  expect(box()).toHaveValue('')
  talk.chat.server.resetHandlers()
  await elapse('31 s')
  expect(texts(talk.world)).toEqual(['一', '二', '三'])
  expect(shownTexts()).toEqual(['一', '二', '三'])
  expect(talk.chat.asked().filter((line) => line === 'sendMsg')).toHaveLength(2)
})

test('F61 what is written just after the network went waits, for the browser has told of it', async () => {
  const talk = await aTalk()
  await elapse('500 ms')
  goOffline(talk)
  window.dispatchEvent(new Event('offline'))
  await elapse('500 ms')
  await says(talk, '二')
  await elapse('500 ms')
  expect(bubbleOf('二')).toHaveTextContent('等待网络')
  talk.chat.server.resetHandlers()
  window.dispatchEvent(new Event('online'))
  await elapse('3 s')
  expect(texts(talk.world)).toEqual(['一', '二'])
  expect(talk.chat.asked().filter((line) => line === 'sendMsg')).toHaveLength(1)
})

test('F62 a megabyte stays where it was written, and says that it is too long', async () => {
  const { chat } = await aTalk()
  await chat.user.click(box())
  await chat.user.paste('字'.repeat(350_000))
  await chat.user.keyboard('{Enter}')
  await elapse('1 s')
  expect(screen.getByRole('button', { name: '发送' })).toBeDisabled()
  expect(screen.getByText('超出 348000 字，请删减后发送')).toBeVisible()
  expect(chat.asked()).not.toContain('sendMsg')
})

test('F62 half of a pair of surrogates is sent as a sign that stands for it', async () => {
  const { world, chat } = await aTalk()
  await chat.user.click(box())
  await chat.user.paste('坏\ud83d的')
  await chat.user.keyboard('{Enter}')
  await elapse('3 s')
  expect(texts(world)).toEqual(['一', '坏\ufffd的'])
  expect(messages()).toHaveLength(2)
})

describe('a reload finds a message again', () => {
  test('F60 that was under way and arrived: confirming, then sent, in one bubble', async () => {
    const talk = await aTalk()
    stores(talk, never)
    await says(talk, '二')
    await elapse('300 ms')
    expect(bubbleOf('二')).toHaveTextContent('发送中')
    const { world } = await again(talk)
    expect(shownTexts()).toEqual(['一', '二'])
    await elapse('3 s')
    expect(bubbleOf('二')).toHaveTextContent('未读')
    expect(texts(world)).toEqual(['一', '二'])
  })

  test('F60 that was under way and did not arrive: confirming, then perhaps not sent, never posted again', async () => {
    const talk = await aTalk()
    talk.chat.server.use(http.post(SEND, never))
    await says(talk, '二')
    await elapse('300 ms')
    const back = await again(talk)
    expect(bubbleOf('二')).toHaveTextContent('确认中')
    await elapse('40 s')
    expect(bubbleOf('二')).toHaveTextContent('可能未发出')
    expect(back.chat.asked()).not.toContain('sendMsg')
    // still so after another reload
    await again(back)
    expect(bubbleOf('二')).toHaveTextContent('可能未发出')
  })

  test('F60 that was being confirmed', async () => {
    const talk = await aTalk()
    talk.chat.server.use(http.post(SEND, lost))
    await says(talk, '二')
    await elapse('300 ms')
    expect(bubbleOf('二')).toHaveTextContent('确认中')
    const back = await again(talk)
    expect(bubbleOf('二')).toHaveTextContent('确认中')
    expect(back.chat.asked()).not.toContain('sendMsg')
  })

  test('F60 that was acknowledged and not delivered yet: sent, and one', async () => {
    const talk = await aTalk()
    talk.chat.server.use(
      http.get(POLL, never),
      http.post(SEND, () => {
        const saved = talk.world.says({
          content: '二',
          from: '200',
          fromrole: 'MEMBER',
          to: '2',
          torole: 'SALER',
        })
        return HttpResponse.json({ success: true, data: [saved] })
      }),
    )
    await elapse('2.2 s')
    await says(talk, '二')
    await elapse('300 ms')
    expect(bubbleOf('二')).toHaveTextContent('未读')
    const back = await again(talk)
    expect(shownTexts()).toEqual(['一', '二'])
    expect(back.chat.asked()).not.toContain('sendMsg')
  })

  test('F60 that was refused', async () => {
    const talk = await aTalk()
    talk.chat.server.use(http.post(SEND, () => HttpResponse.json({ success: false, message: '不行' })))
    await says(talk, '二')
    await elapse('300 ms')
    const { chat, world } = await again(talk)
    expect(bubbleOf('二')).toHaveTextContent('发送失败')
    await chat.user.click(screen.getByRole('button', { name: '重新发送' }))
    await elapse('3 s')
    expect(texts(world)).toEqual(['一', '二'])
    expect(shownTexts()).toEqual(['一', '二'])
  })

  test('F60 that had not left: it goes out, once', async () => {
    const talk = await aTalk()
    goOffline(talk)
    await elapse('12 s')
    await says(talk, '二')
    await says(talk, '三')
    await elapse('2 s')
    const { chat, world } = await again(talk)
    await elapse('5 s')
    expect(texts(world)).toEqual(['一', '二', '三'])
    expect(shownTexts()).toEqual(['一', '二', '三'])
    expect(chat.asked().filter((line) => line === 'sendMsg')).toHaveLength(2)
  })

  test('F60 that has waited for more than a day: it is not sent by itself', async () => {
    const talk = await aTalk()
    goOffline(talk)
    await elapse('12 s')
    await says(talk, '二')
    await elapse('1 s')
    talk.chat.leave()
    vi.setSystemTime(Date.now() + DAY + 60_000)
    const { world } = talk
    const chat = await renderChat(world)
    await elapse('5 s')
    expect(bubbleOf('二')).toHaveTextContent('发送失败')
    expect(bubbleOf('二')).toHaveTextContent('等待网络超过一天，没有发出')
    expect(texts(world)).toEqual(['一'])
    await chat.user.click(screen.getByRole('button', { name: '重新发送' }))
    await elapse('3 s')
    expect(texts(world)).toEqual(['一', '二'])
  })
})

describe('a message that was perhaps sent', () => {
  test('F54 is sent again only after a warning', async () => {
    const talk = await aTalk()
    talk.chat.server.use(http.post(SEND, lost))
    await says(talk, '二')
    await elapse('300 ms')
    const bubble = bubbleOf('二')
    expect(bubble).toHaveTextContent('确认中')
    await elapse('40 s')
    expect(bubble).toHaveTextContent('可能未发出')
    talk.chat.server.resetHandlers()
    await talk.chat.user.click(within(bubble).getByRole('button', { name: '重新发送' }))
    expect(bubble).toHaveTextContent('对方可能已经收到，再发一次可能会重复')
    await talk.chat.user.click(within(bubble).getByRole('button', { name: '取消' }))
    await elapse('1 s')
    expect(texts(talk.world)).toEqual(['一'])
    await talk.chat.user.click(within(bubble).getByRole('button', { name: '重新发送' }))
    await talk.chat.user.click(within(bubble).getByRole('button', { name: '仍然发送' }))
    await elapse('3 s')
    expect(texts(talk.world)).toEqual(['一', '二'])
    expect(shownTexts()).toEqual(['一', '二'])
  })

  test('F54 that turns up late after all becomes sent, in its bubble', async () => {
    const talk = await aTalk()
    talk.chat.server.use(http.post(SEND, lost))
    await says(talk, '二')
    await elapse('41 s')
    const bubble = bubbleOf('二')
    expect(bubble).toHaveTextContent('可能未发出')
    talk.world.says({ content: '二', from: '200', fromrole: 'MEMBER', to: '2', torole: 'SALER' })
    await elapse('10 s')
    expect(messages()).toEqual([messages()[0], bubble])
    expect(bubble).toHaveTextContent('未读')
  })
})

describe('several messages that failed', () => {
  const refuse = ({ chat }: Talk) =>
    chat.server.use(http.post(SEND, () => HttpResponse.json({ success: false, message: '不行' })))

  test('are sent again by one tap, in their order', async () => {
    const talk = await aTalk()
    refuse(talk)
    await says(talk, '二')
    await elapse('300 ms')
    expect(screen.queryByRole('button', { name: '全部重新发送' })).toBeNull()
    await says(talk, '三')
    await elapse('300 ms')
    expect(screen.getByText('2 条消息未发出')).toBeVisible()
    talk.chat.server.resetHandlers()
    await talk.chat.user.click(screen.getByRole('button', { name: '全部重新发送' }))
    await elapse('5 s')
    expect(texts(talk.world)).toEqual(['一', '二', '三'])
    expect(shownTexts()).toEqual(['一', '二', '三'])
    expect(screen.queryByText('2 条消息未发出')).toBeNull()
  })

  test('leave the focus in the page when a key sends them again, and on the way back when it is asked', async () => {
    const talk = await aTalk()
    refuse(talk)
    await says(talk, '二')
    await says(talk, '三')
    await elapse('300 ms')
    act(() => screen.getByRole('button', { name: '全部重新发送' }).focus())
    await talk.chat.user.keyboard('{Enter}')
    await elapse('100 ms')
    expect(screen.getByRole('log')).toHaveFocus()
    talk.chat.server.use(http.post(SEND, lost))
    await says(talk, '四')
    await elapse('41 s')
    act(() => screen.getByRole('button', { name: '全部重新发送' }).focus())
    await talk.chat.user.keyboard('{Enter}')
    // where a second press does nothing
    expect(screen.getByRole('button', { name: '取消' })).toHaveFocus()
  })

  test('F54 are sent after a warning only, where one of them was perhaps sent', async () => {
    const talk = await aTalk()
    talk.chat.server.use(http.post(SEND, lost))
    await says(talk, '二')
    await elapse('41 s')
    talk.chat.server.resetHandlers()
    refuse(talk)
    await says(talk, '三')
    await elapse('300 ms')
    talk.chat.server.resetHandlers()
    await talk.chat.user.click(screen.getByRole('button', { name: '全部重新发送' }))
    await elapse('1 s')
    expect(screen.getByText('其中有些对方可能已经收到，再发一次可能会重复')).toBeVisible()
    expect(texts(talk.world)).toEqual(['一'])
    await talk.chat.user.click(screen.getByRole('button', { name: '取消' }))
    await talk.chat.user.click(screen.getByRole('button', { name: '全部重新发送' }))
    // the second tap of a double tap is no answer
    await talk.chat.user.click(screen.getByRole('button', { name: '仍然发送' }))
    await elapse('1 s')
    expect(texts(talk.world)).toEqual(['一'])
    await talk.chat.user.click(screen.getByRole('button', { name: '仍然发送' }))
    await elapse('5 s')
    expect(texts(talk.world)).toEqual(['一', '二', '三'])
    expect(shownTexts()).toEqual(['一', '二', '三'])
  })
})
