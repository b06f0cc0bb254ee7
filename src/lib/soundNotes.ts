/** One tone: when it begins and how long it rings (seconds), its pitch (Hz), and how loud it is beside the others (0 to 1). */
export type Tone = Readonly<{ at: number; lasts: number; hz: number; loud: number }>

/**
 * The sounds there are, as they are played: short (0.7 s at most), soft in the beginning, and apart from each other by rhythm and
 * not by pitch alone, so that people who hear badly tell them too.
 */
export const SOUNDS = {
  // two steps upwards, a fourth apart: A5, D6
  chime: [
    { at: 0, lasts: 0.32, hz: 880, loud: 0.7 },
    { at: 0.14, lasts: 0.5, hz: 1174.7, loud: 0.6 },
  ],
  // one round drop, with its octave: E5, E6
  drop: [
    { at: 0, lasts: 0.35, hz: 659.3, loud: 0.9 },
    { at: 0, lasts: 0.18, hz: 1318.5, loud: 0.25 },
  ],
  // three quick knocks, low: G4, G4, C5
  knock: [
    { at: 0, lasts: 0.1, hz: 392, loud: 1 },
    { at: 0.13, lasts: 0.1, hz: 392, loud: 1 },
    { at: 0.3, lasts: 0.22, hz: 523.3, loud: 1 },
  ],
} as const satisfies Readonly<Record<string, readonly Tone[]>>

export type SoundName = keyof typeof SOUNDS

export const isSoundName = (name: unknown): name is SoundName =>
  typeof name === 'string' && Object.keys(SOUNDS).includes(name)
