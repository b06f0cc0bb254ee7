/** What bytes are, whatever their name says: a name is no promise. */
export type ClipFormat = 'amr' | 'wideband' | 'silk' | 'page' | NativeFormat

/** What browsers play themselves, or some of them. */
export type NativeFormat = keyof typeof MIME

export const MIME = {
  mp3: 'audio/mpeg',
  wav: 'audio/wav',
  mp4: 'audio/mp4',
  /** As phones record it into `.3gp`. */
  amrInMp4: 'audio/mp4; codecs="samr"',
  ogg: 'audio/ogg',
  webm: 'audio/webm',
  aac: 'audio/aac',
  flac: 'audio/flac',
} as const

const SIGNATURES: readonly (readonly [at: number, text: string, format: ClipFormat])[] = [
  [0, '#!AMR\n', 'amr'],
  [0, '#!AMR-WB\n', 'wideband'],
  // WeChat puts a byte before it
  [0, '#!SILK', 'silk'],
  [1, '#!SILK', 'silk'],
  [0, 'ID3', 'mp3'],
  [0, 'RIFF', 'wav'],
  [4, 'ftyp', 'mp4'],
  [0, 'OggS', 'ogg'],
  [0, '\x1a\x45\xdf\xa3', 'webm'],
  [0, 'fLaC', 'flac'],
]

/** How `stsd` begins. */
const S = 's'.charCodeAt(0)

/** The format by the first bytes; null for none that is known here. */
export function sniff(bytes: Uint8Array): ClipFormat | null {
  const head = String.fromCharCode(...bytes.subarray(0, 64))
  const signed = SIGNATURES.find(([at, text]) => head.startsWith(text, at))
  if (signed) return signed[2] === 'mp4' && hasAmr(bytes) ? 'amrInMp4' : signed[2]
  const [first = 0, second = 0] = bytes
  if (first === 0xff && (second & 0xf6) === 0xf0) return 'aac'
  if (first === 0xff && (second & 0xe0) === 0xe0) return 'mp3'
  // a sign-in page, an error in JSON
  return /^(\xef\xbb\xbf)?\s*[<{]/.test(head) ? 'page' : null
}

/** Whether an MP4 has AMR in it, narrow or wide: the first of its descriptions of samples says so. */
function hasAmr(bytes: Uint8Array): boolean {
  const four = (at: number) => String.fromCharCode(...bytes.subarray(at, at + 4))
  for (let at = bytes.indexOf(S); at >= 0; at = bytes.indexOf(S, at + 1))
    if (four(at) === 'stsd') return /samr|sawb/.test(four(at + 16))
  return false
}
