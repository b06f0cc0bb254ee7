import type { World } from './world'

/**
 * What the handlers need of a world. A `World` is one; one whose memory lies elsewhere answers later. Each call is one
 * step: nothing else happens to the world in between.
 */
export type Backend = Pick<World, 'options' | 'now' | 'faults'> &
  Readonly<{
    countRequest: () => Soon<ReturnType<World['countRequest']>>
    poll: (query: Parameters<World['poll']>[0]) => Soon<ReturnType<World['poll']>>
    history: (query: Parameters<World['history']>[0]) => Soon<ReturnType<World['history']>>
    send: (fields: Parameters<World['send']>[0]) => Soon<ReturnType<World['send']>>
    markRead: (query: Parameters<World['markRead']>[0]) => Soon<ReturnType<World['markRead']>>
    unreadCount: (query: Parameters<World['unreadCount']>[0]) => Soon<number>
    contacts: (query: Parameters<World['contacts']>[0]) => Soon<ReturnType<World['contacts']>>
    register: (user: Parameters<World['register']>[0]) => Soon<ReturnType<World['register']>>
    status: (user: Parameters<World['status']>[0]) => Soon<ReturnType<World['status']>>
  }>

type Soon<T> = T | Promise<T>
