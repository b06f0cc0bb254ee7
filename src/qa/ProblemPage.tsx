import type { ToolLang } from '~/lib/toolLang'

/** What the page cannot be, and why; in a title and a sentence. */
export type PageProblem = Readonly<Record<'title' | 'said', Readonly<Record<ToolLang, string>>>>

/** What QA sees of an address that cannot be played, in place of the conversation. */
export function ProblemPage({ problem, lang }: Readonly<{ problem: PageProblem; lang: ToolLang }>) {
  return (
    <main lang={lang} data-shell className="mx-auto h-viewport max-w-[560px] overflow-y-auto px-6 pt-16">
      <h1 className="text-title font-bold">{problem.title[lang]}</h1>
      <p role="alert" className="break-anywhere pt-4">
        {problem.said[lang]}
      </p>
    </main>
  )
}
