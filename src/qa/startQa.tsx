import type { ReactElement } from 'react'
import type { Lang } from '~/lib/lang'
import { toolLang } from '~/lib/toolLang'
import { chosenOptions, chosenSeed } from '~/mocks/chosenOptions'
import { type PageProblem, ProblemPage } from './ProblemPage'
import { watchPage } from './watchPage'

/** What there is for QA on this page. `view`: what it shows in place of the conversation; null: nothing. */
export type Qa = Readonly<{
  view: (lang: Lang) => ReactElement | null
  /** Not where the page shows the panel itself. */
  showPanel: () => Promise<void>
}>

/** Readies the page for QA, before anything else runs: the backend that answers, and what sees what is asked of it. */
export async function startQa(): Promise<Qa> {
  // the static build answers itself
  if (import.meta.env.MODE === 'mock') await (await import('~/mocks/browser')).startMock()
  // the mock's host knows the products of its story
  const isMock = !import.meta.env.VITE_API_TARGET
  if (isMock) window.jhIm ??= (await import('~/mocks/host')).host

  const { searchParams } = new URL(location.href)
  const problem = searchParams.has('replay')
    ? await replayProblem()
    : isMock
      ? worldProblem(searchParams.get('scenario') ?? '', searchParams.get('seed') || '1')
      : null
  // behind whatever replaces `fetch`
  watchPage()

  const isBoth = searchParams.get('view') === 'qa' && !problem
  const BothSides = isBoth ? (await import('./bothSides/BothSides')).BothSides : null
  return {
    view: (lang) =>
      problem ? (
        <ProblemPage problem={problem} lang={toolLang(lang)} />
      ) : (
        BothSides && <BothSides lang={toolLang(lang)} />
      ),
    showPanel: async () => {
      if (!BothSides) (await import('./showPanel')).showPanel()
    },
  }
}

/** What is wrong with a recording that the address names, or with how fast it is to be replayed. */
async function replayProblem(): Promise<PageProblem | null> {
  const said = await (await import('./replayPage')).startReplay()
  return said && { title: { 'zh-CN': '无法回放', en: 'This cannot be replayed' }, said }
}

/** What is wrong with the scenarios or the seed of an address: its backend would answer with a 404. */
function worldProblem(scenario: string, seed: string): PageProblem | null {
  const chosen = chosenOptions(scenario)
  if (!chosen.ok)
    return { title: { 'zh-CN': '没有这样的场景', en: 'There is no such scenario' }, said: chosen.said }
  const seeded = chosenSeed(seed)
  return seeded.ok
    ? null
    : { title: { 'zh-CN': '没有这样的种子', en: 'There is no such seed' }, said: seeded.said }
}
