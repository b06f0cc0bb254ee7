import { Choose } from './parts'
import { useQa } from './QaContext'

type Props = Readonly<{ at: number; label: string; onChoose: (at: number) => void }>

/** Which of the pages is looked at, where there are several. */
export function SubjectChoice({ at, label, onChoose }: Props) {
  const { words, subjects } = useQa()
  if (subjects.length < 2) return null
  return (
    <div className="qa-row">
      <Choose
        label={label}
        value={String(at)}
        options={subjects.map(({ id }, i) => ({
          value: String(i),
          label: id === 'page' ? '' : words.sides[id],
        }))}
        onChoose={(value) => onChoose(Number(value))}
      />
    </div>
  )
}
