const network = globalThis.fetch

/** Asks past what watches the page's requests: what the panel asks is none of them. */
export const ask = (input: string, init?: RequestInit): Promise<Response> =>
  network.call(globalThis, input, init)
