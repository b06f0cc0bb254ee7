import { begin, readPage } from '~/app/early'

/** What React DOM draws, and React DOM: most of what a phone loads, asked for behind what draws the first frame. */
const loadRender = () => import('~/app/render')

async function start(): Promise<void> {
  const { render, renderPage } = await loadRender()
  if (import.meta.env.MODE === 'production') return renderPage(begin())

  // every kind and state side by side, for QA and developers; no part of a release
  if (/[?&]view=gallery(&|$)/.test(location.search))
    return render(await (await import('~/app/gallery')).gallery())

  // a mock, a recording, a panel: what QA works with is no part of a release, and comes before anything is asked
  const qa = await (await import('~/qa/startQa')).startQa()
  const view = qa.view(readPage().lang)
  if (view) render(view)
  else await renderPage(begin())
  await qa.showPanel()
}

if (import.meta.env.MODE === 'production') begin()

// what does not arrive now will not: of an old release all files are gone. The way to load anew is shown at once
start().catch(() => document.getElementById('late')?.style.setProperty('animation', 'none'))
