let network: typeof fetch | null = null

/** From now on the panel asks by what is `fetch` now, past what watches the page's requests: its own are none of them. */
export function askPast(): void {
  network = globalThis.fetch
}

/** Asks for the panel. */
export const ask = (input: string, init?: RequestInit): Promise<Response> =>
  (network ?? globalThis.fetch).call(globalThis, input, init)
