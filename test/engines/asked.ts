// The configuration reads this file too: it imports nothing.

export const ENGINE_NAMES = ['chromium86', 'chromium107', 'wpe', 'webkitgtk', 'firefox', 'chromium'] as const

export type EngineName = (typeof ENGINE_NAMES)[number]

/**
 * What runs when nothing is said: the floor, and the WebKit that starts faster and needs no display. Today's Chromium is what all of
 * `test/browser` runs in.
 */
export const DEFAULT_ENGINES: readonly EngineName[] = ['chromium86', 'wpe']

/** The engines that the environment's `ENGINES` names, with commas between them; `all` is every one. */
export function askedEngines(asked = process.env['ENGINES'] ?? ''): readonly EngineName[] {
  if (asked === '') return DEFAULT_ENGINES
  if (asked === 'all') return ENGINE_NAMES
  return asked.split(',').map((name) => {
    const known = ENGINE_NAMES.find((each) => each === name)
    if (!known) throw new Error(`There is no engine ${name}: ${ENGINE_NAMES.join(', ')}.`)
    return known
  })
}

/** The files of their tests: each its own, and the floor's look beside that of today's Chromium. */
export function filesOfEngines(asked: readonly EngineName[]): string[] {
  const isFloor = asked.includes('chromium86')
  return [...(isFloor ? ['floor'] : []), ...asked].map((name) => `test/engines/${name}.engine.ts`)
}

/** Whom these files start. */
export function enginesOf(asked: readonly EngineName[]): readonly EngineName[] {
  const isToday = asked.includes('chromium86') && !asked.includes('chromium')
  return isToday ? [...asked, 'chromium'] : asked
}
