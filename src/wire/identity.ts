import * as v from 'valibot'
import { nameOf } from '~/lib/name'
import { openEnvelope } from './envelope'
import { ApiError } from './errors'
import { ask } from './request'
import type { Role } from './schema'

/** Who is looking, as the host's own session has it. */
export type Identity = Readonly<{
  appid: string
  from: string
  fromrole: Role
  nickname: string
  avatar: string
}>

const MAX_ID = 64

const text = v.pipe(v.union([v.string(), v.number()]), v.transform(String), v.trim())
const id = v.pipe(text, v.minLength(1), v.maxLength(MAX_ID))
const textOrNone = v.fallback(v.optional(text, ''), '')

const Identity = v.object({
  appid: id,
  from: id,
  fromrole: v.pipe(text, v.toUpperCase(), v.picklist(['MEMBER', 'SALER'])),
  nickname: v.pipe(textOrNone, v.transform(nameOf)),
  avatar: textOrNone,
})

/**
 * Asks the host who is looking: `{ appid, from, fromrole, nickname, avatar }`, bare or as the `data` of the API's envelope. Throws
 * `ApiError`, or `AbortError` by `signal`.
 */
export async function askIdentity(url: string, signal?: AbortSignal): Promise<Identity> {
  const { text } = await ask({ url, ...(signal && { signal }) })
  const bare = v.safeParse(Identity, json(text))
  const parsed = bare.success ? bare : v.safeParse(Identity, openEnvelope(text))
  if (!parsed.success) throw new ApiError({ kind: 'malformed', reason: 'no identity' })
  return parsed.output
}

function json(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    // the envelope knows what it may be instead
    return null
  }
}
