import { HttpResponse } from 'msw'
import { beforeAll, describe, expect, test } from 'vitest'
import { HISTORY, rowsOf } from '~/qa/knownRows'
import { maskRecording } from '~/qa/mask'
import { parseRecording, recordingText } from '~/qa/recording'
import type { Delivered, Message } from '~/domain/message'
import type { ChatStore } from '~/store/chatStore'
import { createReplay } from '~/qa/replay'
import { replayChat } from '~test/support/replayChat'
import { anExchange, aRecording } from './aRecording'
import { aRun } from './aRun'

const MINUTE = 60_000

type Row = Readonly<Record<string, unknown>>

/** A run with what hurts: ties, a late row, failures of all kinds, a lost acknowledgement, pages of old messages. */
const aHardRun = () =>
  aRun(async ({ world, say, scrollUp, wait, weather }) => {
    const began = world.now()
    for (let i = 45; i > 0; i -= 1) world.says({ content: `旧消息 ${i}` }, began - i * MINUTE)
    await wait(3)
    await scrollUp()
    world.says({ content: '在吗' })
    world.says({ content: '图呢' })
    await wait(5)
    say('稍等')
    await wait(4)
    weather(async (request, give) => {
      if (!request.url.includes('sendMsg')) return give()
      await give()
      throw new TypeError('Failed to fetch')
    })
    say('好的')
    await wait(2)
    for (const broken of [
      async () => new HttpResponse('<html>请登录 13812345678</html>'),
      async () => HttpResponse.json({ success: false, message: '张三 不存在' }, { status: 503 }),
      async () => new HttpResponse('{"success":true,"data":[{"content":"在'),
      () => Promise.reject(new TypeError('Failed to fetch')),
    ]) {
      weather(broken)
      await wait(4)
    }
    weather(null)
    world.says({ content: '迟到了', sendtime: began + 6000 + world.options.skewMs })
    await wait(50)
    world.says({ content: '/mock-media/x.png', type: 'IMAGE', imageSize: 7 })
    await wait(40)
  })

describe('a recorded run', () => {
  let run: Awaited<ReturnType<typeof aHardRun>>
  let original: readonly string[]
  beforeAll(async () => {
    run = await aHardRun()
    original = run.shown.map((item) => ('id' in item ? item.id : item.raw))
  })

  test('held what it was to hold', () => {
    expect(run.shown.map(({ raw }) => raw)).toEqual([
      ...Array.from({ length: 45 }, (_, i) => `旧消息 ${45 - i}`),
      '在吗',
      '图呢',
      '迟到了',
      '稍等',
      '好的',
      '/mock-media/x.png',
    ])
    expect(run.recording.exchanges.length).toBeGreaterThan(40)
  })

  test.each([1, 10, 1000])(
    'comes to the same end at speed %i, masked and read from its file',
    async (speed) => {
      const parsed = parseRecording(recordingText(maskRecording(run.recording)))
      if (!parsed.ok) throw new Error(parsed.problem.en)
      const replayed = await replayChat(parsed.recording, { speed })
      expect(replayed.complaints).toEqual([])
      expect(replayed.ids).toEqual(original)
      expect(replayed.shown).toHaveLength(original.length)
    },
  )

  test('what is written while it is replayed is saved beside what was recorded, or in place of it', async () => {
    const time = { now: 0 }
    const replay = createReplay(run.recording, { now: () => time.now })
    const ask = async (endpoint: string, fields: Record<string, string>, isPost = false) => {
      const told = new URLSearchParams({
        appid: 'JH',
        from: '200',
        to: '2',
        fromrole: 'MEMBER',
        ...fields,
      }).toString()
      const url = `https://jh.test/api/im/${endpoint}`
      const request = isPost
        ? new Request(url, { method: 'POST', body: told })
        : new Request(`${url}?${told}`)
      const { data } = (await (await replay.answer(request)).json()) as { data: Row[] | Row }
      return [data].flat()
    }
    const send = (content: string) => ask('sendMsg', { content, type: 'TEXT' }, true)
    const newest = () => ask(HISTORY, { page: '1', limit: '10', lasttime: '9999999999999' })
    await newest()
    time.now = 2000
    const [early] = await send('早')
    expect(early).toMatchObject({ content: '早', fromrole: 'MEMBER', torole: 'SALER', status: 0 })
    expect((await newest())[0]).toEqual(early)
    // 稍等 was sent then: its row is of what is sent now
    const asked = run.recording.exchanges.find(({ endpoint }) => endpoint === 'sendMsg') ?? anExchange()
    time.now = asked.after
    const [other] = await send('别的')
    expect(other).toEqual({ ...(rowsOf(asked)?.[0] as Row), content: '别的' })
    time.now += 60_000
    const texts = (await newest()).map(({ content }) => content)
    expect(texts).toContain('别的')
    expect(texts).not.toContain('稍等')
    expect(await send('稍等')).toMatchObject([
      { content: '稍等', _id: expect.stringMatching(/^[0-9a-f]{24}$/) },
    ])
    expect((await newest()).filter(({ content }) => content === '稍等')).toHaveLength(1)
  })

  test.each<[string, (store: ChatStore) => ChatStore, RegExp]>([
    ['loses a late row', without((row) => row.raw === '迟到了'), /^The message \w{24} .* is not shown\.$/],
    ['loses an own row', without((row) => row.raw === '好的'), /is not shown/],
    ['lets a row vanish', vanishing, /^The message \w{24} was shown, and vanished\.$/],
    ['puts rows in another order', misplacing, /stands below/],
    ['takes no row for an own message', neverMatching, /sent 1 times is shown 2 times/],
  ])('fails for a client that %s', async (_, replaceStore, complaint) => {
    const { complaints } = await replayChat(run.recording, { replaceStore })
    expect(complaints.join('\n')).toMatch(new RegExp(complaint, 'm'))
  })
})

