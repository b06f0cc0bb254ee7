import { getResponse, http } from 'msw'
import { createHandlers } from './handlers'
import { forgetWorld, worldFor } from './worlds'

const handlers = [
  ...createHandlers(worldFor),
  http.post('*/~mock/:scenario/:seed/reset', ({ request }) => forgetWorld(request)),
]

/** Answers a request of the dev or preview server: undefined if it is none of the mock's. */
export const answer = (request: Request): Promise<Response | undefined> => getResponse(handlers, request)
