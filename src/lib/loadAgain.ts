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
        ? (partOf((await import(/* @vite-ignore */ `${address}?again=${(tries += 1)}`)) as object) as T)
        : await load()
    } catch (error) {
      address ??= /https?:\S+/.exec(String(error))?.[0]
      throw error
    }
  }
}

/**
 * What a file holds. The bundler exports whole modules of it as objects, under names of its own, where others use the file too: what it would pick
 * from them is told by nobody here, so all of them are handed on.
 */
function partOf(file: object): object {
  const modules: unknown[] = Object.values(file)
  return Object.assign(
    {},
    ...modules.filter((one) => Object(one)[Symbol.toStringTag] === 'Module'),
    file,
  ) as object
}
