import { expect, test } from 'vitest'
import { readRecording, replayChat } from '~test/support/replayChat'

// recorded on 2026-11-20: 1 min, 32 requests
test('late-row: all that was answered is shown, once and in order', async () => {
  const recording = readRecording(new URL('late-row.json', import.meta.url))
  const { complaints, ids } = await replayChat(recording)
  expect(complaints).toEqual([])
  // this one was said to be missing
  expect(ids).toContain('6affa9a89da60e15dd7f033d')
})
