import type { Chat } from '~/sync/chat'
import type { DeskInspection } from '~/sync/desk/inspectDesk'
import { inspect, type Inspection } from '~/sync/inspect'

declare global {
  interface Window {
    /** Of each conversation that is mounted, what looks at it: for QA's panel, and in no release. */
    jhInspectors?: Set<() => Inspection>
    /** The same of the desk. */
    jhDeskInspector?: () => DeskInspection
  }
}

/** Lets QA's panel look at a desk; returns what ends it. No part of a release. */
export function letInspectDesk(inspect: () => DeskInspection): () => void {
  window.jhDeskInspector = inspect
  return () => {
    if (window.jhDeskInspector === inspect) delete window.jhDeskInspector
  }
}

/** The same of a conversation. */
export function letInspect(chat: Chat): () => void {
  const inspector = () => inspect(chat)
  const all = (window.jhInspectors ??= new Set())
  all.add(inspector)
  return () => void all.delete(inspector)
}
