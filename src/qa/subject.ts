import type { Inspection } from '~/sync/inspect'
import type { RequestWatch } from './watchRequests'

declare global {
  interface Window {
    /** Dev and mock builds: what the page has asked, for the panel of this page or of the one around it. */
    jhRequests?: RequestWatch
  }
}

/** A page that the panel looks at: this one, or one in a frame of it. */
export type Subject = Readonly<{
  id: 'page' | 'member' | 'saler'
  /** null while there is none; frames get another with each reload. */
  window: () => Window | null
}>

export const thisPage: Subject = { id: 'page', window: () => window }

/** How its conversations fare. */
export const inspectionsOf = (subject: Subject): readonly Inspection[] =>
  [...(subject.window()?.jhInspectors ?? [])].map((look) => look())

/** Whether this page is one of the two sides, which the page around it drives. */
export function isSide(): boolean {
  try {
    return window.frameElement?.hasAttribute('data-qa-side') ?? false
  } catch {
    // another origin carries it
    return false
  }
}
