import { expect, test } from 'vitest'
import { shownIn } from '~/store/selectors'
import { sendText } from '~/sync/send'
import { aBrowser, asked } from './aBrowser'

const own = (server: ReturnType<typeof aBrowser>['server']) =>
  server.rows().flatMap(({ mine, content }) => (mine ? [content] : []))

test('F56 of three identical texts two acknowledgements are lost: three rows, three bubbles, each its own', async () => {
  const { time, server, open } = aBrowser()
  const tab = open()
  await time.pass(5_000)
  tab.setMood({ lostAcks: 2 })
  for (let i = 0; i < 3; i += 1) sendText(tab.chat, '嗯')
  let most = 0
  tab.store.subscribe((state) => (most = Math.max(most, shownIn(state).length)))
  await time.pass(40_000)
  expect(own(server)).toEqual(['嗯', '嗯', '嗯'])
  expect(asked([tab], 'send')).toBe(3)
  expect(tab.outbox()).toEqual([])
  expect(most).toBe(6)
  const { claims } = tab.store.getState()
  expect(new Set(claims.values()).size).toBe(3)
})

test('F55 an echo that overtakes its acknowledgement by ten seconds is one bubble throughout', async () => {
  const { time, server, open } = aBrowser()
  const tab = open()
  await time.pass(5_000)
  tab.setMood({ latency: 6_000 })
  sendText(tab.chat, '快')
  tab.setMood({ latency: 40 })
  const shown = new Set<number>()
  tab.store.subscribe((state) => shown.add(shownIn(state).filter(({ raw }) => raw === '快').length))
  await time.pass(20_000)
  expect([...shown]).toEqual([1])
  expect(own(server)).toEqual(['快'])
  expect(tab.outbox()).toEqual([])
})

test('F54 a message that never arrived is looked for, and told as perhaps not sent after two sweeps', async () => {
  const { time, server, open } = aBrowser()
  const tab = open()
  await time.pass(5_000)
  tab.setMood({ fails: { kind: 'unreachable' }, only: 'sends' })
  sendText(tab.chat, '丢了')
  const phases: string[] = []
  tab.store.subscribe(({ outbox }) => {
    const phase = outbox[0]?.state.phase ?? 'none'
    if (phases.at(-1) !== phase) phases.push(phase)
  })
  await time.pass(10_000)
  const sweeps = asked([tab], 'history')
  await time.pass(60_000)
  expect(phases).toEqual(['unknown', 'failed'])
  expect(tab.outbox()[0]?.state).toEqual({ phase: 'failed', failure: { kind: 'unconfirmed' } })
  expect(asked([tab], 'history') - sweeps).toBeGreaterThanOrEqual(2)
  expect(asked([tab], 'send')).toBe(1)
  expect(own(server)).toEqual([])
})

test('F61 a history that hangs after an outage keeps nothing waiting for longer than 10 s and a poll', async () => {
  const { time, server, open } = aBrowser()
  const tab = open()
  await time.pass(5_000)
  tab.setMood({ fails: { kind: 'unreachable' } })
  await time.pass(10_000)
  sendText(tab.chat, '还在吗')
  tab.setMood({ fails: 'hang', only: 'history' })
  const began = time.now()
  while (own(server).length === 0 && time.now() - began < 60_000) await time.pass(100)
  // the last wait of the outage, 10 s, and a poll of the active pace
  expect(time.now() - began).toBeLessThan(8_000 + 10_000 + 2_300)
  await time.pass(5_000)
  expect(tab.outbox()).toEqual([])
})

test('F61 what is written without a network waits, in its order, and goes out once after a poll has succeeded', async () => {
  const { time, server, open } = aBrowser()
  const tab = open()
  await time.pass(5_000)
  tab.setMood({ fails: { kind: 'unreachable' } })
  await time.pass(12_000)
  for (const text of ['一', '二', '三']) sendText(tab.chat, text)
  await time.pass(60_000)
  expect(tab.outbox().map(({ state }) => state.phase)).toEqual(['queued', 'queued', 'queued'])
  expect(asked([tab], 'send')).toBe(0)
  const failed = tab.asked.length
  tab.setMood({ fails: null })
  await time.pass(40_000)
  expect(tab.asked.slice(failed).map(({ what }) => what)[0]).not.toBe('send')
  expect(own(server)).toEqual(['一', '二', '三'])
  expect(asked([tab], 'send')).toBe(3)
  expect(tab.outbox()).toEqual([])
})
