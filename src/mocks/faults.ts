import { draw } from './random'

/**
 * What becomes of a request that fails. `status`: an HTTP failure. `page`: a sign-in page with status 200, as captive portals and
 * gateways answer. `refused`: the backend's own no, with status 200. `hang`: nothing for two minutes. `truncated`: done, but the answer breaks off in the middle. `cut`: the
 * connection breaks before anything is done. `lost`: it breaks afterwards.
 */
export const FAILURES = ['status', 'page', 'refused', 'hang', 'truncated', 'cut', 'lost'] as const
export type Failure = (typeof FAILURES)[number]

/** What a mount does to answers, for situations that are not about rows. */
export type Fault = Readonly<{
  /** Milliseconds before each answer; 0 is at once. */
  latencyMs?: number
  /** Share of the requests that fail, 0 to 1; which ones depends on the seed. 0 unless told. */
  failRate?: number
  /** How they fail; by a status unless told. */
  failure?: Failure
  /** The HTTP status of a request that fails; 503 unless told. */
  status?: number
  /** Seconds of the Retry-After header of a request that fails; without it no such header. */
  retryAfter?: number
}>

/** The API's endpoints, and those of the host, by short names. */
export const ENDPOINTS = [
  'poll',
  'history',
  'send',
  'read',
  'count',
  'register',
  'status',
  'contacts',
  'upload',
] as const
export type Endpoint = (typeof ENDPOINTS)[number]

/** Of all endpoints, and `at` what is different at one of them. */
export type Faults = Fault & Readonly<{ at?: Readonly<Partial<Record<Endpoint, Fault>>> }>

/** What holds at an endpoint. */
export const faultAt = ({ at, ...every }: Faults, endpoint: Endpoint): Fault => ({
  ...every,
  ...at?.[endpoint],
})

/** Whether the request of this number fails: the same ones for the same seed. */
export const failsAt = ({ failRate = 0 }: Fault, seed: number, number: number): boolean =>
  draw(seed, `request ${number}`) < failRate
