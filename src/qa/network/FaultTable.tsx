import { type FormEvent, useState } from 'react'
import { ENDPOINTS, FAILURES, type Failure, type Faults } from '~/mocks/faults'
import { Choose, Field, Group } from '~/qa/parts'
import { useQa } from '~/qa/QaContext'
import { type DraftProblem, draftOf, type FaultFields, faultsOf, type Row } from './faultDraft'

type Props = Readonly<{ faults: Faults; onApply: (faults: Faults) => void }>

const ROWS: readonly Row[] = ['all', ...ENDPOINTS]

/** Latency, failure rate and kind of failure, of all endpoints and of each. */
export function FaultTable({ faults, onApply }: Props) {
  const { words } = useQa()
  const w = words.network
  const [draft, setDraft] = useState(() => draftOf(faults, ENDPOINTS))
  const [problem, setProblem] = useState<DraftProblem | null>(null)
  const set = (row: Row, fields: Partial<FaultFields>) =>
    setDraft({ ...draft, rows: { ...draft.rows, [row]: { ...draft.rows[row], ...fields } } })
  const nameOf = (row: Row) => (row === 'all' ? w.all : w.endpoints[row])
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    const said = faultsOf(draft, faults, ENDPOINTS)
    if ('row' in said) return setProblem(said)
    setProblem(null)
    onApply(said)
  }
  const isBad = (row: Row, field: DraftProblem['field']) => problem?.row === row && problem.field === field
  const number = (row: Row, field: 'latency' | 'percent') => (
    <input
      aria-label={`${nameOf(row)} ${w[field]}`}
      aria-invalid={isBad(row, field)}
      inputMode="decimal"
      placeholder={row === 'all' ? '0' : '='}
      value={draft.rows[row][field]}
      onChange={(event) => set(row, { [field]: event.target.value })}
    />
  )
  return (
    <Group title={w.table}>
      <form onSubmit={onSubmit}>
        <table className="qa-faults">
          <thead>
            <tr>
              <th scope="col">{w.endpoint}</th>
              <th scope="col">{w.latency}</th>
              <th scope="col">{w.percent}</th>
              <th scope="col">{w.failure}</th>
            </tr>
          </thead>
          <tbody>
            {ROWS.map((row) => (
              <tr key={row}>
                <th scope="row">{nameOf(row)}</th>
                <td>{number(row, 'latency')}</td>
                <td>{number(row, 'percent')}</td>
                <td>
                  <Choose<Failure | ''>
                    label={`${nameOf(row)} ${w.failure}`}
                    value={draft.rows[row].failure}
                    options={[
                      { value: '', label: row === 'all' ? w.failures.status : w.asAll },
                      ...FAILURES.filter((one) => row !== 'all' || one !== 'status').map((value) => ({
                        value,
                        label: w.failures[value],
                      })),
                    ]}
                    onChoose={(failure) => set(row, { failure })}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        <div className="qa-row">
          {(['status', 'retryAfter'] as const).map((field) => (
            <Field key={field} label={w[field]} narrow>
              <input
                inputMode="numeric"
                placeholder={field === 'status' ? '503' : '–'}
                aria-invalid={isBad('all', field)}
                value={draft[field]}
                onChange={(event) => setDraft({ ...draft, [field]: event.target.value })}
              />
            </Field>
          ))}
          <button type="submit" className="qa-main">
            {w.apply}
          </button>
        </div>
        {problem && (
          <p role="alert" className="qa-refusal">
            {w.problem(nameOf(problem.row), problem.field)}
          </p>
        )}
      </form>
    </Group>
  )
}
