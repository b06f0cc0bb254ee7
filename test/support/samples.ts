import history from '~test/fixtures/api/getMsgListByPageAndUserId.json'
import newest from '~test/fixtures/api/getNewestMsgListByLastTime.json'
import sent from '~test/fixtures/api/sendMsg.json'
import type { Row } from './rows'

const samples = {
  getNewestMsgListByLastTime: newest.data,
  getMsgListByPageAndUserId: history.data,
  sendMsg: [sent.data],
} satisfies Record<string, readonly Row[]>

/** The rows of a documented answer, in its order; a fresh copy each time, so that a test may change them. */
export function sampleRows(name: keyof typeof samples): Row[] {
  return structuredClone(samples[name])
}
