import type { Finding, Report, Severity } from '~/contract/finding'
import { titleOf } from '~/contract/titles'
import { useQa } from '~/qa/QaContext'

const ORDER: readonly Severity[] = ['error', 'warning', 'info', 'ok']

/** What a check has found, the worst first, and the settings that the product should be built with. */
export function Findings({ report: { findings, settings } }: Readonly<{ report: Report }>) {
  const { words } = useQa()
  const w = words.tools
  const set = Object.entries(settings)
  return (
    <>
      <h2>{w.settings}</h2>
      {set.length === 0 ? (
        <p className="qa-note">{w.noSettings}</p>
      ) : (
        <pre className="qa-settings">{set.map((one) => one.join('=')).join('\n')}</pre>
      )}
      <ul className="qa-findings" aria-label={w.contract}>
        {ORDER.flatMap((severity) => findings.filter((finding) => finding.severity === severity)).map(
          (finding) => (
            <Line key={finding.id} finding={finding} />
          ),
        )}
      </ul>
    </>
  )
}

function Line({ finding: { id, value, evidence, severity } }: Readonly<{ finding: Finding }>) {
  const { words } = useQa()
  const tone = severity === 'error' ? 'bad' : severity === 'warning' ? 'waiting' : 'plain'
  return (
    <li>
      <span className={`qa-tone-${tone}`}>{words.tools.severities[severity]}</span> <code>{id}</code>{' '}
      <b>{value}</b>
      <span className="qa-note"> {titleOf(id)[words.lang]}</span>
      <small>{evidence}</small>
    </li>
  )
}
