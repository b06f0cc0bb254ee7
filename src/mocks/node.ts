import { setupServer } from 'msw/node'
import { createHandlers } from './handlers'
import { hostHandlers } from './hostHandlers'
import { filesInMemory, uploadHandlers } from './uploads'
import type { World } from './world'

/** One world for the tests of a file, answering at any origin: the caller starts it with `listen` and ends it with `close`. */
export const createMockServer = (world: World) =>
  setupServer(
    ...createHandlers(() => world),
    ...hostHandlers(() => world),
    ...uploadHandlers(() => world, filesInMemory()),
  )
