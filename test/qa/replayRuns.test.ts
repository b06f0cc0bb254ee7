import { array, assert, asyncProperty, constant, constantFrom, integer, nat, oneof, record } from 'fast-check'
import { HttpResponse } from 'msw'
import { expect, test } from 'vitest'
import { maskRecording } from '~/qa/mask'
import { idsOf } from '~test/support/judge'
import { replayChat } from '~test/support/replayChat'
import { aRun } from './aRun'

const RUNS = process.env['THOROUGH'] ? 700 : 10

const event = oneof(
  record({ does: constant('arrive' as const), n: integer({ min: 1, max: 12 }) }),
  record({ does: constant('come late' as const), n: integer({ min: 1, max: 20 }) }),
  record({ does: constant('send' as const), n: nat(3) }),
  record({ does: constant('lose an answer' as const), n: nat(3) }),
  record({ does: constant('scroll up' as const), n: constant(0) }),
  record({ does: constant('fail' as const), n: nat(4) }),
)

const backends = record({
  boundary: constantFrom('exclusive' as const, 'inclusive' as const),
  direction: constantFrom('both' as const, 'incoming' as const),
  history: constantFrom(true, true, false),
  faults: record({ latencyMs: constantFrom(0, 80) }),
})

/** Ways to fail, for 4 s. */
const FAILURES = [
  async () => new HttpResponse('<html>'),
  async () => HttpResponse.json({ success: false, message: '不' }, { status: 503 }),
  async () => new HttpResponse('{"success":true,"data":[{"content":"在'),
  () => Promise.reject(new TypeError('Failed to fetch')),
  ({ signal }: Request) =>
    new Promise<Response>((_, reject) => {
      signal.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')))
    }),
]

test('whatever is recorded comes to the same end, masked, on any backend', async () => {
  const events = array(record({ event, pause: constantFrom(0, 1, 3, 8, 40) }), {
    minLength: 2,
    maxLength: 12,
  })
  await assert(
    asyncProperty(events, backends, constantFrom(0, 3, 45), async (events, backend, before) => {
      const { recording, shown } = await aRun(async ({ world, say, scrollUp, wait, weather }) => {
        const began = world.now()
        for (let i = before; i > 0; i -= 1) world.says({ content: `旧消息 ${i}` }, began - i * 60_000)
        await wait(3)
        for (const {
          event: { does, n },
          pause,
        } of events) {
          if (does === 'arrive') for (let i = 0; i < n; i += 1) world.says({ content: `消息 ${i}` })
          if (does === 'come late')
            world.says({ content: '迟到', sendtime: world.now() + world.options.skewMs - n * 1000 })
          if (does === 'scroll up') void scrollUp()
          if (does === 'lose an answer')
            weather(async (request, give) => {
              const answer = await give()
              if (request.url.includes('sendMsg')) throw new TypeError('Failed to fetch')
              return answer
            })
          if (does === 'send' || does === 'lose an answer') say(`我说 ${n}`)
          if (does === 'fail') weather(FAILURES[n] ?? null)
          await wait(does === 'fail' ? 4 : 1)
          weather(null)
          await wait(pause)
        }
        await wait(150)
      }, backend)
      const replayed = await replayChat(maskRecording(recording))
      expect(replayed.complaints).toEqual([])
      expect(replayed.ids).toEqual(idsOf(shown))
    }),
    { seed: 20261130, numRuns: RUNS, endOnFailure: true },
  )
})
