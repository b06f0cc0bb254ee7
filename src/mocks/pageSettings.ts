/**
 * Where the API of the world lives that a page's address chooses by `?scenario=NAME&seed=N`: a path, or null if the address
 * chooses none. An unknown name is passed on: the API then says so, and the page shows it.
 */
export function apiBaseOf(pageUrl: string): string | null {
  const query = new URLSearchParams(pageUrl.split('#')[0]?.split('?').slice(1).join('?') ?? '')
  const [scenario, seed] = [query.get('scenario'), query.get('seed')]
  if (scenario === null && seed === null) return null
  return `/~mock/${encodeURIComponent(scenario || 'default')}/${encodeURIComponent(seed || '1')}`
}

/**
 * The settings of the page at an address, by the names of their metas: where its world's API is, the upload, and the host that tells
 * of contacts and may carry the page (`hostPage.html`, which stands on its own origin).
 */
export function metaFor(pageUrl: string): Readonly<Record<string, string>> {
  const apiBase = apiBaseOf(pageUrl)
  const beside = apiBase ?? '/api'
  return {
    ...(apiBase !== null && { 'jh-api-base': apiBase }),
    'jh-upload-url': `${beside}/upload`,
    'jh-contacts-url': `${beside}/contacts`,
    'jh-host-origins': 'self',
  }
}

/** A built page with settings in front of everything else in its head. They are percent-encoded already. */
export function withMeta(html: string, settings: Readonly<Record<string, string>>): string {
  const metas = Object.entries(settings).map(
    ([name, content]) => `\n    <meta name="${name}" content="${content}" />`,
  )
  return html.replace(/<head[^>]*>/i, (head) => head + metas.join(''))
}
