import { getResponse, type HttpHandler } from 'msw'

/**
 * Lets `handlers` answer what the page fetches from below `/~mock/`, where no service worker can; nothing of it leaves the
 * page. An abort and a network error reject as those of a real `fetch` do.
 */
export function patchFetch(handlers: HttpHandler[]): void {
  const network = window.fetch.bind(window)
  window.fetch = (input, init) => {
    const address = input instanceof Request ? input.url : String(input)
    const isMocks = new URL(address, location.href).pathname.includes('/~mock/')
    return isMocks ? answer(handlers, new Request(input, init)) : network(input, init)
  }
}

async function answer(handlers: HttpHandler[], request: Request): Promise<Response> {
  const { signal } = request
  if (signal.aborted) throw aborted()
  const abort = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(aborted()))
  })
  const response = await Promise.race([abort, getResponse(handlers, request)])
  if (!response || response.type === 'error') throw new TypeError('Failed to fetch')
  return response
}

const aborted = () => new DOMException('The user aborted a request.', 'AbortError')
