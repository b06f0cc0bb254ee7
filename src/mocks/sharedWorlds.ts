import type { ApiMessage } from './apiMessage'
import type { Backend } from './backend'
import { chosenWorld } from './chosenWorld'
import type { Memory } from './memory'
import { DEFAULTS } from './options'
import { done } from './reply'
import { emptyState } from './state'
import { createWorld, type World } from './world'

export type SharedWorldsOptions = Readonly<{
  memory: Memory
  /** True UTC ms. */
  now: () => number
  /** A row as it is answered; by default as it was saved. */
  shown?: (row: ApiMessage) => ApiMessage
}>

/**
 * Worlds whose memory several pages share: each request takes up the world where the one before has left it, whichever
 * page that came from, as at a server.
 */
export function sharedWorlds({ memory, now, shown = (row) => row }: SharedWorldsOptions) {
  return {
    /** The backend that a request's address names; a 404 where there is none: see `chosenWorld`. */
    backendFor: (request: Request): Backend | Response => {
      const chosen = chosenWorld(request.url)
      if (chosen instanceof Response) return chosen
      const options = { ...DEFAULTS, ...chosen.options }
      const ask = <T>(question: (world: World) => T) =>
        memory.change(chosen.key, (state) => question(createWorld({ ...options, now }, state)))
      return {
        options,
        now,
        faults: () => options.faults,
        countRequest: () => ask((world) => world.countRequest()),
        poll: (query) => ask((world) => world.poll(query).map(shown)),
        history: (query) => ask((world) => world.history(query).map(shown)),
        send: (fields) => ask((world) => shown(world.send(fields))),
        markRead: (query) => ask((world) => world.markRead(query)),
        unreadCount: (query) => ask((world) => world.unreadCount(query)),
        contacts: (query) => ask((world) => world.contacts(query)),
        register: (user) => ask((world) => world.register(user)),
        status: (user) => ask((world) => world.status(user)),
      }
    },

    /** Forgets a world: the next request of any page finds it as it was at the beginning. */
    forget: async (request: Request): Promise<Response> => {
      const chosen = chosenWorld(request.url)
      if (chosen instanceof Response) return chosen
      await memory.change(chosen.key, (state) => Object.assign(state, emptyState()))
      return done()
    },
  }
}
