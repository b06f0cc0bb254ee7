import { expect, onTestFinished, test, vi } from 'vitest'
import { recordKept, saveRecording, startRecording } from '~/qa/recorder'
import { parseRecording, recordingText } from '~/qa/recording'
import { type RequestWatch, type SeenRequest, watchRequests } from '~/qa/watchRequests'
import { aRecording } from './aRecording'

const POLL =
  'https://jh.test/api/im/getNewestMsgListByLastTime?appid=JH&from=200&to=2&fromrole=SALER&lasttime=0'

const aSeenRequest: SeenRequest = {
  number: 1,
  at: 0,
  ms: 40,
  method: 'GET',
  endpoint: 'getNewestMsgListByLastTime',
  query: {},
  body: null,
  status: 200,
  failure: null,
  headers: {},
  redirected: false,
  text: '',
  rows: null,
}

/** A page of a network that answers with `text`, on a clock that the test moves. */
function aPage(text = '{"success":true,"data":[{"_id":"1","content":"在吗","f_nickname":"林晓雨"}]}') {
  const time = { wall: 1_700_000_000_000, elapsed: 0 }
  const answer = { text, network: true }
  const host: { fetch: typeof fetch } = {
    fetch: async () => {
      if (!answer.network) throw new TypeError('Failed to fetch')
      return new Response(answer.text)
    },
  }
  const watch = watchRequests(host, {
    wall: () => time.wall,
    elapsed: () => time.elapsed,
  })
  const ask = async () => {
    await host.fetch(POLL).catch(() => {})
    await vi.waitFor(() => expect(watch.list().every(({ ms }) => ms !== null)).toBe(true))
  }
  return { watch, time, answer, ask }
}

test('what is asked from the beginning to the end is recorded, with what was answered', async () => {
  const { watch, time, answer, ask } = aPage()
  await ask()
  const recorder = startRecording(watch)
  expect(recorder.count()).toBe(0)
  await ask()
  time.wall += 2000
  answer.text = '<html>'
  await ask()
  answer.network = false
  await ask()
  expect(recorder.count()).toBe(3)
  const recording = recorder.stop({ masked: false })
  await ask()
  expect(recording).toMatchObject({
    v: 1,
    masked: false,
    began: 1_700_000_000_000,
    page: { role: 'SALER', lang: 'zh-CN', device: 'pc' },
    exchanges: [
      { after: 0, status: 200, json: { data: [{ content: '在吗' }] } },
      { after: 2000, status: 200, text: '<html>' },
      { after: 2000, status: null, failure: 'network' },
    ],
  })
  expect(parseRecording(recordingText(recording))).toEqual({ ok: true, recording })
})

test('it is masked unless told otherwise, and what is kept can be recorded afterwards', async () => {
  const { watch, ask } = aPage()
  const recorder = startRecording(watch)
  await ask()
  for (const recording of [recorder.stop(), recordKept(watch)]) {
    expect(recording).toMatchObject({ masked: true, exchanges: [{ after: 0 }] })
    expect(recordingText(recording)).not.toMatch(/在吗|林晓雨|"200"/)
  }
  expect(recordingText(recordKept(watch, { masked: false }))).toContain('在吗')
})

test('one that grows too large ends by itself', () => {
  const watchers: ((request: SeenRequest) => void)[] = []
  const subscribe: RequestWatch['subscribe'] = (told) => {
    watchers.push(told)
    return () => {}
  }
  const recorder = startRecording({ list: () => [], subscribe })
  const text = ' '.repeat(19 * 1024 * 1024)
  const ends = (number: number) => watchers.forEach((told) => told({ ...aSeenRequest, number, text }))
  ends(1)
  ends(2)
  expect(recorder.isFull()).toBe(false)
  ends(3)
  expect(recorder.isFull()).toBe(true)
  expect(recorder.count()).toBe(2)
})

test('it is saved under the time of its beginning', async () => {
  const link = { href: '', download: '', click: vi.fn<() => void>() }
  vi.stubGlobal('document', { createElement: () => link })
  vi.useFakeTimers()
  onTestFinished(() => {
    vi.useRealTimers()
    vi.unstubAllGlobals()
  })
  const saved = vi.spyOn(URL, 'createObjectURL').mockReturnValue('blob:x')
  onTestFinished(() => saved.mockRestore())
  saveRecording({ ...aRecording(), began: new Date(2026, 2, 10, 11, 5).getTime() })
  expect(link.download).toBe('jh-recording-2026-03-10-1105.json')
  expect(link.click).toHaveBeenCalledTimes(1)
  const blob = saved.mock.calls.map(([file]) => file)[0]
  expect(blob instanceof Blob && parseRecording(await blob.text()).ok).toBe(true)
})
