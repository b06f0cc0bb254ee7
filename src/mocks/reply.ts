import { HttpResponse } from 'msw'
import type { Backend } from './backend'

/** The envelope around what an endpoint answers. */
export const accepted = (backend: Backend, data: unknown) =>
  HttpResponse.json({ success: yesOrNo(backend, true), data: data as object }, { headers: stamped(backend) })

/** What answers a request to the mock itself, which is none of the API's. */
export const done = () => HttpResponse.json({ success: true, data: null })

/** The backend's own no, with status 200: `message` in its words. */
export const refused = (backend: Backend, message: string) =>
  HttpResponse.json({ success: yesOrNo(backend, false), message }, { headers: stamped(backend) })

/** An HTTP failure with the envelope's body. */
export const failed = (backend: Backend, status: number, headers: Record<string, string> = {}) =>
  HttpResponse.json(
    { success: yesOrNo(backend, false), message: MESSAGES[status] ?? `HTTP ${status}` },
    { status, headers: { ...stamped(backend), ...headers } },
  )

/** What a captive portal or an expired session puts in place of any answer. */
export const signInPage = (backend: Backend) =>
  new HttpResponse(
    '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>登录</title><h1>请先登录网络</h1></html>',
    { headers: { 'content-type': 'text/html; charset=utf-8', ...stamped(backend) } },
  )

const MESSAGES: Readonly<Record<number, string>> = {
  401: '未登录',
  404: '接口不存在',
  413: '文件太大',
  429: '请求过于频繁',
  503: '服务暂不可用',
}

/** The true UTC time: unlike the stamps in the rows, the web server's own header is right. */
const stamped = (backend: Backend) => ({ date: new Date(backend.now()).toUTCString() })

const yesOrNo = (backend: Backend, yes: boolean) =>
  backend.options.successType === 'string' ? String(yes) : yes
