import { SCENARIOS } from '~/mocks/scenarios'

/** What is chosen: names of scenarios, and switches with their values. */
export type Choice = Readonly<{ names: readonly string[]; switches: Readonly<Record<string, string>> }>

/** The choice that an address writes: `late-commit,flaky,pollCap=20`. */
export function choiceIn(text: string): Choice {
  const parts = text.split(/[,+\s]+/).filter((part) => part !== '')
  return {
    names: parts.filter((part) => !part.includes('=')),
    switches: Object.fromEntries(
      parts.filter((part) => part.includes('=')).map((part) => cutAt(part, part.indexOf('='))),
    ),
  }
}

const cutAt = (text: string, at: number) => [text.slice(0, at), text.slice(at + 1)] as const

/** The same as an address writes it: names in the order of the list, then the switches. */
export function choiceText({ names, switches }: Choice): string {
  const listed = SCENARIOS.filter(({ name }) => names.includes(name)).map(({ name }) => name)
  const unknown = names.filter((name) => !listed.includes(name))
  const set = Object.entries(switches).filter(([, value]) => value !== '')
  return [...listed, ...unknown, ...set.map((one) => one.join('='))].join(',')
}

/** The address of a page with another world: what else it says stays. */
export function addressWith(pageUrl: string, scenario: string, seed: number): string {
  const url = new URL(pageUrl)
  // a recording would answer in its place
  for (const name of ['scenario', 'seed', 'replay', 'speed']) url.searchParams.delete(name)
  const told = [
    ...(scenario === '' ? [] : [`scenario=${encodeURIComponent(scenario)}`]),
    ...(seed === 1 ? [] : [`seed=${seed}`]),
  ]
    .join('&')
    // both are allowed in a query, and a person reads it
    .replace(/%2C/g, ',')
    .replace(/%3D/g, '=')
  const query = [url.searchParams.toString(), told].filter((part) => part !== '').join('&')
  return `${url.origin}${url.pathname}${query === '' ? '' : `?${query}`}${url.hash}`
}

/** Scenarios whose name, title or descriptions hold each word. */
export function scenariosWith(words: string) {
  const wanted = words.toLowerCase().split(/\s+/)
  return SCENARIOS.filter(({ name, title, note, description }) => {
    const text = `${name} ${title} ${note} ${description}`.toLowerCase()
    return wanted.every((word) => text.includes(word))
  })
}
