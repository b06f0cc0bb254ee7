import { XMLHttpRequestInterceptor } from '@mswjs/interceptors/XMLHttpRequest'
import { getResponse, type HttpHandler } from 'msw'
import { SERVED } from './uploads'

/** Whether an address is one that the mock answers in the page. */
const isMocks = (address: string) => {
  const { pathname } = new URL(address, location.href)
  return pathname.includes('/~mock/') || pathname.includes(`/${SERVED}`)
}

/**
 * Lets `handlers` answer what the page asks for from below `/~mock/`, and the files that it has uploaded, where no service worker
 * can; nothing of it leaves the page. An abort and a network error reject as those of a real `fetch` do.
 */
export function patchFetch(handlers: HttpHandler[]): void {
  const network = window.fetch.bind(window)
  window.fetch = (input, init) => {
    const address = input instanceof Request ? input.url : String(input)
    return isMocks(address) ? answer(handlers, new Request(input, init)) : network(input, init)
  }
}

/** The same for `XMLHttpRequest`, which uploads are made with. */
export function patchUploads(handlers: HttpHandler[]): void {
  const interceptor = new XMLHttpRequestInterceptor()
  // oxlint-disable-next-line typescript/no-misused-promises -- it waits for whoever listens
  interceptor.on('request', async ({ request, controller }) => {
    if (!isMocks(request.url)) return
    const response = await getResponse(handlers, request)
    if (response && response.type !== 'error') controller.respondWith(response)
    else controller.errorWith(new TypeError('Failed to fetch'))
  })
  interceptor.apply()
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
