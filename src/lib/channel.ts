/** A way to the other pages of this browser that have opened the same name. */
export type Channel = Readonly<{ post: (message: unknown) => void; close: () => void }>

export type OpenChannel = (name: string, heard: (message: unknown) => void) => Channel

/** null where the browser has none: Safari before 15.4. */
export function browserChannel(): OpenChannel | null {
  if (typeof BroadcastChannel === 'undefined') return null
  return (name, heard) => {
    // oxlint-disable-next-line floor/no-newer-api -- asked for above: without it tabs do without each other
    const channel = new BroadcastChannel(name)
    channel.addEventListener('message', (event: MessageEvent<unknown>) => heard(event.data))
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has none: it reaches its own origin only
    return { post: (message) => channel.postMessage(message), close: () => channel.close() }
  }
}
