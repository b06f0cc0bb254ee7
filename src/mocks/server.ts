import { getResponse } from 'msw'
import { deviceClock } from '~/lib/clock'
import { chosenWorld } from './chosenWorld'
import { createHandlers } from './handlers'
import { hostHandlers } from './hostHandlers'
import { pageMemory } from './memory'
import { apiBaseOf } from './pageSettings'
import { sharedWorlds } from './sharedWorlds'
import type { WorldState } from './state'
import { filesInMemory, type StoredFile, uploadHandlers } from './uploads'
import { worldRoutes } from './worldRoutes'

declare global {
  /** What the served worlds remember, by scenario and seed. Global, so that an edit of the code does not empty them. */
  var jhMockWorlds: Map<string, WorldState> | undefined
  /** What was uploaded, likewise. */
  var jhMockFiles: Map<string, StoredFile> | undefined
}

const worlds = sharedWorlds({
  memory: pageMemory((globalThis.jhMockWorlds ??= new Map<string, WorldState>())),
  now: deviceClock.wall,
})
const uploaded = filesInMemory((globalThis.jhMockFiles ??= new Map<string, StoredFile>()))

const handlers = [
  ...createHandlers(worlds.backendFor),
  ...hostHandlers(worlds.backendFor),
  ...uploadHandlers(worlds.backendFor, uploaded),
  ...worldRoutes(worlds),
]

/** What is wrong with the world that a page's address chooses, in both languages; null: nothing. */
export async function wrongWorld(pageUrl: string): Promise<string | null> {
  const base = apiBaseOf(pageUrl)
  const chosen = base === null ? null : chosenWorld(`http://localhost${base}/`)
  if (!(chosen instanceof Response)) return null
  const { message } = (await chosen.json()) as Readonly<{ message: string }>
  return message
}

/** Answers a request of the dev or preview server: undefined if it is none of the mock's. */
export const answer = (request: Request): Promise<Response | undefined> => getResponse(handlers, request)
