/** The sections of the panel, in their order. */
export const SECTIONS = ['scenario', 'otherSide', 'network', 'clock', 'requests', 'sync', 'tools'] as const
export type Section = (typeof SECTIONS)[number]
