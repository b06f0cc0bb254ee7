/** Pseudonyms for ids, the same one for the same id, numbers for numbers; none of them is somebody else's id. */
export function createPeopleMask(ids: ReadonlySet<string>): (id: string) => string {
  const known = new Map<string, string>()
  let number = 1000
  return (id) => {
    const before = known.get(id)
    if (before !== undefined || id === '') return before ?? ''
    const isNumber = /^\d+(\.\d+)?$/.test(id)
    let masked: string
    do {
      number += 1
      masked = isNumber ? `${number}` : `user-${number}`
    } while (ids.has(masked))
    known.set(id, masked)
    return masked
  }
}

/** Names by the alphabet, the same one for the same name: `role` tells whether a member is called so or a salesperson. */
export function createNameMask(): (name: string, role: unknown) => string {
  const known = new Map<string, string>()
  return (name, role) => {
    if (name.trim() === '') return name
    const masked = known.get(name) ?? (role === 'SALER' ? '客服' : '会员') + letters(known.size)
    known.set(name, masked)
    return masked
  }
}

/** A, B, … Z, AA, AB, … */
function letters(number: number): string {
  const before = number < 26 ? '' : letters(Math.floor(number / 26) - 1)
  return before + String.fromCharCode(65 + (number % 26))
}

const FOLDER = '/mock-media/'

/** What the mock has of each kind of file, by its ending. */
const SAMPLES: Readonly<Record<string, string>> = {
  jpg: 'rotated.jpg',
  jpeg: 'rotated.jpg',
  png: 'strip.png',
  gif: 'strip.png',
  webp: 'strip.png',
  svg: 'size-chart.svg',
  amr: 'voice-4s.amr',
  mp3: 'voice-4s.mp3',
  wav: 'voice-4s.mp3',
  m4a: 'voice-4s.m4a',
  mp4: 'voice-4s.m4a',
  ogg: 'voice-4s.ogg',
  webm: 'voice-4s.webm',
  silk: 'voice-silk.amr',
}
const UNTOLD: Readonly<Record<string, string>> = { IMAGE: 'strip.png', VOICE: 'voice-4s.mp3' }

const ADDRESS = /^(?:https?:)?\/|^[^\s:/]+\.\w{2,5}$/i

/**
 * Addresses of the mock's own files in place of others, of the same kind and ending; different ones stay different. What is no
 * address is a text. `kind`: of the message that it is, '' for an avatar.
 */
export function createMediaMask(
  maskText: (text: string) => string,
): (address: string, kind: string) => string {
  const known = new Map<string, string>()
  return (address, kind) => {
    if (!ADDRESS.test(address.trim())) return maskText(address)
    const before = known.get(address)
    if (before !== undefined) return before
    const ending = /\.(\w{2,5})(?:[?#]|\s*$)/.exec(address)?.[1]?.toLowerCase() ?? ''
    const isAvatar = kind === '' && (ending === 'svg' || SAMPLES[ending] === undefined)
    const file = isAvatar ? 'avatar-member.svg' : (SAMPLES[ending] ?? UNTOLD[kind] ?? 'strip.png')
    const masked = `${FOLDER}${file}?${known.size + 1}`
    known.set(address, masked)
    return masked
  }
}
