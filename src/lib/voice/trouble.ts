/** Why a clip does not play. Each has its own sentence in `kinds/voiceParts`. */
export type ClipTrouble =
  /** It did not arrive: no network, or too slow. */
  | 'unreachable'
  /** The server has it no longer. */
  | 'missing'
  /** The server does not give it now. */
  | 'refused'
  /** It arrived without a byte. */
  | 'empty'
  /** A page stands where it should be. */
  | 'page'
  | 'large'
  /** The browser keeps the page from reading it, and cannot play it unread. */
  | 'kept'
  | 'wideband'
  | 'silk'
  | 'damaged'
  /** Of a format that this browser, or nobody, knows. */
  | 'format'
  /** What decodes it did not start, or did not end. */
  | 'decoder'
  /** There is nothing to play on: no speaker, or its driver fails. */
  | 'speaker'
  /** The browser wants another tap. */
  | 'blocked'

export class ClipError extends Error {
  // oxlint-disable-next-line no-useless-constructor -- no other text is a trouble
  constructor(trouble: ClipTrouble) {
    super(trouble)
  }

  get trouble(): ClipTrouble {
    return this.message as ClipTrouble
  }
}
