/** `insecure`: the page came by plain http, where browsers have none; `ask`: the person was not asked yet. */
export type Permission = 'absent' | 'insecure' | 'ask' | 'granted' | 'denied'

/** `tag`: a newer one takes the place of an older one of the same tag. */
export type Note = Readonly<{ tag: string; title: string; body: string; icon?: string | undefined }>

/** Notifications of the desktop. */
export type Notifications = Readonly<{
  /** As it was when `subscribe` last told of it. */
  permission: () => Permission
  /** Asks the person, if there is anything to ask. Only in answer to a click: browsers hold anything else against the page. */
  ask: () => Promise<Permission>
  /** Calls back when the permission may be another one; returns what ends it. */
  subscribe: (changed: () => void) => () => void
  /** Shows one, silently: sounds are our own. A click on it brings the window to the front and calls back. False: it cannot be shown. */
  show: (note: Note, clicked: () => void) => boolean
  close: (tag: string) => void
  /** Closes all of them, and shows no more. */
  stop: () => void
}>

type Api = typeof Notification

export function createNotifications(
  api: Api | undefined = (globalThis as { Notification?: Api }).Notification,
): Notifications {
  const listeners = new Set<() => void>()
  const shown = new Map<string, Notification>()
  let isRefused = api === undefined
  let isStopped = false
  const read = (): Permission => {
    if (!window.isSecureContext) return 'insecure'
    if (isRefused || !api) return 'absent'
    return api.permission === 'default' ? 'ask' : api.permission
  }
  // Chromium asks another process each time, for milliseconds: whoever draws must not
  let known = read()
  const tell = () => {
    known = read()
    for (const listener of listeners) listener()
  }
  const close = (tag: string) => {
    shown.get(tag)?.close()
    shown.delete(tag)
  }
  const closeAll = () => {
    for (const tag of shown.keys()) close(tag)
  }
  const endings = [watchPermission(tell), onEvent('focus', tell), onEvent('pagehide', closeAll)]
  return {
    permission: () => known,
    async ask() {
      if (api && read() === 'ask') await requested(api)
      tell()
      return known
    },
    subscribe(changed) {
      listeners.add(changed)
      return () => void listeners.delete(changed)
    },
    show({ tag, title, body, icon }, clicked) {
      if (!api || isStopped || read() !== 'granted') return false
      const options = { tag, body, renotify: true, silent: true, ...(icon ? { icon } : {}) }
      const note = attempt(() => new api(title, options))
      if (!note) {
        // Chrome of phones has the name and the permission, and throws: it wants a service worker
        isRefused = true
        tell()
        return false
      }
      shown.set(tag, note)
      note.addEventListener('click', (event) => {
        event.preventDefault()
        window.focus()
        close(tag)
        clicked()
      })
      note.addEventListener('close', () => {
        if (shown.get(tag) === note) shown.delete(tag)
      })
      return true
    },
    close,
    stop() {
      isStopped = true
      closeAll()
      for (const end of endings) end()
      listeners.clear()
    },
  }
}

/** Safari before 16 answers by calling back, others by a promise. */
const requested = (api: Api): Promise<unknown> =>
  new Promise((resolve) => {
    const answer = attempt(() => api.requestPermission(resolve)) as Promise<unknown> | null | undefined
    if (answer) answer.then(resolve, resolve)
    else if (answer === null) resolve(null)
  })

/** Tells when the person has changed their mind in the browser's settings, where it tells of that. */
function watchPermission(changed: () => void): () => void {
  let status: PermissionStatus | null = null
  let isOver = false
  const { permissions } = navigator as Partial<Navigator>
  const asked = attempt(() => permissions?.query({ name: 'notifications' }))
  asked?.then(
    (found) => {
      if (isOver) return
      status = found
      found.addEventListener('change', changed)
    },
    () => {},
  )
  return () => {
    isOver = true
    status?.removeEventListener('change', changed)
  }
}

function onEvent(type: string, heard: () => void): () => void {
  window.addEventListener(type, heard)
  return () => window.removeEventListener(type, heard)
}

function attempt<T>(task: () => T): T | null {
  try {
    return task()
  } catch {
    return null
  }
}
