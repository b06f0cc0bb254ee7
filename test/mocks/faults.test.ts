import { getResponse } from 'msw'
import { expect, test } from 'vitest'
import type { Faults } from '~/mocks/faults'
import { createHandlers } from '~/mocks/handlers'
import { asMember, aWorld, BEGINNING, contents } from './aWorld'

function serving(faults: Faults) {
  const { world } = aWorld({ faults })
  world.says({ content: '在吗' })
  const handlers = createHandlers(() => world)
  const ask = async (path: string, init?: RequestInit) => {
    const answer = await getResponse(handlers, new Request(`http://jh.test/api/im/${path}`, init))
    if (!answer) throw new Error('no such endpoint')
    return answer
  }
  const query = new URLSearchParams({ ...asMember, lasttime: '0000000000000' }).toString()
  return {
    world,
    poll: (signal?: AbortSignal) => ask(`getNewestMsgListByLastTime?${query}`, signal && { signal }),
    history: () => ask(`getMsgListByPageAndUserId?${query}`),
    send: (content: string) =>
      ask('sendMsg', {
        method: 'POST',
        body: new URLSearchParams({ ...asMember, type: 'TEXT', content }),
      }),
    said: () => contents(world.poll({ ...asMember, lasttime: BEGINNING })),
  }
}

test('cut: the connection breaks, and nothing was done', async () => {
  const { send, said } = serving({ failRate: 1, failure: 'cut' })
  expect((await send('你好')).type).toBe('error')
  expect(said()).toEqual(['在吗'])
})

test('lost: the connection breaks, and it was done', async () => {
  const { send, said } = serving({ failRate: 1, failure: 'lost' })
  expect((await send('你好')).type).toBe('error')
  expect(said()).toContain('你好')
})

test('truncated: status 200, half of the answer, and it was done', async () => {
  const { send, poll, said } = serving({ failRate: 1, failure: 'truncated' })
  const answer = await send('你好')
  expect(answer.status).toBe(200)
  const text = await answer.text()
  expect(text).toMatch(/^\{"success":true,"data":\{/)
  expect(() => JSON.parse(text)).toThrow(SyntaxError)
  expect(said()).toContain('你好')
  const half = await (await poll()).text()
  expect(() => JSON.parse(half)).toThrow(SyntaxError)
})

test('refused: status 200 and a sentence, in the type of success that is set', async () => {
  const { poll, send, said } = serving({ failRate: 1, failure: 'refused' })
  for (const answer of [await poll(), await send('你好')]) {
    expect(answer.status).toBe(200)
    expect(await answer.json()).toEqual({ success: false, message: '系统繁忙，请稍后再试' })
  }
  expect(said()).toEqual(['在吗'])
})

test('hang: no answer until somebody gives up', async () => {
  const { poll } = serving({ failRate: 1, failure: 'hang' })
  const controller = new AbortController()
  let isAnswered = false
  const answer = poll(controller.signal).then((response) => {
    isAnswered = true
    return response
  })
  await new Promise((resolve) => setTimeout(resolve, 30))
  expect(isAnswered).toBe(false)
  controller.abort()
  expect((await answer).type).toBe('error')
})

test('an endpoint has faults of its own, beside or in place of those of all', async () => {
  const { poll, history, send } = serving({
    failRate: 1,
    status: 500,
    at: { history: { status: 404 }, send: { failRate: 0 } },
  })
  expect([(await poll()).status, (await history()).status, (await send('你好')).status]).toEqual([
    500, 404, 200,
  ])
})

test('a server that was told to fail does so until it is told otherwise', async () => {
  const { world, poll } = serving({ failRate: 1, status: 500 })
  world.setFaults({})
  expect((await poll()).status).toBe(200)
  world.setFaults({ failRate: 1, status: 502 })
  expect((await poll()).status).toBe(502)
  world.setFaults(null)
  expect((await poll()).status).toBe(500)
})
