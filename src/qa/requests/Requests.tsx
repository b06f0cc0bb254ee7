import { useMemo, useState } from 'react'
import { useQa } from '~/qa/QaContext'
import { SubjectChoice } from '~/qa/SubjectChoice'
import { thisPage } from '~/qa/subject'
import { useLive } from '~/qa/useLive'
import { followRequests, isFound, type RequestView } from './followRequests'
import { RequestRow } from './RequestRow'
import { outcomeWords } from './outcomeWords'

/** What the page asks, as it asks it, and what became of it. */
export function Requests() {
  const { words, subjects } = useQa()
  const [at, setAt] = useState(0)
  const subject = subjects[at] ?? thisPage
  return (
    <>
      <SubjectChoice at={at} onChoose={setAt} label={words.frame} />
      <RequestList key={at} read={useMemo(() => followRequests(subject), [subject])} />
    </>
  )
}

function RequestList({ read }: Readonly<{ read: () => RequestView }>) {
  const { words } = useQa()
  const w = words.requests
  const live = useLive(read)
  const [paused, setPaused] = useState<RequestView | null>(null)
  const [filter, setFilter] = useState('')
  /** What left before is not shown, ms by the device's clock. */
  const [from, setFrom] = useState(0)
  const [open, setOpen] = useState<number | null>(null)

  const { requests, outcomes } = paused ?? live
  const all = requests
    .filter(({ at }) => at > from)
    .map((request) => ({ request, outcome: outcomeWords(outcomes.get(request.number), w) }))
  const found = all.filter(({ request, outcome }) => isFound(request, outcome.text, filter)).reverse()
  return (
    <>
      <div className="qa-row">
        <input
          type="search"
          aria-label={w.filter}
          placeholder={w.filter}
          value={filter}
          onChange={(event) => setFilter(event.target.value)}
        />
        <button type="button" aria-pressed={paused !== null} onClick={() => setPaused(paused ? null : live)}>
          {paused ? w.goOn : w.pause}
        </button>
        <button
          type="button"
          onClick={() => {
            setFrom(live.requests[live.requests.length - 1]?.at ?? 0)
            setPaused(null)
          }}
        >
          {w.clear}
        </button>
        <span className="qa-note">{w.shown(found.length, all.length)}</span>
      </div>
      {found.length === 0 && <p className="qa-note">{w.none}</p>}
      <ul aria-label={w.list} className="qa-requests">
        {found.map(({ request, outcome }) => (
          <RequestRow
            key={request.number}
            request={request}
            text={outcome.text}
            tone={outcome.tone}
            words={words}
            isOpen={open === request.number}
            onToggle={setOpen}
          />
        ))}
      </ul>
    </>
  )
}
