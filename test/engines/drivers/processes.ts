import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Readable } from 'node:stream'

/**
 * The command runs until the standard input ends, as it does when this process ends in whatever way, such as Ctrl-C; then its whole group
 * goes, and before it the folder that was made for it.
 */
const WATCHED = '"$@" & cat >/dev/null; [ -z "$JH_OWN_FOLDER" ] || rm -rf "$JH_OWN_FOLDER"; kill -9 0'

export type Running = Readonly<{
  /** What it writes into its file 3. */
  told: Readable
  /** Ends it and all that it has started. */
  stop: () => Promise<void>
}>

/** Starts a command that ends with this process at the latest, and its children and the folder `JH_OWN_FOLDER` with it. */
export function start(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>> = process.env,
): Running {
  const child: ChildProcess = spawn('/bin/sh', ['-c', WATCHED, 'sh', command, ...args], {
    // a group of its own
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore', 'pipe'],
    env,
  })
  return {
    told: child.stdio[3] as Readable,
    async stop() {
      const ended = once(child, 'exit')
      child.stdin?.end()
      await ended
    },
  }
}
