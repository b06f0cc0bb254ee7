import { createElement, type ReactNode } from 'react'
import type { Lang } from '~/lib/lang'
import type { WireMessage } from '~/wire/schema'
import type { BodyProps, Kind } from './kind'
import * as registry from './registry'

/** The message kinds of the product, by type. */
export const kinds = { ...registry }

type Kinds = typeof kinds

export type KnownContent = {
  [T in keyof Kinds]: Readonly<{ type: T } & NonNullable<ReturnType<Kinds[T]['decode']>>>
}[keyof Kinds]

/** A kind that the product does not know, or content that its kind cannot use: kept, ordered and shown as unsupported. */
export type Unsupported = Readonly<{ type: 'UNSUPPORTED' }>

export type Content = KnownContent | Unsupported

const UNSUPPORTED: Unsupported = { type: 'UNSUPPORTED' }

/** The content of an API message. Never throws: a kind that stumbles over its message leaves it unsupported. */
export function decode(wire: WireMessage): Content {
  const kind = kindOf(wire.type)
  if (!kind) return UNSUPPORTED
  try {
    const content = kind.decode(wire)
    return content ? ({ ...content, type: kind.type } as KnownContent) : UNSUPPORTED
  } catch {
    return UNSUPPORTED
  }
}

/** The content of an own message that is still on its way, from the API's `type` and `content`; `seconds` of a voice. */
export const decodeOwn = (type: string, content: string, seconds: number | null = null): Content =>
  // what else a message says is the server's to tell
  decode({ type, content, voiceLength: seconds ?? -1, imageSize: -1 } as WireMessage)

/** One line about a message; null for what no kind of ours can tell. */
export function summarise(content: Content, lang: Lang): string | null {
  return kindOf(content.type)?.summary(content, lang) ?? null
}

/** A message word for word, as one copies, quotes and searches it; null where it has no words. */
export function textOf(content: Content): string | null {
  return kindOf(content.type)?.text(content) ?? null
}

/** The body of a message; null for what no kind of ours can show. */
export function body(content: Content, props: Omit<BodyProps<unknown>, 'content'>): ReactNode {
  const kind = kindOf(content.type)
  return kind ? createElement(kind.Body, { ...props, content }) : null
}

// The registry pairs each type with its own content, which a lookup by a plain string cannot express: hence `unknown`.
function kindOf(type: string): Kind<string, unknown> | undefined {
  return Object.prototype.hasOwnProperty.call(kinds, type)
    ? (kinds as unknown as Record<string, Kind<string, unknown>>)[type]
    : undefined
}
