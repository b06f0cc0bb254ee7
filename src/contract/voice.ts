import { found, say, undecided } from './finding'
import type { Question } from './question'

/** WeChat's voices last 60 s at most: up to twice that it is seconds; the product takes what is over 600 as milliseconds. */
const SURELY_SECONDS = 120
const SURELY_MS = 600

/** In what `voiceLength` counts. */
export const voiceUnit: Question = ({ known: { rows } }) => {
  const lengths = rows.flatMap(({ fields: { type, voiceLength } }) => {
    const length = Number(voiceLength)
    return type === 'VOICE' && length > 0 ? [length] : []
  })
  const seconds = lengths.filter((length) => length <= SURELY_SECONDS).length
  const ms = lengths.filter((length) => length > SURELY_MS).length
  const evidence = say(
    `${lengths.length} 条语音有 voiceLength：${seconds} 条不超过 ${SURELY_SECONDS}，${ms} 条超过 ${SURELY_MS}`,
    `${lengths.length} voices have a voiceLength: ${seconds} of at most ${SURELY_SECONDS}, ${ms} over ${SURELY_MS}`,
  )
  if (seconds > 0 && ms > 0) return [found('voiceLength.unit', 'mixed', 'info', evidence)]
  if (seconds > 0) return [found('voiceLength.unit', 'seconds', 'ok', evidence)]
  return ms > 0
    ? [found('voiceLength.unit', 'milliseconds', 'ok', evidence)]
    : [undecided('voiceLength.unit', evidence)]
}
