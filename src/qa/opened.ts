/** The sections of the panel, in their order. */
export const SECTIONS = ['scenario', 'otherSide', 'network', 'clock', 'requests', 'sync', 'tools'] as const
export type Section = (typeof SECTIONS)[number]

/** Whether the panel is open, and at which section: of this tab, so that a reload or another scenario finds it as it was. */
export type Opened = Readonly<{ isOpen: boolean; section: Section }>

const KEY = 'jh-qa'
const CLOSED: Opened = { isOpen: false, section: 'scenario' }

/** What this tab remembers; the panel is closed where it remembers nothing, or cannot. */
export function readOpened(): Opened {
  try {
    const { isOpen, section } = JSON.parse(sessionStorage.getItem(KEY) ?? '{}') as Partial<Opened>
    const known = SECTIONS.find((one) => one === section)
    return { isOpen: isOpen === true, section: known ?? CLOSED.section }
  } catch {
    return CLOSED
  }
}

/** Keeps it for this tab, where it can. */
export function writeOpened(opened: Opened): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(opened))
  } catch {
    // a private window forgets it
  }
}
