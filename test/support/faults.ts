/**
 * What an endpoint does instead of answering well:
 * an answer of its own; `hang` takes the request and never answers; `stall` sends half of the real answer, then nothing;
 * `reset` destroys the socket without doing anything; `ackLost` does its work (a send is stored), then destroys the socket.
 */
export type Fault =
  | Readonly<{ status: number; headers?: Readonly<Record<string, string>>; body?: string }>
  | 'hang'
  | 'stall'
  | 'reset'
  | 'ackLost'

const JSON_TYPE = { 'content-type': 'application/json;charset=utf-8' }

/** Answers that real networks and backends give, by name. */
export const faults = {
  /** A sign-in page of a proxy, with status 200. */
  webPage: {
    status: 200,
    headers: { 'content-type': 'text/html;charset=utf-8' },
    body: '<!doctype html><title>Sign in</title><p>Please sign in.</p>',
  },
  /** JSON that ends half-way, in an answer that is complete for HTTP. */
  truncated: { status: 200, headers: JSON_TYPE, body: '{"success":true,"data":[{"_id":"5993a4ff3a9b' },
  noContent: { status: 204 },
  noData: { status: 200, headers: JSON_TYPE, body: '{"success":true,"data":null}' },
  refused: { status: 200, headers: JSON_TYPE, body: '{"success":false,"message":"参数错误"}' },
  unauthorized: { status: 401 },
  broken: { status: 500, headers: JSON_TYPE, body: '{"success":false}' },
  /** Too many requests, with `Retry-After` in seconds. */
  tooMany: (seconds: number) => ({ status: 429, headers: { 'retry-after': String(seconds) } }),
} as const
