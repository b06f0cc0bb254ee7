import type { World } from './world'

/**
 * What the handlers need of a world. A `World` is one; one whose memory lies elsewhere answers later. Each call is one
 * step: nothing else happens to the world in between.
 */
export type Backend = Pick<World, 'options'> &
  Readonly<{
    begin: Later<World['begin']>
    poll: Later<World['poll']>
    history: Later<World['history']>
    send: Later<World['send']>
    markRead: Later<World['markRead']>
    unreadCount: Later<World['unreadCount']>
    contacts: Later<World['contacts']>
    register: Later<World['register']>
    status: Later<World['status']>
  }>

type Later<Method extends (...args: never[]) => unknown> = (
  ...args: Parameters<Method>
) => ReturnType<Method> | Promise<ReturnType<Method>>
