import type { CSSProperties } from 'react'
import { deviceHere } from './SampleTalk'
import { hashOf, type Over } from './Stage'

const SIZE: Readonly<Record<'phone' | 'pc', CSSProperties>> = {
  phone: { width: '100%', height: 667 },
  pc: { width: '100%', height: 600 },
}

/** Another address than that of the page around it, or no browser would open it there. */
const addressOf = (name: string) => {
  const url = new URL(location.href)
  url.searchParams.set('framed', '')
  url.hash = hashOf(name)
  return url.href
}

/** What lies over the page, each over a page of its own: they would take the focus from each other. */
export function Frames({ overs }: Readonly<{ overs: readonly Over[] }>) {
  const device = deviceHere()
  return (
    <div data-frames className="pt-8">
      {overs
        .filter((over) => (over.device ?? device) === device)
        .map(({ name }) => (
          <section key={name} aria-label={name} className="pt-8">
            <h2 className="px-3 text-note font-bold text-secondary pc:px-4">
              <a href={hashOf(name)}>{name}</a>
            </h2>
            {/* oxlint-disable-next-line react/iframe-missing-sandbox -- our own page, which needs all that a sandbox would hold back */}
            <iframe title={name} src={addressOf(name)} loading="lazy" style={SIZE[device]} />
          </section>
        ))}
    </div>
  )
}
