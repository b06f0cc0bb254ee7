import { chosenWorld } from './chosenWorld'
import { done } from './reply'
import { emptyState, type WorldState } from './state'
import { createWorld, type World } from './world'
import { deviceClock } from '~/lib/clock'

declare global {
  /** What the served worlds remember, by scenario and seed. Global, so that an edit of the code does not empty them. */
  var jhMockWorlds: Map<string, WorldState> | undefined
}

const states = (globalThis.jhMockWorlds ??= new Map<string, WorldState>())
/** The worlds as this edition of the code plays them. */
const worlds = new Map<string, World>()

/** The world that a request's address names, shared by all who ask for it; a 404 where there is none: see `chosenWorld`. */
export function worldFor(request: Request): World | Response {
  const chosen = chosenWorld(request.url)
  if (chosen instanceof Response) return chosen
  const { key, options } = chosen
  const state = states.get(key) ?? emptyState()
  const world = worlds.get(key) ?? createWorld({ ...options, now: deviceClock.wall }, state)
  states.set(key, state)
  worlds.set(key, world)
  return world
}

/** Forgets a world: the next request finds it as it was at the beginning. */
export function forgetWorld(request: Request): Response {
  const chosen = chosenWorld(request.url)
  if (chosen instanceof Response) return chosen
  worlds.delete(chosen.key)
  states.delete(chosen.key)
  return done()
}
