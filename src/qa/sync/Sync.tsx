import { useCallback, useState } from 'react'
import { useQa } from '~/qa/QaContext'
import { SubjectChoice } from '~/qa/SubjectChoice'
import { inspectionsOf, type Subject, thisPage } from '~/qa/subject'
import { useLive } from '~/qa/useLive'
import { deskFacts } from './deskFacts'
import { syncFacts } from './syncFacts'

/** How the conversations of a page keep up with the server, as it changes. */
export function Sync() {
  const { words, subjects } = useQa()
  const [at, setAt] = useState(0)
  return (
    <>
      <SubjectChoice at={at} onChoose={setAt} label={words.frame} />
      <Inspected key={at} subject={subjects[at] ?? thisPage} />
    </>
  )
}

function Inspected({ subject }: Readonly<{ subject: Subject }>) {
  const { words } = useQa()
  const w = words.sync
  const read = useCallback(
    () => ({ all: inspectionsOf(subject), desk: subject.window()?.jhDeskInspector?.() }),
    [subject],
  )
  const { all, desk } = useLive(read)
  return (
    <>
      {all.length === 0 && <p className="qa-note">{w.none}</p>}
      {all.map((inspection, i) => (
        // oxlint-disable-next-line react/no-array-index-key -- an inspection names nobody
        <section key={i} aria-label={`${w.one} ${i + 1}`} className="qa-sync">
          {all.length > 1 && <h2>{`${w.one} ${i + 1}`}</h2>}
          {syncFacts(inspection, w).map(({ group, facts }) => (
            <FactGroup key={group} title={w.groups[group]} facts={facts} />
          ))}
        </section>
      ))}
      {desk && <FactGroup title={w.desk} facts={deskFacts(desk)} />}
    </>
  )
}

type FactGroupProps = Readonly<{
  title: string
  facts: readonly Readonly<{ name: string; value: string }>[]
}>

const FactGroup = ({ title, facts }: FactGroupProps) => (
  <section aria-label={title} className="qa-group">
    <h2>{title}</h2>
    <dl className="qa-facts">
      {facts.map(({ name, value }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  </section>
)
