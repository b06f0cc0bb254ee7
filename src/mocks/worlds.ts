import { HttpResponse } from 'msw'
import { scenarioNamed, SCENARIOS } from './scenarios'
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

/** `/~mock/NAME/SEED/…`: the world of a scenario and a seed. */
const CHOSEN = /^\/~mock\/([^/]*)\/([^/]*)\//

/**
 * The world that a request's address names, shared by all who ask for it: `/~mock/NAME/SEED/…`, or for plain addresses the
 * one of `default` and seed 1. A 404 that lists what there is where a name is unknown.
 */
export function worldFor(request: Request): World | Response {
  const [, name = 'default', seed = '1'] = CHOSEN.exec(new URL(request.url).pathname) ?? []
  const scenario = scenarioNamed(name)
  if (!scenario) {
    return noSuchWorld(`unknown scenario; known are ${SCENARIOS.map((known) => known.name).join(', ')}`)
  }
  if (!/^\d{1,9}$/.test(seed)) return noSuchWorld('the seed is a whole number of at most 9 digits')
  const key = `${name}/${Number(seed)}`
  const state = states.get(key) ?? emptyState()
  const world =
    worlds.get(key) ?? createWorld({ ...scenario.options, seed: Number(seed), now: deviceClock.wall }, state)
  states.set(key, state)
  worlds.set(key, world)
  return world
}

/** Forgets a world: the next request finds it as it was at the beginning. */
export function forgetWorld(request: Request): Response {
  const world = worldFor(request)
  if (world instanceof Response) return world
  for (const [key, known] of worlds) {
    if (known === world && worlds.delete(key)) states.delete(key)
  }
  return HttpResponse.json({ success: true, data: null })
}

const noSuchWorld = (message: string) => HttpResponse.json({ success: false, message }, { status: 404 })
