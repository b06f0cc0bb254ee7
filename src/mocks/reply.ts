import { HttpResponse } from 'msw'
import type { WorldOptions } from './options'

/** Who answers: the habits of its envelope, and its time, true UTC ms. */
export type Answerer = Readonly<{ options: Pick<WorldOptions, 'successType' | 'cors'>; now: number }>

/** The envelope around what an endpoint answers. */
export const accepted = (by: Answerer, data: unknown) =>
  HttpResponse.json({ success: yesOrNo(by, true), data: data as object }, { headers: headersOf(by) })

/** What answers a request to the mock itself, which is none of the API's. */
export const done = (data: object | null = null) => HttpResponse.json({ success: true, data })

/** What the mock itself cannot do, in a sentence. */
export const cannot = (message: string, status = 400) =>
  HttpResponse.json({ success: false, message }, { status })

/** The backend's own no, with status 200: `message` in its words. */
export const refused = (by: Answerer, message: string) =>
  HttpResponse.json({ success: yesOrNo(by, false), message }, { headers: headersOf(by) })

/** An HTTP failure with the envelope's body. */
export const failed = (by: Answerer, status: number, headers: Record<string, string> = {}) =>
  HttpResponse.json(
    { success: yesOrNo(by, false), message: MESSAGES[status] ?? `HTTP ${status}` },
    { status, headers: { ...headersOf(by), ...headers } },
  )

/** What a captive portal or an expired session puts in place of any answer. */
export const signInPage = (by: Answerer) =>
  new HttpResponse(
    '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>登录</title><h1>请先登录网络</h1></html>',
    { headers: { 'content-type': 'text/html; charset=utf-8', ...headersOf(by) } },
  )

/** The same answer, broken off in the middle. */
export async function truncated(answer: Response): Promise<Response> {
  const text = await answer.text()
  return new HttpResponse(text.slice(0, Math.ceil(text.length / 2)), {
    status: answer.status,
    headers: { 'content-type': answer.headers.get('content-type') ?? '' },
  })
}

/** No answer: the connection breaks. */
export const broken = () => HttpResponse.error()

const MESSAGES: Readonly<Record<number, string>> = {
  401: '未登录',
  404: '接口不存在',
  413: '文件太大',
  429: '请求过于频繁',
  500: '服务器内部错误',
  503: '服务暂不可用',
}

/** Unlike the stamps in the rows, the web server's own time is right. */
const headersOf = ({ now, options: { cors } }: Answerer): Record<string, string> => ({
  date: new Date(now).toUTCString(),
  ...(cors && { 'access-control-allow-origin': '*', 'access-control-expose-headers': 'date, retry-after' }),
})

const yesOrNo = ({ options }: Answerer, yes: boolean) =>
  options.successType === 'string' ? String(yes) : yes
