import type { ReactElement } from 'react'
import { type Lang, langs } from '~/lib/lang'
import type { Problem } from './recording'
import { startReplay } from './replayPage'

const TITLES: Readonly<Record<Lang, string>> = { 'zh-CN': '无法回放', en: 'This cannot be replayed' }

/** Has the recording of the address answer (`startReplay`); what the page is to show where it cannot, else null. */
export async function replayView(): Promise<ReactElement | null> {
  const problem = await startReplay()
  const told = new URL(location.href).searchParams.get('lang')?.toLowerCase()
  const lang = langs.find((lang) => lang.toLowerCase() === told) ?? langs[0]
  return problem && <ReplayProblem problem={problem} lang={lang} />
}

function ReplayProblem({ problem, lang }: Readonly<{ problem: Problem; lang: Lang }>) {
  return (
    <main
      role="alert"
      lang={lang}
      data-shell
      className="mx-auto h-viewport max-w-[560px] overflow-y-auto px-6 pt-16"
    >
      <h1 className="text-title font-bold">{TITLES[lang]}</h1>
      <p className="break-anywhere pt-4">{problem[lang]}</p>
    </main>
  )
}
