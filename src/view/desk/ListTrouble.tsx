import { deskTroubleWords } from '~/view/words.deskTrouble'
import { timeLabel } from '~/view/timeLabel'
import { useDesk, useDeskState } from './DeskContext'

/** A line of the foot: where there is none, the foot takes no room. */
export const FOOT_LINE = 'border-t border-hairline px-3 py-2'

/** Says that no row is up to date, why, and what they show instead; nothing while the server answers. */
export function ListTrouble() {
  const { lang, now, words: chatWords } = useDesk()
  const trouble = useDeskState((state) => state.trouble)
  if (!trouble) return null
  const words = deskTroubleWords(lang)
  const { kind, since } = trouble
  return (
    <p data-list-trouble className={`text-danger ${FOOT_LINE}`}>
      {words.kinds[kind]}
      {since !== null && (
        <span className="block text-secondary">{words.since(timeLabel(since, now(), chatWords))}</span>
      )}
    </p>
  )
}
