import { CircleAlert } from 'lucide-react'
import type { Lang } from '~/lib/lang'
import { type ProblemWords, problemWords } from './words.problems'

/** A setting of the page that is missing or wrong: its name, what stands there ('' if nothing), and where it was looked for. */
export type AddressProblem = Readonly<{
  name: string
  value: string
  place: 'address' | 'setting'
  /** `insecure`: plain http asked by an https page, which browsers forbid. `times`: no such list of seconds. `foreign`: not of the page's own origin. `side`: neither sender nor reader. `count`: no such number. `origins`: no list of such. `rate`: no such number of requests a minute. `keepers`: neither members nor all nor none. */
  reason: 'missing' | keyof ProblemWords['settings']
}>

const EXAMPLE = '?appid=JH&from=200&to=2&fromrole=MEMBER'

/** Names what is missing or wrong in the page's address, with one that works. */
export function AddressProblems({
  problems,
  lang,
}: Readonly<{ problems: readonly AddressProblem[]; lang: Lang }>) {
  const say = problemWords(lang)
  return (
    <main data-shell className="mx-auto h-viewport max-w-[560px] overflow-y-auto px-6 pt-16">
      <h1 className="flex items-center gap-2 text-title font-bold">
        <CircleAlert size={20} aria-hidden className="shrink-0 text-danger" />
        {say.title}
      </h1>
      <p className="pt-4">{say.intro}</p>
      <ul className="list-disc pt-2 pl-6">
        {problems.map((problem) => (
          <li key={problem.name} className="break-anywhere pt-1">
            {sentence(problem, say)}
          </li>
        ))}
      </ul>
      <p className="pt-4">{say.example}</p>
      <p className="pt-1">
        <a className="break-anywhere text-link underline" href={EXAMPLE}>
          {EXAMPLE}
        </a>
      </p>
    </main>
  )
}

function sentence({ name, value, place, reason }: AddressProblem, say: ProblemWords): string {
  if (place === 'setting') return say.settings[reason === 'missing' ? 'invalid' : reason](name, value)
  const meaning = isNamed(name, say.meanings) ? say.meanings[name] : name
  return reason === 'missing' ? say.missing(name, meaning) : say.invalid(name, value, meaning)
}

const isNamed = (name: string, meanings: ProblemWords['meanings']): name is keyof typeof meanings =>
  Object.prototype.hasOwnProperty.call(meanings, name)
