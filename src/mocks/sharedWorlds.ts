import type { ApiMessage } from './apiMessage'
import type { Backend } from './backend'
import { type Chosen, chosenWorld } from './chosenWorld'
import type { ToldContact } from './contacts'
import type { Control, ControlOrder } from './control'
import { mediaIn, withMediaIn } from './mediaFolder'
import type { Memory } from './memory'
import { DEFAULTS } from './options'
import { loadState, saveState } from './stateFile'
import { emptyState, type WorldState } from './state'
import { createWorld, type World } from './world'

export type SharedWorldsOptions = Readonly<{
  memory: Memory
  /** True UTC ms. */
  now: () => number
  /** Where the mock's media are served, a path with a slash at both ends; / unless told. */
  folder?: string
}>

export type SharedWorlds = ReturnType<typeof sharedWorlds>

/**
 * Worlds whose memory several pages share: each request takes up the world where the one before has left it, whichever
 * page that came from, as at a server.
 */
export function sharedWorlds({ memory, now, folder = '/' }: SharedWorldsOptions) {
  const shown = (row: ApiMessage) => (folder === '/' ? row : withMediaIn(folder, row))
  const told = (contact: ToldContact): ToldContact => ({
    ...contact,
    avatar: mediaIn(folder, contact.avatar),
  })
  /** Does something with a world, alone with it. */
  const within =
    ({ key, options }: Chosen) =>
    <T>(act: (world: World, state: WorldState) => T) =>
      memory.change(key, (state) => act(createWorld({ ...options, now }, state), state))
  return {
    /** The backend that a request's address names; a 404 where there is none: see `chosenWorld`. */
    backendFor: (request: Request): Backend | Response => {
      const chosen = chosenWorld(request.url)
      if (chosen instanceof Response) return chosen
      const ask = within(chosen)
      return {
        options: { ...DEFAULTS, ...chosen.options },
        begin: (endpoint) => ask((world) => world.begin(endpoint)),
        poll: (query) => ask((world) => world.poll(query).map(shown)),
        history: (query) => ask((world) => world.history(query).map(shown)),
        send: (fields) => ask((world) => shown(world.send(fields))),
        markRead: (query) => ask((world) => world.markRead(query)),
        unreadCount: (query) => ask((world) => world.unreadCount(query)),
        contacts: (query) => ask((world) => world.contacts(query).map(told)),
        register: (user) => ask((world) => world.register(user)),
        status: (user) => ask((world) => world.status(user)),
      }
    },

    /** Does what the panel orders, which may be nothing, and tells how the world stands. */
    control: (chosen: Chosen, order: ControlOrder = {}) =>
      within(chosen)((world, state): Control => {
        if (order.stepMs !== undefined) world.step(order.stepMs)
        if (order.faults !== undefined) world.setFaults(order.faults)
        for (const { inMs = 0, ...fields } of order.says ?? []) world.says(fields, world.now() + inMs)
        return {
          options: world.options,
          faults: world.faults(),
          isFaultsSet: state.faults !== null,
          now: world.now(),
          aheadMs: state.aheadMs,
          rows: state.entries.length,
          pairs: [...state.talks.values()].map(({ pair }) => pair),
        }
      }),

    /** The world as a file. */
    save: (chosen: Chosen) => within(chosen)((world, state) => saveState(chosen.key, state, world.now())),

    /** Takes up a world from a file; null, or what is wrong with it, in a sentence. */
    load: (chosen: Chosen, text: string): Promise<string | null> => {
      const loaded = loadState(text, chosen.key, now())
      if ('wrong' in loaded) return Promise.resolve(loaded.wrong)
      return memory.change(chosen.key, (state) => {
        Object.assign(state, loaded.state)
        return null
      })
    },

    /** Forgets a world: the next request of any page finds it as it was at the beginning. */
    forget: (chosen: Chosen) => memory.change(chosen.key, (state) => void Object.assign(state, emptyState())),
  }
}
