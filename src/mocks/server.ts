import { getResponse, http } from 'msw'
import { createHandlers } from './handlers'
import { hostHandlers } from './hostHandlers'
import { filesInMemory, type StoredFile, uploadHandlers } from './uploads'
import { forgetWorld, worldFor } from './worlds'

declare global {
  /** What was uploaded. Global, so that an edit of the code does not lose it. */
  var jhMockFiles: Map<string, StoredFile> | undefined
}

const uploaded = filesInMemory((globalThis.jhMockFiles ??= new Map<string, StoredFile>()))

const handlers = [
  ...createHandlers(worldFor),
  ...hostHandlers(worldFor),
  ...uploadHandlers(worldFor, uploaded),
  http.post('*/~mock/:scenario/:seed/reset', ({ request }) => forgetWorld(request)),
]

/** Answers a request of the dev or preview server: undefined if it is none of the mock's. */
export const answer = (request: Request): Promise<Response | undefined> => getResponse(handlers, request)
