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

/** The name of the setting that tells the page where its API is. */
export const META_NAME = 'jh-api-base'

/** A built page with the setting in front of everything else in its head. `apiBase` is percent-encoded already. */
export function withApiBase(html: string, apiBase: string): string {
  return html.replace(
    /<head[^>]*>/i,
    (head) => `${head}\n    <meta name="${META_NAME}" content="${apiBase}" />`,
  )
}
