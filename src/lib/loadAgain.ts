/**
 * A loader of a part of the page that may be tried again after it failed. Chromium remembers a module that did not arrive and
 * fails all later imports of its address (https://github.com/whatwg/html/issues/6768); it names that address in its error, and a
 * query makes another one of it.
 */
export function loadAgain<T>(load: () => Promise<T>): () => Promise<T> {
  let address: string | undefined
  let tries = 0
  return async () => {
    try {
      // the same module: what it imports itself is loaded already
      return address
        ? ((await import(/* @vite-ignore */ `${address}?again=${(tries += 1)}`)) as T)
        : await load()
    } catch (error) {
      address ??= /https?:\S+/.exec(String(error))?.[0]
      throw error
    }
  }
}
