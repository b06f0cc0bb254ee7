import { kinds } from '~/kinds/index'
import type { Line } from '~/qa/control'

/** Something that the other side can say at one press. */
export type Sample = Readonly<{ type: string; label: string; line: Line }>

/** The most characters of a label. */
const LABEL = 16

/** What every kind brings as samples, by kind: one that is added shows up by itself. */
export function samplesByKind(): readonly Readonly<{ type: string; samples: readonly Sample[] }>[] {
  return Object.values(kinds).map(({ type, samples }) => ({
    type,
    samples: samples.map(({ content = '', voiceLength, imageSize, bustype, busid }) => ({
      type,
      label: labelOf(content, voiceLength),
      line: {
        type,
        content,
        ...(voiceLength !== undefined && { voiceLength }),
        ...(imageSize !== undefined && { imageSize }),
        ...(bustype !== undefined && { bustype }),
        ...(busid !== undefined && { busid }),
      },
    })),
  }))
}

/** The types of all kinds, as the API calls them. */
export const kindTypes = (): readonly string[] => Object.values(kinds).map(({ type }) => type)

function labelOf(content: string, seconds: number | undefined): string {
  const last = /^[\w:/.-]*\/([^/]+)$/.exec(content)?.[1] ?? content.replace(/\s+/g, ' ')
  const signs = Array.from(last)
  const short = signs.length > LABEL ? `${signs.slice(0, LABEL).join('')}…` : last
  return seconds === undefined ? short : `${short} · ${seconds}`
}

/** So many texts at once. */
export const burst = (count: number, word: string): readonly Line[] =>
  Array.from({ length: count }, (_, i) => ({ type: 'TEXT', content: `${word} ${i + 1}` }))
