import { memo, type ReactNode } from 'react'
import type { QaWords } from '~/qa/words'
import type { SeenRequest } from '~/qa/watchRequests'

/** UTF-16 units of an answer that are shown: a page of 1,000 rows would make the browser slow. */
const MOST_TEXT = 20_000

type Props = Readonly<{
  request: SeenRequest
  /** What became of it. */
  text: string
  tone: 'plain' | 'good' | 'bad'
  words: QaWords
  isOpen: boolean
  onToggle: (number: number | null) => void
}>

/** One request: a line, and opened all that it said and was answered. */
export const RequestRow = memo(function RequestRow({ request, text, tone, words, isOpen, onToggle }: Props) {
  const { number, at, ms, method, endpoint, query, status, rows } = request
  const w = words.requests
  const { lasttime, page } = query
  return (
    <li>
      {/* oxlint-disable-next-line jsx-a11y/control-has-associated-label -- all that stands in it is its label */}
      <button
        type="button"
        aria-expanded={isOpen}
        className="qa-request"
        onClick={() => onToggle(isOpen ? null : number)}
      >
        <span className="qa-line">
          <time>{timeOf(at)}</time>
          <b title={`${method} ${endpoint}`}>{endpoint}</b>
          <span>
            {status ?? '–'} · {ms === null ? '…' : `${Math.round(ms)} ms`}
          </span>
        </span>
        <span className="qa-line">
          <span className="qa-note">
            {[
              typeof lasttime === 'string' && `lasttime ${lasttime}`,
              typeof page === 'string' && `page ${page}`,
              rows !== null && w.rows(rows),
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
          <span className={`qa-tone-${tone}`}>{text}</span>
        </span>
      </button>
      {isOpen && <Details request={request} words={w} />}
    </li>
  )
})

function Details({ request, words: w }: Readonly<{ request: SeenRequest; words: QaWords['requests'] }>) {
  const { query, body, headers, text } = request
  return (
    <div className="qa-details">
      <Part title={w.query}>{JSON.stringify(query, null, 1)}</Part>
      {body && <Part title={w.body}>{JSON.stringify(body, null, 1)}</Part>}
      {Object.keys(headers).length > 0 && <Part title={w.headers}>{JSON.stringify(headers, null, 1)}</Part>}
      {text !== null && (
        <Part title={w.answer}>
          {pretty(text.slice(0, MOST_TEXT))}
          {text.length > MOST_TEXT && `\n${w.cutShort}`}
        </Part>
      )}
    </div>
  )
}

const Part = ({ title, children }: Readonly<{ title: string; children: ReactNode }>) => (
  <section aria-label={title}>
    <h2>{title}</h2>
    <pre>{children}</pre>
  </section>
)

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 1)
  } catch {
    return text
  }
}

const two = (value: number) => String(value).padStart(2, '0')

/** `12:34:56.789` of the device. */
function timeOf(at: number): string {
  const time = new Date(at)
  return `${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}.${String(time.getMilliseconds()).padStart(3, '0')}`
}
