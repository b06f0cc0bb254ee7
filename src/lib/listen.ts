type Handlers<Events> = { readonly [Type in keyof Events]?: (event: Events[Type]) => void }

/** Events of a document that no type of TypeScript names. */
type PageLifecycle = { freeze: Event; resume: Event }

/** Listens to several events of a target, passively: none can be prevented. Returns what ends it. */
export function listen(target: Document, handlers: Handlers<DocumentEventMap & PageLifecycle>): () => void
export function listen(target: Window, handlers: Handlers<WindowEventMap>): () => void
export function listen(target: HTMLElement, handlers: Handlers<HTMLElementEventMap>): () => void
export function listen(target: EventTarget, handlers: Record<string, (event: never) => void>): () => void {
  const all = Object.entries(handlers) as [string, EventListener][]
  for (const [type, handler] of all) target.addEventListener(type, handler, { passive: true })
  return () => {
    for (const [type, handler] of all) target.removeEventListener(type, handler)
  }
}
