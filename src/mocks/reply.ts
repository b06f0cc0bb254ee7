import { HttpResponse } from 'msw'
import type { World } from './world'

/** The envelope around what an endpoint answers. */
export const accepted = (world: World, data: unknown) =>
  HttpResponse.json({ success: yesOrNo(world, true), data: data as object }, { headers: stamped(world) })

/** The backend's own no, with status 200: `message` in its words. */
export const refused = (world: World, message: string) =>
  HttpResponse.json({ success: yesOrNo(world, false), message }, { headers: stamped(world) })

/** An HTTP failure with the envelope's body. */
export const failed = (world: World, status: number, headers: Record<string, string> = {}) =>
  HttpResponse.json(
    { success: yesOrNo(world, false), message: MESSAGES[status] ?? `HTTP ${status}` },
    { status, headers: { ...stamped(world), ...headers } },
  )

/** What a captive portal or an expired session puts in place of any answer. */
export const signInPage = (world: World) =>
  new HttpResponse(
    '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>登录</title><h1>请先登录网络</h1></html>',
    { headers: { 'content-type': 'text/html; charset=utf-8', ...stamped(world) } },
  )

const MESSAGES: Readonly<Record<number, string>> = {
  401: '未登录',
  404: '接口不存在',
  429: '请求过于频繁',
  503: '服务暂不可用',
}

/** The true UTC time: unlike the stamps in the rows, the web server's own header is right. */
const stamped = (world: World) => ({ date: new Date(world.now()).toUTCString() })

const yesOrNo = (world: World, yes: boolean) => (world.options.successType === 'string' ? String(yes) : yes)
