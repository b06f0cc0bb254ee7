import { type FormEvent, useState } from 'react'
import { checkBackend } from '~/contract/checkBackend'
import type { Report } from '~/contract/finding'
import { reportText } from '~/contract/text'
import { copyText } from '~/lib/copyText'
import { ask } from '~/qa/ask'
import { apiOfPage, otherSideOf } from '~/qa/facts'
import { Field, Group, SaidLine, useSaid } from '~/qa/parts'
import { useQa } from '~/qa/QaContext'
import { Findings } from './Findings'

/** Finds out what the backend of this page does where its documentation is silent. */
export function ContractCheck() {
  const { words, facts } = useQa()
  const w = words.tools
  const role = facts.role ?? 'MEMBER'
  const { member, saler } = otherSideOf(facts)
  const [from, setFrom] = useState(role === 'MEMBER' ? member : saler)
  const [to, setTo] = useState(role === 'MEMBER' ? saler : member)
  const [write, setWrite] = useState(false)
  const [asked, setAsked] = useState<string | null>(null)
  const [report, setReport] = useState<Report | null>(null)
  const { said, good, bad } = useSaid()

  const check = async () => {
    setReport(null)
    try {
      const options = { url: apiOfPage(), appid: facts.appid, role, from, to, write }
      const progress = (request: number, endpoint: string) => setAsked(`${request} ${endpoint}`)
      setReport(await checkBackend({ ...options, lang: words.lang, ask, progress }))
    } catch (error) {
      bad(w.failed(error instanceof Error ? error.message : ''))
    } finally {
      setAsked(null)
    }
  }
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    if (asked !== null) return
    if (from === '' || to === '') return bad(w.noBackend)
    good('')
    void check()
  }
  const copy = async () => {
    if (!report) return
    if (await copyText(reportText(report, words.lang))) good(words.scenario.copied)
    else bad(words.scenario.notCopied)
  }
  return (
    <Group title={w.contract}>
      <p className="qa-note">{w.contractHint}</p>
      <form onSubmit={onSubmit}>
        <div className="qa-row">
          <Field label="from" narrow>
            <input value={from} onChange={(event) => setFrom(event.target.value.trim())} />
          </Field>
          <Field label="to" narrow>
            <input value={to} onChange={(event) => setTo(event.target.value.trim())} />
          </Field>
          <button type="submit" className="qa-main" disabled={asked !== null}>
            {asked === null ? w.check : w.checking}
          </button>
        </div>
        <label className="qa-radio">
          <input type="checkbox" checked={write} onChange={(event) => setWrite(event.target.checked)} />
          {w.write}
        </label>
      </form>
      {asked !== null && <p className="qa-note">{asked}</p>}
      <SaidLine said={said} />
      {report && (
        <>
          <button type="button" onClick={() => void copy()}>
            {w.copyReport}
          </button>
          <Findings report={report} />
        </>
      )}
    </Group>
  )
}
