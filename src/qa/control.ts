import type { Control, ControlOrder } from '~/mocks/control'

/** What a message says, in the API's words; the mock fills in the rest. `inMs`: so much later. */
export type Line = Readonly<{
  type: string
  content: string
  voiceLength?: number
  imageSize?: number
  bustype?: string
  busid?: string
  inMs?: number
}>

/** `absent`: there is no mock behind this page. `refused`: it says why, in its own words. */
export type Refusal = Readonly<{
  ok: false
  reason: 'absent' | 'unreachable' | 'refused'
  message: string
}>
export type Answer<T> = Readonly<{ ok: true; data: T }> | Refusal

/** The mock's control of one world. None of it throws. */
export type ControlApi = Readonly<{
  look: () => Promise<Answer<Control>>
  change: (order: ControlOrder) => Promise<Answer<Control>>
  /** Forgets all that was said and done. */
  reset: () => Promise<Answer<null>>
  /** The whole world as a file. */
  save: () => Promise<Answer<Blob>>
  load: (file: Blob) => Promise<Answer<null>>
}>

type Ask = (input: string, init?: RequestInit) => Promise<Response>

const ABSENT: Refusal = { ok: false, reason: 'absent', message: '' }

/** The control of the world at an address; null is a page without one. */
export function createControlApi(world: string | null, ask: Ask): ControlApi {
  const to = async <T>(
    path: string,
    init: RequestInit,
    read: (response: Response) => Promise<Answer<T>>,
  ): Promise<Answer<T>> => {
    if (world === null) return ABSENT
    let response: Response
    try {
      response = await ask(`${world}/${path}`, init)
    } catch {
      return { ok: false, reason: 'unreachable', message: '' }
    }
    return read(response).catch(() => ABSENT)
  }
  return {
    look: () => to('control', {}, enveloped<Control>),
    change: (order) => to('control', post(JSON.stringify(order)), enveloped<Control>),
    reset: () => to('reset', { method: 'POST' }, emptied),
    save: () =>
      to('state', {}, async (response) =>
        response.ok && isJson(response)
          ? { ok: true, data: await response.blob() }
          : refusalOf(await response.text()),
      ),
    load: (file) => to('state', post(file), emptied),
  }
}

const post = (body: BodyInit): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body,
})

const isJson = (response: Response) => /json/.test(response.headers.get('content-type') ?? '')

/** The data of an envelope. What is no envelope comes from a server that knows no mock, as a page of it. */
async function enveloped<T>(response: Response): Promise<Answer<T>> {
  const text = await response.text()
  const answer = JSON.parse(text) as Readonly<{ success?: unknown; data?: T }>
  return answer.success === true && answer.data !== undefined
    ? { ok: true, data: answer.data }
    : refusalOf(text)
}

async function emptied(response: Response): Promise<Answer<null>> {
  const text = await response.text()
  const { success } = JSON.parse(text) as Readonly<{ success?: unknown }>
  return success === true ? { ok: true, data: null } : refusalOf(text)
}

function refusalOf(text: string): Refusal {
  const { message } = JSON.parse(text) as Readonly<{ message?: unknown }>
  return typeof message === 'string' ? { ok: false, reason: 'refused', message } : ABSENT
}
