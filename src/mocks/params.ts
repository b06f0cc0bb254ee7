import type { HistoryQuery, PollQuery } from './answers'
import type { ContactsQuery } from './contacts'
import type { WorldOptions } from './options'
import type { User } from './users'
import type { SendFields } from './world'
import type { PairQuery } from '~/wire/api'
import type { Role } from '~/wire/schema'

/** What a request lacks, in the server's words. Thrown by the readers below, answered as `success: false`. */
export class BadRequest extends Error {}

type Fields = Readonly<Record<string, unknown>>

/** What a backend minds of a request. */
type Habits = Pick<WorldOptions, 'withoutTo' | 'bodies'>

/** The parameters of the poll; throws `BadRequest`. */
export function pollQuery(url: string, habits: Habits): PollQuery {
  const fields = queryOf(url)
  return { ...readingQuery(fields, habits), lasttime: stamp(fields, 'lasttime') }
}

/** The parameters of history; throws `BadRequest`. */
export function historyQuery(url: string, habits: Habits): HistoryQuery {
  const fields = queryOf(url)
  const paging = { page: count(fields, 'page', 1), limit: count(fields, 'limit', 10) }
  return { ...readingQuery(fields, habits), ...paging, lasttime: stamp(fields, 'lasttime') }
}

/** Where everybody is meant `to` is ''. */
function readingQuery(fields: Fields, { withoutTo }: Habits): PairQuery {
  const everybody = withoutTo === 'all' && !fields['to']
  return everybody ? { ...pairQuery({ ...fields, to: '-' }), to: '' } : pairQuery(fields)
}

/** Whose contacts are asked for; throws `BadRequest`. */
export function contactsQuery(url: string): ContactsQuery {
  const fields = queryOf(url)
  return { appid: text(fields, 'appid'), from: text(fields, 'from'), fromrole: role(fields, 'fromrole') }
}

/** The fields of a message to send, from a form or a JSON body; throws `BadRequest`. */
export async function sendFields(request: Request, habits: Habits): Promise<SendFields> {
  const fields = await bodyOf(request, habits)
  for (const name of ['content', 'type']) text(fields, name)
  return { ...fields, ...pairQuery(fields) }
}

/** Whose unread messages are meant (`from` wrote them); throws `BadRequest`. */
export const countQuery = (url: string): PairQuery => pairQuery(queryOf(url))
/** The same of a POST. */
export const readFields = async (request: Request, habits: Habits): Promise<PairQuery> =>
  pairQuery(await bodyOf(request, habits))

/** Whose status is asked for; throws `BadRequest`. */
export const statusQuery = (url: string): User => user(queryOf(url))
/** Who says that they are there; throws `BadRequest`. */
export const userFields = async (request: Request, habits: Habits): Promise<User> =>
  user(await bodyOf(request, habits))

function user(fields: Fields): User {
  return { appid: text(fields, 'appid'), userid: text(fields, 'userid'), userrole: role(fields, 'userrole') }
}

function pairQuery(fields: Fields): PairQuery {
  const fromrole = role(fields, 'fromrole')
  return { appid: text(fields, 'appid'), from: text(fields, 'from'), fromrole, to: text(fields, 'to') }
}

function role(fields: Fields, name: string): Role {
  const value = text(fields, name)
  if (value !== 'MEMBER' && value !== 'SALER') throw new BadRequest(`参数错误：${name}`)
  return value
}

function text(fields: Fields, name: string): string {
  const value = fields[name]
  if (typeof value === 'number') return String(value)
  if (typeof value !== 'string' || value === '') throw new BadRequest(`缺少参数：${name}`)
  return value
}

/** A stamp is always 13 digits, also the one that means "from the beginning". */
function stamp(fields: Fields, name: string): number {
  const value = text(fields, name)
  if (!/^\d{13}$/.test(value)) throw new BadRequest(`参数错误：${name}`)
  return Number(value)
}

function count(fields: Fields, name: string, otherwise: number): number {
  if (fields[name] === undefined) return otherwise
  const value = text(fields, name)
  if (!/^[1-9]\d{0,8}$/.test(value)) throw new BadRequest(`参数错误：${name}`)
  return Number(value)
}

/** Of a parameter that stands twice the first counts. */
const queryOf = (url: string): Fields => firstOfEach(new URL(url).searchParams)

const firstOfEach = (params: URLSearchParams): Fields => Object.fromEntries([...params].reverse())

async function bodyOf(request: Request, { bodies }: Habits): Promise<Fields> {
  // several servers of a test may look into one request
  const body = await request.clone().text()
  const isJson = request.headers.get('content-type')?.includes('json') === true
  if (bodies === (isJson ? 'form' : 'json')) throw new BadRequest('缺少参数：appid')
  if (!isJson) return firstOfEach(new URLSearchParams(body))
  try {
    const json: unknown = JSON.parse(body)
    if (typeof json === 'object' && json !== null) return { ...json }
  } catch {
    // said below
  }
  throw new BadRequest('请求体不是 JSON 对象')
}
