import { useState } from 'react'

type AvatarProps = Readonly<{
  /** Decides the colour where there is no picture, so that a person keeps it. */
  id: string
  name: string
  /** null or a picture that does not load: the initial on a calm colour. */
  url: string | null
}>

/** Dark enough for white text (≥ 4.5 : 1), calm enough for a whole day. */
const GROUNDS = [
  '#4a6a8a',
  '#5b6e4e',
  '#7d5a6b',
  '#6b5f8a',
  '#8a5f3d',
  '#3f7272',
  '#7a5c5c',
  '#5f6670',
] as const

/** A person's picture or initial. Decoration: the name stands in the text beside it. */
export function Avatar({ id, name, url }: AvatarProps) {
  const [broken, setBroken] = useState<string | null>(null)
  const size = 'h-10 w-10 shrink-0 rounded-bubble pc:h-9 pc:w-9'
  if (url !== null && url !== broken) {
    return (
      <img
        data-avatar
        src={url}
        alt=""
        title={name}
        width={40}
        height={40}
        loading="lazy"
        decoding="async"
        referrerPolicy="no-referrer"
        className={`${size} bg-panel object-cover`}
        onError={() => setBroken(url)}
      />
    )
  }
  return (
    <span
      data-avatar
      aria-hidden
      title={name}
      style={{ backgroundColor: groundOf(id) }}
      className={`${size} flex items-center justify-center text-title text-on-avatar select-none`}
    >
      {initialOf(name)}
    </span>
  )
}

function initialOf(name: string): string {
  const first = name.trim().codePointAt(0)
  return first === undefined ? '?' : String.fromCodePoint(first).toUpperCase()
}

function groundOf(id: string): string {
  // FNV-1a: neighbouring ids get different colours
  let hash = 0x811c9dc5
  for (const char of id) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0
  // without a sign: the remainder of a negative number is negative, and no place in the list
  const spread = (hash ^ (hash >>> 15)) >>> 0
  return GROUNDS[spread % GROUNDS.length] ?? GROUNDS[0]
}
