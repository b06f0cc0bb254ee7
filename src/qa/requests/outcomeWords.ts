import type { QaWords } from '~/qa/words'
import type { Outcome } from './joined'

/** What became of a request, in words; `tone` for the eye. */
export function outcomeWords(
  outcome: Outcome | undefined,
  { waiting, took, failed, givenUp, answered }: QaWords['requests'],
): Readonly<{ text: string; tone: 'plain' | 'good' | 'bad' }> {
  if (!outcome || outcome.kind === 'waiting') return { text: waiting, tone: 'plain' }
  if (outcome.kind === 'answered') return { text: answered, tone: 'plain' }
  if (outcome.kind === 'failed')
    return outcome.how === 'aborted'
      ? { text: givenUp, tone: 'plain' }
      : { text: failed(outcome.how), tone: 'bad' }
  const { added, known, refused } = outcome
  return { text: took(added, known, refused), tone: refused > 0 ? 'bad' : added > 0 ? 'good' : 'plain' }
}
