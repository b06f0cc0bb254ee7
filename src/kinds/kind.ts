import type { ReactNode } from 'react'
import type { Lang } from '~/lib/lang'
import type { WireMessage } from '~/wire/schema'

/** Everything the product knows about one message type. A new kind is one file with one of these and a line in `registry.ts`. */
export type Kind<Type extends string, Content> = Readonly<{
  /** The API's `type`. */
  type: Type
  /** Reads the content out of an API message; undefined if it is unusable (the message is then shown as unsupported). */
  decode: (wire: WireMessage) => Content | undefined
  /** One line for previews and screen readers, in the kind's own words. */
  summary: (content: Content, lang: Lang) => string
  /** What one copies, quotes and searches word for word; null where there are no words. */
  text: (content: Content) => string | null
  /** `none`: the body draws its own frame, as pictures do; else it stands in a bubble. */
  frame: 'bubble' | 'none'
  Body: (props: BodyProps<Content>) => ReactNode
  /**
   * What the API says for typical and extreme messages of this kind: for the mock, the gallery and the contract test. Left
   * out of production builds.
   */
  samples: readonly Partial<WireMessage>[]
}>

export type BodyProps<Content> = Readonly<{
  content: Content
  /** Identifies the message to the shared player. */
  id: string
  mine: boolean
}>
