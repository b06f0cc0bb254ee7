import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { start } from './processes'
import { until } from './until'

/** One call of the W3C WebDriver protocol: `call('POST', '/url', { url })`; the value of the answer. */
export type Call = (method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown) => Promise<unknown>

export type DriverOptions = Readonly<{
  command: string
  env?: Readonly<Record<string, string>>
}>

/** The longest that a driver takes to answer, ms: one that takes longer hangs. */
const LONGEST_CALL = 30_000

/** Starts a WebDriver with a home of its own; `stop` ends it and all that it has started. */
export async function startDriver({ command, env = {} }: DriverOptions) {
  const home = mkdtempSync(path.join(tmpdir(), 'jh-engine-'))
  const port = await freePort()
  const running = start(command, [`--port=${port}`, '--host=127.0.0.1'], {
    ...process.env,
    HOME: home,
    JH_OWN_FOLDER: home,
    XDG_RUNTIME_DIR: home,
    TZ: 'Asia/Shanghai',
    ...env,
  })
  const stop = async () => {
    await running.stop()
    rmSync(home, { recursive: true, force: true })
  }
  const call: Call = async (method, path, body) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      headers: { 'content-type': 'application/json' },
      signal: AbortSignal.timeout(LONGEST_CALL),
    })
    const { value } = (await response.json()) as { value: unknown }
    if (response.ok) return value
    const { error, message } = value as { error: string; message: string }
    throw new Error(`${method} ${path}: ${error} ${message}`)
  }
  try {
    await until(command, 10_000, () => call('GET', '/status'))
  } catch (error) {
    await stop()
    throw error
  }
  return { call, stop }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port is free')
  return address.port
}
