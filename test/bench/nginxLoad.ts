import { once } from 'node:events'
import { type ClientHttp2Session, connect as connectHttp2 } from 'node:http2'
import { get } from 'node:https'
import { connect, type Socket } from 'node:net'

/** How many were done, and the ms that each took. */
export type Load = Readonly<{ count: number; took: number[] }>

/** How many connections stay open at once, and of how many people the questions are: none is near its limit. */
const CONNECTIONS = 100
const PEOPLE = 5_000

const pollOf = (who: number) =>
  `/api/im/getNewestMsgListByLastTime?appid=JH&from=${who}&to=2&fromrole=MEMBER&lasttime=1502877055334`
const addressOf = (who: number) => `10.9.${who >> 8}.${who & 255}`
const USER_AGENT =
  'Mozilla/5.0 (Linux; Android 12) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/107.0 Mobile Safari/537.36 MicroMessenger/8.0'

/** Asks `count` times in all, each of `parallel` as soon as it has been answered. */
async function inTurn(
  count: number,
  parallel: number,
  ask: (lane: number, turn: number) => Promise<void>,
): Promise<Load> {
  let turn = 0
  const took: number[] = []
  const lane = async (_: unknown, of: number) => {
    while (turn < count) {
      turn += 1
      const began = performance.now()
      await ask(of, turn)
      took.push(performance.now() - began)
    }
  }
  await Promise.all(Array.from({ length: parallel }, lane))
  return { count: took.length, took }
}

/** Polls over plain connections that are kept, as a balancer keeps them; each answer ends with `end`. */
export async function overHttp(origin: string, count: number, end: string): Promise<Load> {
  const port = Number(new URL(origin).port)
  const sockets = await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      const socket = connect({ port, host: '127.0.0.1', noDelay: true })
      await once(socket, 'connect')
      return socket
    }),
  )
  const load = await inTurn(count, CONNECTIONS, async (lane, turn) => {
    const who = turn % PEOPLE
    const socket = sockets[lane] as Socket
    socket.write(
      `GET ${pollOf(who)} HTTP/1.1\r\nHost: im.example.com\r\nUser-Agent: ${USER_AGENT}\r\nAccept: */*\r\nAccept-Encoding: gzip, deflate\r\n` +
        `Accept-Language: zh-CN\r\nX-Forwarded-For: ${addressOf(who)}\r\n\r\n`,
    )
    let text = ''
    while (!text.endsWith(end)) text += String((await once(socket, 'data'))[0])
  })
  for (const socket of sockets) socket.destroy()
  return load
}

/** Polls over TLS connections that are kept, or asks for all of these files instead. */
export async function overHttp2(origin: string, count: number, files?: readonly string[]): Promise<Load> {
  const sessions = await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      const session = connectHttp2(origin, { rejectUnauthorized: false })
      await once(session, 'connect')
      return session
    }),
  )
  const load = await inTurn(count, CONNECTIONS, async (lane, turn) => {
    const session = sessions[lane] as ClientHttp2Session
    const headers = {
      'user-agent': USER_AGENT,
      'accept-encoding': 'gzip, deflate, br',
      'accept-language': 'zh-CN',
    }
    await Promise.all(
      (files ?? [pollOf(turn % PEOPLE)]).map(async (path) => {
        const stream = session.request({ ...headers, ':path': path })
        stream.resume()
        await once(stream, 'end')
      }),
    )
  })
  for (const session of sessions) session.destroy()
  return load
}

/** One poll a connection, whose keys are agreed on anew: what a phone costs that comes back after a while. */
export const overNewTls = (origin: string, count: number): Promise<Load> =>
  inTurn(count, 20, async (_, turn) => {
    const asking = get(origin + pollOf(turn % PEOPLE), { rejectUnauthorized: false, agent: false })
    const [response] = await once(asking, 'response')
    response.resume()
    await once(response, 'end')
  })

/** Opens so many connections, asks once over each, and holds them until the returned function is called. */
export async function keepOpen(origin: string, count: number): Promise<() => void> {
  const sessions: ClientHttp2Session[] = []
  for (let i = 0; i < count; i += 1) {
    const session = connectHttp2(origin, { rejectUnauthorized: false })
    sessions.push(session)
    const stream = session.request({ ':path': pollOf(i) })
    stream.resume()
    await once(stream, 'end')
  }
  return () => {
    for (const session of sessions) session.destroy()
  }
}
