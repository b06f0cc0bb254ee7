import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { recordingText } from '~/qa/recording'
import { openRecording, type Shelf, startReplay } from '~/qa/replayPage'
import { aRecording, anExchange } from './aRecording'

const PAGE = 'https://jh.test/dir/index.html'
const SAID = aRecording([anExchange({ json: { success: true, data: [{ _id: '1', content: '录' }] } })])

const replaceState = vi.fn<(state: unknown, title: string, url: string) => void>()
const kept = new Map<string, string>()

/** A page at this address; the network serves `text` at `/test/recordings/x.json`. */
function aPage(query: string, text = recordingText(SAID)) {
  vi.stubGlobal('location', new URL(query, PAGE))
  const network = vi.fn<typeof fetch>(async (input) =>
    input === 'https://jh.test/test/recordings/x.json'
      ? new Response(text)
      : new Response('', { status: 404 }),
  )
  return { host: { fetch: network as typeof fetch }, network }
}

function aShelf(text?: string): Shelf & { text: string | undefined } {
  const shelf = {
    text,
    read: async () => shelf.text,
    write: async (it: string) => {
      shelf.text = it
    },
  }
  return shelf
}

beforeEach(() => {
  vi.stubGlobal('history', { state: null, replaceState })
  vi.stubGlobal('localStorage', {
    get length() {
      return kept.size
    },
    key: (i: number) => [...kept.keys()][i] ?? null,
    removeItem: (key: string) => kept.delete(key),
  })
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.clearAllMocks()
  kept.clear()
})

const POLL = `${PAGE}/../api/im/getNewestMsgListByLastTime?appid=JH&from=200&to=2&fromrole=MEMBER&lasttime=0000000000000`

test('a recording of the site answers the API, and tells whose conversation it is; all else goes to the network', async () => {
  const { host, network } = aPage('?replay=/test/recordings/x.json&speed=4')
  expect(await startReplay(host, aShelf())).toBeNull()
  const [, , address] = replaceState.mock.calls[0] ?? []
  expect(Object.fromEntries(new URL(address ?? '').searchParams)).toEqual({
    replay: '/test/recordings/x.json',
    speed: '4',
    appid: 'JH',
    from: '200',
    fromrole: 'MEMBER',
    to: '2',
    lang: 'zh-CN',
  })
  expect(await (await host.fetch(POLL)).json()).toEqual({
    success: true,
    data: [{ _id: '1', content: '录' }],
  })
  expect(network).toHaveBeenCalledTimes(1)
  expect((await host.fetch('https://jh.test/api/upload')).status).toBe(404)
})

test('what an earlier replay left of the conversation is gone, drafts and others stay', async () => {
  const pair = '["JH","MEMBER","200","2"]'
  for (const key of [
    `outbox:${pair}:1`,
    `tail:${pair}:`,
    `draft:${pair}:`,
    'outbox:["JH","MEMBER","201","2"]:1',
  ])
    kept.set(`jh-im:${key}`, '{}')
  await startReplay(aPage('?replay=/test/recordings/x.json').host, aShelf())
  expect([...kept.keys()]).toEqual([`jh-im:draft:${pair}:`, 'jh-im:outbox:["JH","MEMBER","201","2"]:1'])
})

test('a file that is opened is kept for the page of its address', async () => {
  aPage('?appid=X&from=9&to=8&fromrole=SALER&scenario=busy')
  const shelf = aShelf()
  const opened = await openRecording(new Blob([recordingText(SAID)]), shelf)
  const address = opened.ok ? opened.address : ''
  expect(address).toBe(`${PAGE}?replay=kept&appid=JH&from=200&fromrole=MEMBER&to=2&lang=zh-CN`)
  const { host, network } = aPage(address)
  expect(await startReplay(host, shelf)).toBeNull()
  expect(await (await host.fetch(POLL)).text()).toContain('录')
  expect(network).not.toHaveBeenCalled()
})

test('a desk is opened by its salesperson alone', async () => {
  aPage('')
  const query = { appid: 'JH', from: '2', fromrole: 'SALER', lasttime: '0' }
  const desk = aRecording(['200', '201'].map((to) => anExchange({ query: { ...query, to } })))
  const opened = await openRecording(new Blob([recordingText(desk)]), aShelf())
  expect(opened).toMatchObject({ address: `${PAGE}?replay=kept&appid=JH&from=2&fromrole=SALER&lang=zh-CN` })
})

test('a file that is broken, or cannot be kept, is told of, and nothing is kept', async () => {
  aPage('')
  const shelf = aShelf('before')
  expect(await openRecording(new Blob(['{"v":1,']), shelf)).toMatchObject({
    ok: false,
    problem: { en: expect.stringMatching(/cut off/) },
  })
  const large = { size: 51 * 1024 * 1024, text: () => Promise.reject(new Error('read')) } as unknown as Blob
  expect(await openRecording(large, shelf)).toMatchObject({
    problem: { en: expect.stringMatching(/larger than 50 MB/) },
  })
  expect(shelf.text).toBe('before')
  const full = { ...aShelf(), write: () => Promise.reject(new Error('full')) }
  expect(await openRecording(new Blob([recordingText(SAID)]), full)).toMatchObject({
    problem: { en: expect.stringMatching(/did not keep/), 'zh-CN': expect.stringMatching(/没有保存/) },
  })
})

test.each([
  ['?replay=kept', 'This browser keeps no recording: open one in the panel.'],
  ['?replay=/x.json', 'There is no recording at /x.json.'],
  [
    '?replay=//evil.test/x.json',
    'replay is "kept", or the path of a .json file of this site: //evil.test/x.json',
  ],
  ['?replay=/test/recordings/x.json&speed=0', 'The speed of a replay is a number from 0.1 to 1000: speed=0'],
  [
    '?replay=/test/recordings/x.json&speed=fast',
    'The speed of a replay is a number from 0.1 to 1000: speed=fast',
  ],
])(
  'an address that cannot be followed is told of, and the network is left as it was: %s',
  async (query, sentence) => {
    const { host, network } = aPage(query)
    expect((await startReplay(host, aShelf()))?.en).toBe(sentence)
    expect(host.fetch).toBe(network)
  },
)

test('so is a broken file of the site', async () => {
  const { host } = aPage('?replay=/test/recordings/x.json', '{"v"; 1}')
  expect((await startReplay(host, aShelf()))?.['zh-CN']).toBe('录制文件已损坏：第 1 行第 5 个字符不是 JSON。')
  // a development server answers with its page what it does not have
  const { host: other } = aPage('?replay=/test/recordings/x.json', '<!doctype html>')
  expect((await startReplay(other, aShelf()))?.en).toBe('There is no recording at /test/recordings/x.json.')
})

test('an address without a recording is left alone', async () => {
  const { host, network } = aPage('?appid=JH')
  expect(await startReplay(host, aShelf())).toBeNull()
  expect(host.fetch).toBe(network)
  expect(replaceState).not.toHaveBeenCalled()
})
