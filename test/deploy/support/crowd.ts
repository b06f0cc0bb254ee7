import { setTimeout as delay } from 'node:timers/promises'

const POLLERS = 6
const SENDERS = 2
/** Milliseconds between the questions of one: ten times faster than the page. */
const PACE = 150

type Heard = Readonly<{ who: number; status: number; marked: boolean }>

/** Several people who poll and send through `origin`, each from an address of their own, until `stop`. */
export function startCrowd(origin: string) {
  const heard: Heard[] = []
  const sent: { content: string; status: number }[] = []
  /** Answers that are no JSON of the API. */
  const odd: string[] = []
  const state = { isOn: true }
  let marked = false

  async function ask(who: number, url: string, content?: string) {
    const wasMarked = marked
    const headers = { 'x-forwarded-for': `198.51.100.${who}` }
    const body = new URLSearchParams({
      appid: 'JH',
      from: `9${who}`,
      to: '2',
      fromrole: 'MEMBER',
      content: content ?? '',
    })
    const response = await fetch(
      `${origin}/api/im/${url}`,
      content === undefined ? { headers } : { method: 'POST', headers, body },
    )
    const text = await response.text()
    const { success } = readJson(text)
    if (success !== (response.status === 200)) odd.push(`${response.status}: ${text}`)
    heard.push({ who, status: response.status, marked: wasMarked })
    return response.status
  }

  async function goOn(who: number) {
    for (let turn = 0; state.isOn; turn += 1) {
      if (who < POLLERS) {
        await ask(
          who,
          `getNewestMsgListByLastTime?appid=JH&from=9${who}&to=2&fromrole=MEMBER&lasttime=0000000000000`,
        )
      } else {
        const content = `${who}/${turn}`
        sent.push({ content, status: await ask(who, 'sendMsg', content) })
      }
      await delay(PACE)
    }
  }
  const all = Array.from({ length: POLLERS + SENDERS }, (_, who) => who)
  const going = Promise.all(all.map(goOn))
  const statuses = (of: (one: Heard) => boolean) => heard.filter(of).map(({ status }) => status)

  return {
    /** The different statuses that questions and sends have had so far. */
    heard: () => ({
      polls: [...new Set(statuses(({ who }) => who < POLLERS))],
      sends: [...new Set(statuses(({ who }) => who >= POLLERS))],
    }),
    /** Waits until everyone has been answered twice with this status, since `mark` where that was called. */
    async everyone(status: number) {
      const count = (who: number) => statuses((one) => one.who === who && one.marked === marked)
      while (!all.every((who) => count(who).filter((one) => one === status).length >= 2)) await delay(20)
    },
    /** What is asked from now on is told apart from what was asked before. */
    mark: () => void (marked = true),
    /** Each message, and the status that its sender got. */
    sent: () => sent as readonly Readonly<{ content: string; status: number }>[],
    /** Statuses of what was asked before and after `mark`. */
    async stop() {
      state.isOn = false
      await going
      return { before: statuses(({ marked }) => !marked), after: statuses(({ marked }) => marked), odd }
    },
  }
}

function readJson(text: string): { success?: unknown } {
  try {
    return JSON.parse(text) as { success?: unknown }
  } catch {
    return {}
  }
}
