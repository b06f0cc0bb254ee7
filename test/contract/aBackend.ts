import { getResponse } from 'msw'
import { checkBackend, type CheckOptions } from '~/contract/checkBackend'
import type { Report } from '~/contract/finding'
import { createHandlers } from '~/mocks/handlers'
import { createWorld, type WorldSetup } from '~/mocks/world'
import { NOON } from '~test/mocks/aWorld'

export const URL_OF_MOCK = 'http://im.test'

/** What most tests ask: as the samples' member, at once, in English. */
export const asMember = {
  url: URL_OF_MOCK,
  appid: 'JH',
  from: '200',
  to: '2',
  role: 'MEMBER',
  write: false,
  lang: 'en',
  wait: () => Promise.resolve(),
} as const satisfies CheckOptions

/** The mock backend in this process, whose time stands still but for 1 ms a request. */
export function aMock(options: Partial<WorldSetup> = {}) {
  let time = NOON
  const world = createWorld({ now: () => time, ...options })
  const handlers = createHandlers(() => world)
  const requests: Request[] = []
  const ask = async (url: string, init: RequestInit) => {
    time += 1
    const request = new Request(url, init)
    requests.push(request)
    return (await getResponse(handlers, request)) ?? new Response(null, { status: 404 })
  }
  const check = (more: Partial<CheckOptions> = {}) =>
    checkBackend({ ...asMember, ask, now: () => time, ...more })
  return { world, ask, check, requests }
}

/** What was found of each id. */
export const valuesOf = ({ findings }: Report): Readonly<Record<string, string | number>> =>
  Object.fromEntries(findings.map(({ id, value }) => [id, value]))

/** The finding of an id. */
export const findingOf = ({ findings }: Report, id: string) => findings.find((finding) => finding.id === id)