/** A store that never gets the rows that `isLost` tells. */
const without =
  (isLost: (row: Delivered) => boolean) =>
  (store: ChatStore): ChatStore => ({
    ...store,
    merge: (rows, rejected, generation) =>
      store.merge(
        rows.filter((row) => !isLost(row)),
        rejected,
        generation,
      ),
  })

const logOf = (store: ChatStore, rows: readonly Message[]) =>
  store.setState({ log: { ...store.getState().log, rows } })

/** Forgets its newest row when a picture comes. */
const vanishing = (store: ChatStore): ChatStore => ({
  ...store,
  merge: (rows, rejected, generation) => {
    if (rows.some(({ type }) => type === 'IMAGE')) logOf(store, store.getState().log.rows.slice(0, -1))
    store.merge(rows, rejected, generation)
  },
})

/** Changes the places of the two rows before the newest one. */
const misplacing = (store: ChatStore): ChatStore => ({
  ...store,
  merge: (rows, rejected, generation) => {
    store.merge(rows, rejected, generation)
    const sorted = [...store.getState().log.rows].sort((a, b) => a.sentAt - b.sentAt)
    logOf(store, [...sorted.slice(0, -3), ...sorted.slice(-3, -1).reverse(), ...sorted.slice(-1)])
  },
})

/** Own rows are about something else than what was written: none is taken for a message of unknown fate. */
const neverMatching = (store: ChatStore): ChatStore => ({
  ...store,
  merge: (rows, rejected, generation) => {
    const topic = { type: 'ORDER_CHAT', id: '1' }
    const others = rows.map((row) => (row.mine ? { ...row, topic } : row))
    store.merge(others, rejected, generation)
  },
})

test('a backend that answered with what is no row is replayed as it was', async () => {
  const recording = aRecording([anExchange({ json: { success: true, data: [null, 1, 'x', []] } })])
  const replay = createReplay(recording, { now: () => 0 })
  const query = new URLSearchParams(recording.exchanges[0]?.query as Record<string, string>)
  const asked = new Request(`http://im.test/api/im/getNewestMsgListByLastTime?${query.toString()}`)
  await expect((await replay.answer(asked)).json()).resolves.toEqual({
    success: true,
    data: [null, 1, 'x', []],
  })
})
