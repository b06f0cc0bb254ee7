import { once } from 'node:events'
import { request } from 'node:http'
import { text } from 'node:stream/consumers'
import type { IncomingHttpHeaders } from 'node:http'

export type Answer = Readonly<{ status: number; headers: IncomingHttpHeaders; body: string }>

type Ask = Readonly<{
  method?: string
  headers?: Readonly<Record<string, string>>
  /** The address whose claims a balancer passes on. */
  from?: string
  body?: string
}>

/** Asks over a connection of its own, and changes nothing of what is said: `fetch` unpacks, follows, straightens, and adds headers. */
export async function ask(
  url: string,
  { method = 'GET', headers = {}, from, body }: Ask = {},
): Promise<Answer> {
  const forwarded: Record<string, string> = from ? { 'x-forwarded-for': from } : {}
  const [, host, port, path] = /^http:\/\/([^:/]+):(\d+)(.*)$/.exec(url) ?? []
  const asking = request({ host, port, path, method, agent: false, headers: { ...headers, ...forwarded } })
  asking.end(body)
  const [response] = await once(asking, 'response')
  return { status: response.statusCode, headers: response.headers, body: await text(response) }
}
