import type { Lang } from '~/lib/lang'
import type { Parts } from './words'

/** What the parts say in the languages that have come, each whole: before anything is shown in it. */
export const come: { [L in Lang]?: Parts } = {}

/** The wording of a part by language: `first` is what it says in the first one, which stands in where another has not come. */
export const inLanguages =
  <P extends keyof Parts>(part: P, first: Parts[P]) =>
  (lang: Lang): Parts[P] =>
    come[lang]?.[part] ?? first
